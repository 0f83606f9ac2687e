"""What matching goes by, as the seeds have it: words in names, weights of evidence, bounds.

Belongs here: reading ``seeds/identity`` and the names of divisions. Does not belong here: what is
done with them (``names``, ``scoring``, ``deciding``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

TERMS_SEED = Path("seeds/identity/name_terms.csv")
WEIGHTS_SEED = Path("seeds/identity/match_weights.csv")
BOUNDS_SEED = Path("seeds/identity/match_bounds.csv")
DIVISIONS_SEED = Path("seeds/reference/divisions.csv")

PRIOR = ("pair", "is_match")
"""Comparison and level of the weight that stands for the share of matches among candidates."""

_REMARK = r"[（(].*[）)]$"
_LEVEL_MARK = "(?:(?:壮族|回族|维吾尔)?自治区|自治县|省|市|县|区)$"
_SHORTEST_BARE_NAME = 2
_CODE_DIGITS = {"city": 4, "county": 6}


@dataclass(frozen=True)
class NameRules:
    """Words of names.

    Attributes:
        same_forms: spelling of a legal form -> the one it is compared as.
        legal_forms: legal form at the end of a name -> what it is compared as.
        noise: words that say nothing of a unit.
        numbered_noise: words that say nothing, nor does a number before them: 2号表.
        project_noise: words that say nothing of a project.
        regions: province, city or county, with and without 省, 市, 县 -> how the codes of the
            places in it begin.
        townships: division code of a township -> its name.
    """

    same_forms: Mapping[str, str]
    legal_forms: Mapping[str, str]
    noise: tuple[str, ...]
    numbered_noise: tuple[str, ...]
    project_noise: tuple[str, ...]
    regions: Mapping[str, str]
    townships: Mapping[str, str]


@dataclass(frozen=True)
class Bounds:
    """Probabilities from which the machine decides, and from which a person is asked."""

    auto: float
    review: float


@dataclass(frozen=True)
class Weights:
    """What levels of agreement say, for one kind of unit.

    Attributes:
        prior: share of matches among the pairs that are compared.
        levels: (comparison, level) -> its probability for matches and for others.
    """

    prior: float
    levels: Mapping[tuple[str, str], tuple[float, float]]


def read_name_rules(dbt_project: Path) -> NameRules:
    """Read the words of names; the longest of a kind come first, so that they are found first."""
    terms = _read(dbt_project / TERMS_SEED)
    divisions = _read(dbt_project / DIVISIONS_SEED).with_columns(
        pl.col("division_name_zh").str.replace(_REMARK, "")
    )
    townships = divisions.filter(pl.col("level") == "township")
    return NameRules(
        same_forms=_stand_ins(terms, "same_form"),
        legal_forms=_stand_ins(terms, "legal_form"),
        noise=_words(terms, "noise"),
        numbered_noise=_words(terms, "numbered_noise"),
        project_noise=_words(terms, "project_noise"),
        regions=_regions(_stand_ins(terms, "province"), divisions),
        townships=dict(townships.select("division_code", "division_name_zh").iter_rows()),
    )


def read_bounds(dbt_project: Path) -> Bounds:
    """Read the probabilities that decide."""
    rows = _read(dbt_project / BOUNDS_SEED).select("decision", "probability_from").iter_rows()
    found = {decision: float(probability) for decision, probability in rows}
    return Bounds(auto=found["auto"], review=found["review"])


def read_weights(dbt_project: Path, unit_kind: str) -> Weights:
    """Read what evidence weighs for one kind of unit."""
    rows = _read(dbt_project / WEIGHTS_SEED).filter(pl.col("unit_kind") == unit_kind)
    levels = {
        (comparison, level): (float(m), float(u))
        for comparison, level, m, u in rows.select(
            "comparison", "level", "m_probability", "u_probability"
        ).iter_rows()
    }
    prior, _ = levels.pop(PRIOR)
    return Weights(prior, levels)


def _read(path: Path) -> pl.DataFrame:
    """Read a seed as texts."""
    return pl.read_csv(path, infer_schema=False)


def _stand_ins(terms: pl.DataFrame, role: str) -> dict[str, str]:
    """Return the terms of one role with what they stand for, the longest first."""
    found = {term: stands for term, name, stands in terms.iter_rows() if name == role}
    return {term: found[term] for term in _longest_first(found)}


def _words(terms: pl.DataFrame, role: str) -> tuple[str, ...]:
    """Return the terms of one role, the longest first."""
    return _longest_first(term for term, name, _ in terms.iter_rows() if name == role)


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    """Return words from the longest to the shortest, equal lengths in order."""
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _regions(provinces: Mapping[str, str], divisions: pl.DataFrame) -> dict[str, str]:
    """Return the names of regions, the longest first, with the beginning of the codes in them."""
    found = {name: code for full, code in provinces.items() for name in _spoken(full)}
    for level, digits in _CODE_DIGITS.items():
        own = divisions.filter(pl.col("level") == level)
        for code, full in own.select("division_code", "division_name_zh").iter_rows():
            found |= dict.fromkeys(_spoken(full), code[:digits])
    return {name: found[name] for name in _longest_first(found)}


def _spoken(full: str) -> set[str]:
    """Return a division's name and, if that is no single character, the name without its level."""
    bare = re.sub(_LEVEL_MARK, "", full)
    return {full, bare} if len(bare) >= _SHORTEST_BARE_NAME else {full}
