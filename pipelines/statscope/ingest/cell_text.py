"""Typed cells of a worksheet as the text that a person would read.

Belongs here: how numbers, dates and truth are written as text. Does not belong here: opening
workbooks (``sheets``), what the texts mean (``headers``, ``cells``).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal

import polars as pl

_FIRST_INEXACT = 10.0**15
_LEAST_PLAIN = 1e-4  # smaller numbers are written with an exponent


def text_column(values: Sequence[object]) -> pl.Series:
    """Write a column of cells as texts, empty ones as null."""
    kinds = set(map(type, values))
    if kinds <= {str}:
        return _without_empty(pl.Series(values, dtype=pl.String))
    if not kinds <= {str, float}:
        return pl.Series([as_text(value) for value in values], dtype=pl.String)
    if str not in kinds:
        return _number_column(pl.Series(values, dtype=pl.Float64))
    numbers = [value if isinstance(value, float) else None for value in values]
    texts = [value if isinstance(value, str) else None for value in values]
    written = _number_column(pl.Series(numbers, dtype=pl.Float64))
    return written.zip_with(
        written.is_not_null(), _without_empty(pl.Series(texts, dtype=pl.String))
    )


def _without_empty(texts: pl.Series) -> pl.Series:
    """Return texts with null for empty ones."""
    empty = texts == ""
    return texts.set(empty, None) if empty.any() else texts


def _number_column(numbers: pl.Series) -> pl.Series:
    """Write numbers as texts; the few that need care are written one by one."""
    size = pl.col("n").abs()
    is_whole = pl.col("n").round(0) == pl.col("n")
    plain = numbers.to_frame("n").select(
        t=pl.when(is_whole & (size < _FIRST_INEXACT))
        .then(pl.col("n").cast(pl.Int64, strict=False).cast(pl.String))
        .when((size >= _LEAST_PLAIN) & (size < _FIRST_INEXACT))
        .then(pl.col("n").cast(pl.String))
    )["t"]
    left = (plain.is_null() & numbers.is_not_null()).arg_true()
    if not len(left):
        return plain
    return plain.scatter(left, pl.Series([as_text(one) for one in numbers.gather(left)]))


def as_text(value: object) -> str | None:
    """Write a cell as text; numbers beyond 15 digits keep the notation that shows their loss."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number_as_text(value)
    if isinstance(value, datetime):
        whole_day = value.time() == time()
        return value.date().isoformat() if whole_day else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return None if value is None else str(value)


def _number_as_text(value: float) -> str:
    """Write a number without a needless ``.0``; from 16 digits on as 9.15105E+17."""
    if not math.isfinite(value):
        return str(value)
    if abs(value) >= _FIRST_INEXACT:
        return f"{Decimal(repr(value)).normalize():E}"
    whole = int(value)
    return str(whole) if whole == value else repr(value)
