"""Cleaning that is the same for every cell, whatever its column.

Belongs here: full-width to half-width, trimming, tokens that mean "nothing", profile values.
Does not belong here: what only ids, amounts or dates need (``ids``, ``amounts``, ``dates``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import polars as pl

_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
_HALF_WIDTH: Mapping[str, str] = (
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys("\u3000\u00a0\u2007\u202f", " ")
    | dict.fromkeys(_INVISIBLE, "")
    | {"￥": "¥"}
)
_ANY_WIDE = "[" + "".join(re.escape(mark) for mark in _HALF_WIDTH) + "]"
_CJK = r"[\u2e80-\u9fff\uf900-\ufaff]"
_FORCED_TEXT = r'^="(.*)"$'  # ="000520" keeps a spreadsheet from dropping the zeros
_NOTHING = r"^(-+|—+|–+|…+|\.{3,}|/|无)?$"


def is_ascii(texts: pl.Series) -> bool:
    """Whether every character of the column is plain ASCII; nulls do not matter."""
    return bool((texts.str.len_bytes() == texts.str.len_chars()).all())


def half_width(texts: pl.Series) -> pl.Series:
    """Turn full-width letters, digits, signs and blanks into half-width ones."""
    if is_ascii(texts) or not texts.str.contains(_ANY_WIDE).any():
        return texts
    return texts.str.replace_many(list(_HALF_WIDTH), list(_HALF_WIDTH.values()))


def tidy(texts: pl.Series) -> pl.Series:
    """Return the cells half-width and trimmed; a line break inside becomes a blank or nothing.

    Inside Chinese text a line break is only where the sheet's column was too narrow, so nothing
    takes its place; in other text a blank does.
    """
    trimmed = half_width(texts).str.strip_chars()
    if trimmed.str.starts_with('="').any():
        trimmed = trimmed.str.replace(_FORCED_TEXT, "${1}")
    if not any(trimmed.str.contains(sign, literal=True).any() for sign in "\r\n"):
        return trimmed
    glue = pl.when(pl.col("t").str.contains(_CJK))
    joined = glue.then(pl.col("t").str.replace_all(r"\s*[\r\n]+\s*", "")).otherwise(
        pl.col("t").str.replace_all(r"\s*[\r\n]+\s*", " ")
    )
    return trimmed.to_frame("t").select(joined).to_series().alias(texts.name)


def without_nothing(texts: pl.Series) -> pl.Series:
    """Return tidy cells with ``-``, ``—``, ``…``, ``无``, ``/`` and empty as null."""
    nothing = texts.str.contains(_NOTHING)
    if not nothing.any():
        return texts
    return texts.to_frame("t").select(pl.when(~nothing).then(pl.col("t"))).to_series()


def tidy_text(text: str) -> str:
    """Do to one text what :func:`tidy` does to a column."""
    return str(tidy(pl.Series([text], dtype=pl.String)).item())


def squeezed(texts: pl.Series) -> pl.Series:
    """Return tidy cells without any blank and in lower case, for look-ups."""
    return texts.str.replace_all(r"\s+", "").str.to_lowercase()


def replaced(texts: pl.Series, values: Mapping[str, str]) -> pl.Series:
    """Replace whole cells by a profile's ``[values.<column>]``; other cells stay."""
    if not values:
        return texts
    delivered = [tidy_text(value) for value in values]
    return texts.replace(delivered, list(values.values()))


def blank(texts: pl.Series) -> pl.Series:
    """Whether a cell is null or holds blanks only."""
    if texts.null_count() == len(texts):
        return texts.is_null()
    return half_width(texts).str.strip_chars().fill_null("") == ""
