"""Dates and reference months in cells.

Belongs here: every spelling of a date that a cell may use. Does not belong here: the period in
a file's name (``periods``).
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

# 2011-04-05, 2011/4/5, 2011.4, 2011年4月, 2011年4月5日, each with or without a time of day
_WRITTEN = (
    r"^(?P<year>(?:18|19|20)[0-9]{2})\s*[-/.年]\s*(?P<month>[0-9]{1,2})\s*"
    r"(?:[-/.月]\s*(?P<day>[0-9]{1,2})\s*[日号]?|月)?"
    r"(?:[T\s]\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[-+][0-9]{2}:?[0-9]{2})?)?$"
)
_EIGHT_DIGITS = r"^(?P<year>(?:18|19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})$"
_SIX_DIGITS = r"^(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})$"
_SERIAL = r"^([1-9][0-9]{4})(?:\.[0-9]+)?$"
_FIRST_YEAR, _LAST_YEAR = 1800, 2099
_SERIAL_ORIGIN = pl.date(1899, 12, 30)
_LAST_SERIAL = 73_050  # the last day of 2099: a larger number is no date of this trade
_FIRST_TO_THAT_MONTH = r"^([0-9]{4})\s*年?\s*0?1\s*月?\s*[-—–~至到]\s*([0-9]{1,2})\s*月份?$"
_BARE_YEAR = r"^((?:19|20)[0-9]{2})年?$"


def dates(texts: pl.Series, formats: Sequence[str] = ()) -> pl.Series:
    """Parse tidy cells as dates; a month alone means its first day.

    Args:
        texts: tidy cells, nulls stay null.
        formats: further ``strptime`` formats, tried in order after the built-in spellings.

    Returns:
        Null where a cell is no date, among others for impossible dates and seven digits alone.
    """
    frame = texts.to_frame("t")
    found = frame.select(d=pl.coalesce(*_built_in())).to_series()
    for text_format in formats:
        if found.null_count() == texts.null_count():
            break
        further = with_format(texts, text_format)
        found = found.to_frame("d").select(pl.coalesce("d", pl.lit(further))).to_series()
    return found


def months(texts: pl.Series, *, month_of_year: int | None) -> pl.Series:
    """Parse tidy cells of a period column as the first day of the reference month.

    Args:
        texts: tidy cells, nulls stay null.
        month_of_year: the month that a bare year means; None where it means nothing.
    """
    spelled = texts.str.replace(_FIRST_TO_THAT_MONTH, "${1}年${2}月").str.replace("月份$", "月")
    if month_of_year is not None:
        spelled = spelled.str.replace(_BARE_YEAR, f"${{1}}年{month_of_year}月")
    return dates(spelled).dt.truncate("1mo")


def with_format(texts: pl.Series, text_format: str) -> pl.Series:
    """Parse with one ``strptime`` format; where it has no day, the first day is meant."""
    # %Y also takes two digits: 04/05/11 would be of the year 11.
    found = _with_format(texts, text_format)
    of_this_trade = found.dt.year().is_between(_FIRST_YEAR, _LAST_YEAR)
    return found.to_frame("d").select(pl.when(of_this_trade).then(pl.col("d"))).to_series()


def _with_format(texts: pl.Series, text_format: str) -> pl.Series:
    """Do what :func:`with_format` does, whatever year comes of it."""
    has_day = any(mark in text_format for mark in ("%d", "%e", "%j", "%D", "%F", "%x"))
    if has_day:
        return texts.str.to_datetime(text_format, strict=False).dt.date()
    return ("01|" + texts).str.to_datetime("%d|" + text_format, strict=False).dt.date()


def _built_in() -> list[pl.Expr]:
    """Return one expression over column ``t`` per built-in spelling."""
    number = pl.col("t").str.extract(_SERIAL).cast(pl.Int64, strict=False)
    serial = pl.when(number <= _LAST_SERIAL).then(number)
    return [
        _from_groups(_WRITTEN),
        _from_groups(_EIGHT_DIGITS),
        _from_groups(_SIX_DIGITS, has_day=False),
        _SERIAL_ORIGIN + pl.duration(days=serial),
    ]


def _from_groups(pattern: str, *, has_day: bool = True) -> pl.Expr:
    """Build a date from a pattern's year, month and day; impossible dates become null."""
    groups = pl.col("t").str.extract_groups(pattern)
    day = groups.struct.field("day") if has_day else pl.lit(None, dtype=pl.String)
    text = pl.concat_str(
        groups.struct.field("year"),
        groups.struct.field("month").str.zfill(2),
        day.fill_null("01").str.zfill(2),
        separator="-",
    )
    return text.str.to_date("%Y-%m-%d", strict=False)
