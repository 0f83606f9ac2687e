"""Names of units and projects, as they are compared.

Belongs here: the one form in which two spellings of a name are equal, and the parts of a name that
are weighed when they are not. Does not belong here: the words themselves (``seeds/identity``), what
agreement of parts is worth (``scoring``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import polars as pl

from statscope.identity.rules import NameRules

PARTS = {
    "normal": pl.String(),
    "stem": pl.String(),
    "numbers": pl.String(),
    "form": pl.String(),
    "place": pl.String(),
    "township": pl.String(),
}
"""Columns of what :func:`name_parts` returns."""

_SIGNS = r"[\p{Z}\p{P}\p{S}\p{M}\p{C}\s]"
_NUMERALS = "一二三四五六七八九十"
_COUNTED = "厂矿井号分车队期标段组村社店部区站库级线楼栋"
# 一厂, 第二, 十三号: a numeral that counts; 三元 or 四方 is part of a name.
_ORDINAL = re.compile(f"第([{_NUMERALS}]{{1,3}})|([{_NUMERALS}]{{1,3}})(?=[{_COUNTED}])")
_ANY_TOWNSHIP = r"^(\p{Han}{2,3}[镇乡]|\p{Han}{2,4}街道)"
_LEAST_LEFT = 2


def normal_forms(names: pl.Series, rules: NameRules) -> pl.Series:
    """Return names as they are equal: simplified, half-width, in capitals, without any sign.

    Legal forms that are the same have one spelling.

    Args:
        names: as delivered; nulls stay.
        rules: the spellings of legal forms.
    """
    plain = names.str.normalize("NFKC").str.to_uppercase().str.normalize("NFKC")
    bare = _simplified(plain.str.replace_all(_SIGNS, ""))
    forms = rules.same_forms
    return bare.str.replace_many(list(forms), list(forms.values()), leftmost=True)


def name_parts(names: pl.Series, rules: NameRules, unit_kind: str) -> pl.DataFrame:
    """Take names apart.

    Args:
        names: as delivered, none null.
        rules: words of names.
        unit_kind: ``enterprise`` or ``project``.

    Returns:
        A frame of :data:`PARTS`, a row per name: its normal form; its stem, which is what is left
        without places, legal form and words that say nothing; the numbers in it; the legal form;
        how the codes of the place begin that it names; the township that it names. Parts that a
        name lacks are null, but the stem is never.
    """
    normal = normal_forms(names, rules)
    noise = rules.noise if unit_kind == "enterprise" else (*rules.noise, *rules.project_noise)
    meters = f"\\d*{_one_of(rules.numbered_noise)}"
    counted = _ordinals(_without(normal, rules.noise)).str.replace_all(meters, "")
    named = counted.to_frame("name").lazy()
    regioned = named.with_columns(
        region=_region("name", rules), rest=_rest_of_region("name", rules)
    )
    placed = regioned.with_columns(
        township=pl.col("rest").str.extract(_township(rules), 1),
        rest=_left("rest", pl.col("rest").str.replace(_township(rules), "")),
    )
    formed = placed.with_columns(form=_form("rest", rules), stem=_stem("rest", rules, noise))
    return formed.select(
        normal=pl.lit(normal),
        stem=_or_else(pl.col("stem").str.replace_all(r"\d", ""), pl.col("rest"), pl.col("name")),
        numbers=_or_null(pl.col("rest").str.extract_all(r"\d+").list.join("-")),
        form=pl.col("form"),
        place=_place("township", "region", rules),
        township=pl.col("township"),
    ).collect()


def _simplified(names: pl.Series) -> pl.Series:
    """Write traditional characters in their simplified form."""
    rare = [name for name in names.unique().drop_nulls() if not _is_simplified(name)]
    if not rare:
        return names
    from opencc import OpenCC  # noqa: PLC0415 - a tenth of a second, seldom needed

    converter = OpenCC("t2s")
    return names.replace(rare, [converter.convert(name) for name in rare])


def _is_simplified(name: str) -> bool:
    """Whether a name is certain to be simplified: GB 2312 has no other characters."""
    try:
        name.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _ordinals(names: pl.Series) -> pl.Series:
    """Write counting numerals as digits: 一厂 and 1厂 are the same."""
    some = names.filter(names.str.contains(f"[{_NUMERALS}]")).unique()
    if some.is_empty():
        return names
    written = [_ORDINAL.sub(lambda m: _digits(m.group(1) or m.group(2)), name) for name in some]
    return names.replace(some.to_list(), written)


def _digits(numeral: str) -> str:
    """Write a numeral below one hundred in digits: 十 is 10, 二十三 is 23."""
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return "".join(str(_NUMERALS.index(sign) + 1) for sign in numeral)
    first = _NUMERALS.index(tens) + 1 if len(tens) == 1 else 1
    return str(first * 10 + (_NUMERALS.index(ones[0]) + 1 if ones else 0))


def _without(names: pl.Series, words: Iterable[str]) -> pl.Series:
    """Leave words out wherever they stand."""
    return names.str.replace_all(_one_of(words), "")


def _region(name: str, rules: NameRules) -> pl.Expr:
    """Return the last province, city or county that begins a name, or ends it: 甲（古蔺）公司."""
    first = pl.col(name).str.extract(f"^({_one_of(rules.regions)}+)", 1)
    last = pl.col(name).str.extract(_region_before_form(rules), 1)
    return pl.coalesce(last, first).str.extract(f"({_one_of(rules.regions)})$", 1)


def _rest_of_region(name: str, rules: NameRules) -> pl.Expr:
    """Return a name without the regions that begin or end it."""
    rest = pl.col(name).str.replace(f"^{_one_of(rules.regions)}+", "")
    return _left(name, rest.str.replace(_region_before_form(rules), "$2"))


def _region_before_form(rules: NameRules) -> str:
    """Return the pattern of a region at the end of a name, with or without a legal form."""
    return f"({_one_of(rules.regions)})({_one_of(rules.legal_forms)}?)$"


def _township(rules: NameRules) -> str:
    """Return the pattern of a township that begins a name; those that no seed has count too."""
    known = _one_of(sorted(rules.townships.values(), key=len, reverse=True))
    return f"^({known}|\\p{{Han}}{{2,3}}[镇乡]|\\p{{Han}}{{2,4}}街道)"


def _place(township: str, region: str, rules: NameRules) -> pl.Expr:
    """Return how the codes of the named place begin, null where no seed knows it.

    A name that two townships bear is neither's.
    """
    codes: dict[str, list[str]] = {}
    for code, name in rules.townships.items():
        codes.setdefault(name, []).append(code)
    known = {name: found[0] for name, found in codes.items() if len(found) == 1}
    coded = pl.col(township).replace_strict(known, default=None, return_dtype=pl.String)
    wider = pl.col(region).replace_strict(rules.regions, default=None, return_dtype=pl.String)
    return pl.coalesce(coded, _or_null(wider))


def _form(name: str, rules: NameRules) -> pl.Expr:
    """Return the legal form that ends a name, as it is compared."""
    found = pl.col(name).str.extract(f"({_one_of(rules.legal_forms)})\\d*$", 1)
    return found.replace(dict(rules.legal_forms))


def _stem(name: str, rules: NameRules, noise: Iterable[str]) -> pl.Expr:
    """Return a name without its legal form and words that say nothing; digits stay."""
    without_form = pl.col(name).str.replace(f"{_one_of(rules.legal_forms)}(\\d*)$", "$1")
    return without_form.str.replace_all(_one_of(noise), "")


def _left(name: str, rest: pl.Expr) -> pl.Expr:
    """Return what is left of a name, or all of it where too little is."""
    return pl.when(rest.str.len_chars() >= _LEAST_LEFT).then(rest).otherwise(pl.col(name))


def _or_else(*candidates: pl.Expr) -> pl.Expr:
    """Return the first candidate that is not empty, else the last."""
    return pl.coalesce(*(_or_null(text) for text in candidates), candidates[-1])


def _or_null(text: pl.Expr) -> pl.Expr:
    """Return a text, null where it is empty."""
    return pl.when(text != "").then(text)


def _one_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words; one that nothing fits where there are none."""
    return "(?:" + ("|".join(map(re.escape, words)) or r"[^\s\S]") + ")"
