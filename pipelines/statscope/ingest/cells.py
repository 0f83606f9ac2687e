"""From the text of one column to its typed values and what is wrong with them.

Belongs here: the cleaning of any cell, which parser a kind of column takes, defaults, required
cells. Does not belong here: the short way for plain cells (``fast_path``), the parsers (``ids``,
``amounts``, ``dates``), the fate of a row (``conforming``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

import polars as pl

from statscope.ingest import amounts, dates, ids
from statscope.ingest.profile import Profile
from statscope.ingest.sheet_formulas import SHOWN_AS
from statscope.ingest.tidying import (
    half_width,
    replaced,
    squeezed,
    tidy,
    tidy_text,
    without_nothing,
)
from statscope.ingest.units import UNITS
from statscope.registers.contract import Column, Kind, RowReason

_YES = ("是", "有", "√", "✓", "续建", "y", "yes", "true", "t", "1")
_NO = ("否", "没有", "×", "新开工", "n", "no", "false", "f", "0")
FLAGS: Mapping[str, str] = dict.fromkeys(_YES, "yes") | dict.fromkeys(_NO, "no")
"""Tidy cell without blanks, in lower case -> ``yes`` or ``no``."""
ID_KINDS = frozenset({Kind.ENTERPRISE_ID, Kind.PROJECT_ID})
_PLACE = r"^(?:并列)?第?(?P<place>[0-9]{1,3})[名位]?(?:\(并列\))?$"
_CALENDAR_YEAR = r"^((?:19|20)[0-9]{2})(?:\.0+)?\s*(?:年|年度)?$"
_SPREADSHEET_ERROR = (
    r"^#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|FIELD!|GETTING_DATA)$"
)
_FORMULA = rf"^{SHOWN_AS}\S"
_ANNEX = r"^(.*[^\s(])\s*\(([^()]*[0-9][^()]*)\)$"


@dataclass(frozen=True)
class Cells:
    """One column of a delivery, conformed.

    Attributes:
        value: typed values; null where empty or wrong.
        faults: reason -> rows (as a mask) whose cell fails for it; only reasons that occur.
        doubtful: rows whose id fails its check digit, None when there are none.
    """

    value: pl.Series
    faults: Mapping[RowReason, pl.Series] = field(default_factory=dict)
    doubtful: pl.Series | None = None


@dataclass(frozen=True)
class Reading:
    """How the cells of one column are to be read.

    Attributes:
        column: the contract column.
        power: power of ten of the unit in force for cells that name none.
        profile: the profile in force.
    """

    column: Column
    power: int
    profile: Profile

    @property
    def default(self) -> str | None:
        """The profile's text of an empty cell."""
        return self.profile.defaults.get(self.column.name)

    @property
    def replaces(self) -> bool:
        """Whether the profile maps delivered values of the column."""
        return bool(self.profile.values.get(self.column.name))


def power_in_force(
    column: Column, header_unit: str | None, title_unit: str | None, profile: Profile, default: str
) -> int:
    """Return the power of ten of a column's unit: header, profile, title row, register's default.

    Args:
        column: the contract column.
        header_unit: unit stated in its header.
        title_unit: unit of money stated in a row above the header.
        profile: the profile in force.
        default: the register's default unit of money.
    """
    units = UNITS.get(column.kind, {})
    if header_unit is not None and header_unit in units:
        return units[header_unit]
    if column.kind is Kind.AMOUNT:
        return units[profile.amount_unit or title_unit or default]
    if column.kind is Kind.RATE:
        return 0 if profile.rate_is_ratio else UNITS[Kind.RATE]["%"]
    return 0


def conform(raw: pl.Series, reading: Reading) -> Cells:
    """Read the delivered text of one column.

    Args:
        raw: delivered text, null where empty.
        reading: how to read it.
    """
    column, profile = reading.column, reading.profile
    texts = replaced(tidy(raw), profile.values.get(column.name, {}))
    texts = without_nothing(texts)
    if column.name in profile.defaults:
        texts = texts.fill_null(tidy_text(profile.defaults[column.name]))
    if texts.null_count() == len(texts):
        cells = Cells(_nothing(texts, reading))
    else:
        cells = _PARSERS[column.kind](texts, reading)
    faults = dict(cells.faults)
    if column.required and not column.may_be_blank:
        faults[RowReason.MISSING_REQUIRED] = texts.is_null()
    if column.non_negative:
        faults[RowReason.NEGATIVE_AMOUNT] = cells.value < 0
    found = {reason: mask.fill_null(value=False) for reason, mask in faults.items()}
    value = cells.value if column.default is None else cells.value.fill_null(column.default)
    return Cells(
        value.alias(column.name),
        {reason: mask for reason, mask in found.items() if mask.any()},
    )


def _nothing(texts: pl.Series, reading: Reading) -> pl.Series:
    """Return nulls of the type that the column's values have."""
    kind = _PARSERS[reading.column.kind](texts.clear(), reading).value.dtype
    return pl.repeat(None, len(texts), dtype=kind, eager=True)


def _unparsed(texts: pl.Series, value: pl.Series) -> pl.Series:
    """Which cells hold something that did not become a value."""
    return texts.is_not_null() & value.is_null()


def _where(holds: pl.Series, values: pl.Series) -> pl.Series:
    """Keep values where a condition holds, null elsewhere."""
    if holds.all():
        return values
    return values.to_frame("v").select(pl.when(holds).then(pl.col("v"))).to_series()


