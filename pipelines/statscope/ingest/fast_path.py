"""Columns of a delivery read together: at once where cells are plain, cleaned where they are not.

Belongs here: what a plain cell of each kind is, and joining both ways. Does not belong here: how a
cell that is not plain is cleaned and parsed (``cells``), the fate of a row (``conforming``).

Most cells of most deliveries hold just a number, a code or a name. One pass over all columns reads
these; only the cells that are left go through the cleaning, each distinct text once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from statscope.ingest.amounts import EXACT, MONEY, scaled
from statscope.ingest.cells import FLAGS, Cells, Reading, conform, spellings
from statscope.ingest.ids import fails_check_digit
from statscope.registers.contract import Kind, RowReason

_LONGEST_WHOLE = 16
_LARGEST_COUNT = 10**15
_CODED_LENGTHS = (9, 15, 18)
_ISO_DAY = r"^(?:18|19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}$"
# Starts and ends with a letter, a digit or a Chinese character; nothing wide or invisible inside.
_PLAIN_TEXT = r"^[0-9A-Za-z一-鿿](?:[ -~一-鿿·、。《》]*[0-9A-Za-z一-鿿)])?$"
_MANY = 1_000
_TYPES: Mapping[Kind, pl.DataType] = {
    Kind.AMOUNT: MONEY,
    Kind.INTEGER: pl.Int64(),
    Kind.RANK: pl.Int64(),
    Kind.YEAR: pl.Int64(),
    Kind.NUMBER: pl.Float64(),
    Kind.RATE: pl.Float64(),
    Kind.DATE: pl.Date(),
    Kind.PERIOD: pl.Date(),
    Kind.FLAG: pl.Boolean(),
}


@dataclass(frozen=True)
class _Column:
    """One column on its way: its delivered text, its reading, its place among the columns."""

    raw: pl.Series
    reading: Reading
    place: str


def conform_columns(wanted: Sequence[tuple[pl.Series, Reading]]) -> dict[str, Cells]:
    """Read the delivered text of several columns of the same rows.

    Args:
        wanted: delivered text, null where empty, and how to read it.

    Returns:
        Contract column -> typed values and what is wrong with them, in the given order.
    """
    columns = [_Column(raw, reading, str(at)) for at, (raw, reading) in enumerate(wanted)]
    done = {one.place: _constant(one) for one in columns if one.raw.null_count() == len(one.raw)}
    plain = [one for one in columns if one.place not in done and _may_be_plain(one)]
    values = _plain_values(plain, _PLAIN)
    for one in columns:
        if one.place not in done:
            done[one.place] = _completed(one, values.get(one.place))
    return {one.reading.column.name: done[one.place] for one in columns}


def _may_be_plain(one: _Column) -> bool:
    """Whether a cell can be read without knowing more than its kind and unit."""
    return one.reading.column.kind in _PLAIN and not one.reading.replaces


def _constant(one: _Column) -> Cells:
    """Read a column without any text: all its cells are alike."""
    column, height = one.reading.column, len(one.raw)
    if one.reading.default is not None:
        first = conform(pl.Series([None], dtype=pl.String), one.reading)
        value = first.value.new_from_index(0, height)
        faults = {reason: mask.new_from_index(0, height) for reason, mask in first.faults.items()}
        return _checked(one, Cells(value, faults))
    kind = _TYPES.get(column.kind, pl.String())
    value = pl.Series([column.default], dtype=kind).new_from_index(0, height)
    missing = column.required and not column.may_be_blank
    everywhere = pl.Series([True]).new_from_index(0, height)
    return Cells(
        value.alias(column.name), {RowReason.MISSING_REQUIRED: everywhere} if missing else {}
    )


def _plain_values(
    columns: Sequence[_Column], readers: Mapping[Kind, Callable[[pl.Expr, Reading], pl.Expr]]
) -> dict[str, pl.Series]:
    """Read the plain cells of columns in one pass; other cells become null."""
    if not columns:
        return {}
    frame = pl.DataFrame({one.place: one.raw for one in columns})
    read = frame.select(
        readers[one.reading.column.kind](pl.col(one.place), one.reading).alias(one.place)
        for one in columns
    )
    return {one.place: read[one.place] for one in columns}


def _completed(one: _Column, value: pl.Series | None) -> Cells:
    """Clean what is not plain, and say what is wrong."""
    column = one.reading.column
    if value is None:
        return _checked(one, _distinct(one.raw, one.reading))
    left = _left(one, value)
    if left is not None and column.kind in _PLAIN_AGAIN:
        value = _plain_values([one], _PLAIN_AGAIN)[one.place]
        left = _left(one, value)
    faults = _plain_faults(one, value)
    if left is None:
        filled = value if column.default is None else value.fill_null(column.default)
        return _checked(one, Cells(filled, faults))
    places = left.arg_true()
    few = _distinct(one.raw.gather(places), one.reading)
    none = pl.Series([False]).new_from_index(0, len(value))
    for reason, mask in few.faults.items():
        found = none.clone().scatter(places, mask)
        faults[reason] = faults[reason] | found if reason in faults else found
    filled = value if column.default is None else value.fill_null(column.default)
    return _checked(one, Cells(_laid_over(filled, places, few.value), faults))


def _left(one: _Column, value: pl.Series) -> pl.Series | None:
    """Return which cells need cleaning, None where none does."""
    empty = one.raw.null_count() if one.reading.default is None else 0
    if value.null_count() == empty:
        return None
    left = value.is_null()
    return left & one.raw.is_not_null() if empty else left


def _plain_faults(one: _Column, value: pl.Series) -> dict[RowReason, pl.Series]:
    """Return what is wrong with plain and with empty cells."""
    column, faults = one.reading.column, {}
    if column.required and not column.may_be_blank and one.reading.default is None:
        faults[RowReason.MISSING_REQUIRED] = one.raw.is_null() if one.raw.null_count() else None
    if column.non_negative:
        lowest = value.min()
        is_below = lowest is not None and lowest < 0  # type: ignore[operator]  # numbers only
        faults[RowReason.NEGATIVE_AMOUNT] = (value < 0).fill_null(value=False) if is_below else None
    return {reason: mask for reason, mask in faults.items() if mask is not None}


def _checked(one: _Column, cells: Cells) -> Cells:
    """Add the verdict on check digits, and leave out reasons that do not occur."""
    return Cells(
        cells.value.alias(one.reading.column.name),
        {reason: mask for reason, mask in cells.faults.items() if mask.any()},
        _doubtful(cells.value, one.reading),
    )


def _doubtful(value: pl.Series, reading: Reading) -> pl.Series | None:
    """Return which ids of units fail their check digit, None where none does."""
    if reading.column.kind is not Kind.ENTERPRISE_ID or value.null_count() == len(value):
        return None
    is_coded = pl.first().str.len_bytes().is_in(_CODED_LENGTHS).any()
    if not value.to_frame().select(is_coded).item():
        return None
    doubtful = fails_check_digit(value)
    return doubtful if doubtful.any() else None


def _distinct(few: pl.Series, reading: Reading) -> Cells:
    """Clean cells; where texts repeat, each of them once."""
    if len(few) < _MANY or few.null_count():
        return conform(few, reading)
    texts = few.unique()
    if len(texts) * 2 > len(few):
        return conform(few, reading)
    cells = conform(texts, reading)
    at = few.replace_strict(texts, pl.int_range(len(texts), eager=True), return_dtype=pl.UInt32)
    return Cells(
        cells.value.gather(at), {reason: mask.gather(at) for reason, mask in cells.faults.items()}
    )


def _laid_over(values: pl.Series, places: pl.Series, others: pl.Series) -> pl.Series:
    """Return the values with others in some places."""
    source = pl.int_range(len(values), eager=True, dtype=pl.UInt32)
    further = pl.int_range(len(values), len(values) + len(others), eager=True, dtype=pl.UInt32)
    both = pl.concat([values, others.cast(values.dtype)])
    return both.gather(source.scatter(places, further))


# --- what a plain cell is -----------------------------------------------------------------------


def _matching(pattern: str) -> Callable[[pl.Expr, Reading], pl.Expr]:
    """Make the reader of a kind whose plain cells are taken as they are."""

    def read(cell: pl.Expr, _reading: Reading) -> pl.Expr:
        return pl.when(cell.str.contains(pattern)).then(cell)

    return read


def _division(cell: pl.Expr, _reading: Reading) -> pl.Expr:
    plain = cell.str.contains(r"^(?:[0-9]{6}|[0-9]{9}|[0-9]{12})$")
    return pl.when(plain).then(cell.str.slice(0, 9))


def _text(cell: pl.Expr, _reading: Reading) -> pl.Expr:
    return pl.when(cell.str.contains(_PLAIN_TEXT) & (cell != "无")).then(cell)


def _whole_money(cell: pl.Expr, reading: Reading) -> pl.Expr:
    number = cell.cast(pl.Int64, strict=False)
    fits = number.is_between(*_within(10 ** max(_LONGEST_WHOLE - reading.power, 0)))
    yuan: pl.Expr = pl.when(fits).then(number) * 10**reading.power
    return yuan.cast(MONEY)


def _exact_money(cell: pl.Expr, reading: Reading) -> pl.Expr:
    exact = scaled(cell.cast(EXACT, strict=False), reading.power)
    return exact.round(2, mode="half_away_from_zero").cast(MONEY, strict=False)


def _count(cell: pl.Expr, reading: Reading) -> pl.Expr:
    number = cell.cast(pl.Int64, strict=False)
    bounds = _within(_LARGEST_COUNT // 10**reading.power)
    counted: pl.Expr = pl.when(number.is_between(*bounds)).then(number) * 10**reading.power
    return counted


def _within(bound: int) -> tuple[int, int]:
    """Return the first and the last whole number that are nearer to 0 than a bound."""
    return 1 - bound, bound - 1


def _measured(cell: pl.Expr, reading: Reading) -> pl.Expr:
    return scaled(cell.cast(EXACT, strict=False), reading.power).cast(pl.Float64)


def _day(cell: pl.Expr, _reading: Reading) -> pl.Expr:
    iso = pl.when(cell.str.contains(_ISO_DAY)).then(cell)
    return iso.str.to_date("%Y-%m-%d", strict=False)


def _choice(cell: pl.Expr, reading: Reading) -> pl.Expr:
    codes = dict(spellings(reading.column))
    return cell.replace_strict(codes, default=None, return_dtype=pl.String)


def _flag(cell: pl.Expr, _reading: Reading) -> pl.Expr:
    codes = {text: code == "yes" for text, code in FLAGS.items()}
    return cell.replace_strict(codes, default=None, return_dtype=pl.Boolean)


_PLAIN: Mapping[Kind, Callable[[pl.Expr, Reading], pl.Expr]] = {
    Kind.ENTERPRISE_ID: _matching(r"^[0-9A-Z]{1,64}$"),
    Kind.PROJECT_ID: _matching(r"^[0-9A-Z][0-9A-Z\-]{0,63}$"),
    Kind.CODE: _matching(r"^(?:[A-Z][0-9]+|[0-9A-Z]{1,5})$"),
    Kind.DIVISION: _division,
    Kind.TEXT: _text,
    Kind.AMOUNT: _whole_money,
    Kind.INTEGER: _count,
    Kind.NUMBER: _measured,
    Kind.RATE: _measured,
    Kind.DATE: _day,
    Kind.CHOICE: _choice,
    Kind.FLAG: _flag,
}
# A second, dearer look at columns that the first has not read: amounts with fractions.
_PLAIN_AGAIN: Mapping[Kind, Callable[[pl.Expr, Reading], pl.Expr]] = {Kind.AMOUNT: _exact_money}