def _id(texts: pl.Series, cleaned: pl.Series) -> Cells:
    """Judge cleaned ids; one that lost digits is not also called malformed."""
    lost = ids.lost_precision(texts)
    good = ids.is_id(cleaned) & ~lost
    faults = {RowReason.ID_PRECISION_LOST: lost, RowReason.BAD_ID: ~good & ~lost}
    return Cells(_where(good, cleaned), faults)


def _enterprise_id(texts: pl.Series, _reading: Reading) -> Cells:
    return _id(texts, ids.enterprise_ids(texts))


def _project_id(texts: pl.Series, _reading: Reading) -> Cells:
    return _id(texts, ids.project_ids(texts))


def _code(texts: pl.Series, _reading: Reading) -> Cells:
    cleaned = ids.codes(texts)
    good = ids.is_code(cleaned)
    return Cells(_where(good, cleaned), {RowReason.BAD_CODE: ~good})


def _division(texts: pl.Series, _reading: Reading) -> Cells:
    cleaned = ids.codes(texts)
    good = ids.is_division(cleaned)
    return Cells(_where(good, ids.divisions(cleaned)), {RowReason.BAD_CODE: ~good})


def _text(texts: pl.Series, _reading: Reading) -> Cells:
    """Take a text as it is; a spreadsheet's error or bare formula is no name and no note."""
    wrong = texts.str.contains(f"{_SPREADSHEET_ERROR}|{_FORMULA}")
    return Cells(_where(~wrong, texts), {RowReason.UNKNOWN_VALUE: wrong})


def _number(
    parse: Callable[[pl.Series, int], pl.Series],
) -> Callable[[pl.Series, Reading], Cells]:
    """Make the parser of a kind of number."""

    def parser(texts: pl.Series, reading: Reading) -> Cells:
        value = parse(texts, reading.power)
        return Cells(value, {RowReason.BAD_NUMBER: _unparsed(texts, value)})

    return parser


def _date(texts: pl.Series, reading: Reading) -> Cells:
    value = dates.dates(texts, reading.profile.date_formats)
    return Cells(value, {RowReason.BAD_DATE: _unparsed(texts, value)})


def _period(texts: pl.Series, _reading: Reading) -> Cells:
    value = dates.months(texts, month_of_year=None)
    return Cells(value, {RowReason.BAD_DATE: _unparsed(texts, value)})


def _rank(texts: pl.Series, reading: Reading) -> Cells:
    """Read ``5``, ``第5位`` and ``并列第5`` alike."""
    bare = texts.str.replace_all(r"\s+", "").str.replace(_PLACE, "${place}")
    return _number(amounts.counts)(bare, reading)


def _year(texts: pl.Series, _reading: Reading) -> Cells:
    value = texts.str.extract(_CALENDAR_YEAR).cast(pl.Int64)
    return Cells(value, {RowReason.BAD_NUMBER: _unparsed(texts, value)})


def annexed(raw: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Split ``23.8(5)`` into the value and what the bracket behind it holds, null without one."""
    texts = half_width(raw).str.strip_chars()
    found = texts.str.extract(_ANNEX, 2)
    return texts.str.replace(_ANNEX, "${1}").alias(raw.name), found


def _looked_up(texts: pl.Series, codes: Mapping[str, str]) -> pl.Series:
    """Replace each text by its code; null for strangers."""
    return squeezed(texts).replace_strict(dict(codes), default=None, return_dtype=pl.String)


def choices(texts: pl.Series, column: Column) -> pl.Series:
    """Return the contract's codes of tidy cells, whatever the spelling; null for strangers."""
    return _looked_up(texts, dict(spellings(column)))


def spellings(column: Column) -> Mapping[str, str]:
    """Return every spelling of a column's choices, half-width and in lower case -> its code."""
    return _spellings(tuple(column.choices.items()))


@cache
def _spellings(choices: tuple[tuple[str, tuple[str, ...]], ...]) -> Mapping[str, str]:
    """Fold the spellings of a column once."""
    delivered = {code: code for code, _ in choices}
    for code, texts in choices:
        delivered |= dict.fromkeys(texts, code)
    keys = squeezed(tidy(pl.Series(list(delivered), dtype=pl.String)))
    return MappingProxyType(dict(zip(keys, delivered.values(), strict=True)))


def _choice(texts: pl.Series, reading: Reading) -> Cells:
    value = choices(texts, reading.column)
    if reading.column.is_open:
        value = value.to_frame("v").select(pl.coalesce("v", pl.lit(texts))).to_series()
    return Cells(value, {RowReason.UNKNOWN_VALUE: _unparsed(texts, value)})


def _flag(texts: pl.Series, _reading: Reading) -> Cells:
    found = _looked_up(texts, FLAGS)
    return Cells(found == "yes", {RowReason.UNKNOWN_VALUE: _unparsed(texts, found)})


_PARSERS: Mapping[Kind, Callable[[pl.Series, Reading], Cells]] = {
    Kind.ENTERPRISE_ID: _enterprise_id,
    Kind.PROJECT_ID: _project_id,
    Kind.CODE: _code,
    Kind.DIVISION: _division,
    Kind.TEXT: _text,
    Kind.AMOUNT: _number(amounts.money),
    Kind.INTEGER: _number(amounts.counts),
    Kind.NUMBER: _number(amounts.quantities),
    Kind.RATE: _number(amounts.rates),
    Kind.RANK: _rank,
    Kind.YEAR: _year,
    Kind.DATE: _date,
    Kind.CHOICE: _choice,
    Kind.FLAG: _flag,
    Kind.PERIOD: _period,
}
