"""The departments' sheets: styles, and records laid out in a style.

Belongs here: headers, units, forms of dates and numbers, titles, totals, notes, flaws of a sheet.
Does not belong here: which department uses which style (``departments``), bytes (``media``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

from statscope.registers.contract import Column, Kind, Register
from statscope.samples.figures import TEN_THOUSAND
from statscope.samples.media import GB18030, Cell, Grid, Medium, Row

DateForm = Literal["iso", "month", "month_zh", "day_zh", "compact", "slash", "native"]
Value = str | int | date | bool
Record = Mapping[str, Value | None]
"""Contract column -> value: money in fen, choices as contract codes."""
Touch = Callable[[str], Cell]
"""Turns the text that a cell would have into what the department typed."""

SERIAL = "序号"
_TOTAL = "合计"
_DATE_FORMS: Mapping[str, Callable[[date], Cell]] = {
    "iso": date.isoformat,
    "month": lambda day: f"{day.year}.{day.month}",
    "month_zh": lambda day: f"{day.year}年{day.month}月",
    "day_zh": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "compact": lambda day: f"{day:%Y%m%d}",
    "slash": lambda day: f"{day.year}/{day.month}/{day.day}",
    "native": lambda day: day,
}


@dataclass(frozen=True)
class Style:
    """How a department lays out a sheet.

    Attributes:
        columns: contract columns in delivered order; others are the department's own.
        english: headers and values in the contract's own words.
        renamed: column -> delivered header, where it is not the usual one.
        grouped: column -> header above and header below, for headers of two rows.
        medium: file type, encoding, line ends.
        unit: fen in one delivered unit of money.
        dates: form of dates.
        thousands: whether amounts carry thousands separators.
        long_divisions: whether division codes have 12 digits.
        serial: whether a column of row numbers comes first.
        titles: rows above the header.
        totals: whether a row of totals and one of 其中 follow the records.
        notes: rows at the end.
    """

    columns: tuple[str, ...]
    english: bool = False
    renamed: Mapping[str, str] = field(default_factory=dict)
    grouped: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    medium: Medium = GB18030
    unit: int = TEN_THOUSAND
    dates: DateForm = "iso"
    thousands: bool = False
    long_divisions: bool = False
    serial: bool = False
    titles: tuple[str, ...] = ()
    totals: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Flaws:
    """What is wrong with a sheet, and what is odd but allowed.

    Attributes:
        cells: (unit, column) -> what was typed instead.
        repeated: units whose row comes twice, exactly the same.
        conflicting: unit -> column and text in which its second row differs.
        torn: units whose row ends after the first cells.
    """

    cells: Mapping[tuple[str, str], Touch] = field(default_factory=dict)
    repeated: tuple[str, ...] = ()
    conflicting: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    torn: tuple[str, ...] = ()


@dataclass(frozen=True)
class Delivery:
    """One file that a department sends.

    Attributes:
        register: the register it belongs to.
        file_name: its name.
        records: what it says.
        style: how it says it.
        flaws: what is wrong with it.
        profile: the file's own profile, as TOML, if it needs one.
    """

    register: Register
    file_name: str
    records: Sequence[Record]
    style: Style
    flaws: Flaws = field(default_factory=Flaws)
    profile: str | None = None

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The sheet's columns; a department's own column is plain text."""
        known = {column.name: column for column in self.register.columns}
        return tuple(
            known.get(name, Column(name, Kind.TEXT, (name,))) for name in self.style.columns
        )


def lay_out(delivery: Delivery) -> Grid:
    """Return the delivery's sheet as a grid of cells."""
    style = delivery.style
    body = [*_records(delivery), *_repetitions(delivery)]
    if style.serial:
        body = [(number, *row) for number, row in enumerate(body, start=1)]
    headers = _headers(delivery)
    width = len(headers[0])
    rows: list[Row] = [_padded((title,), width) for title in style.titles]
    merges = _merges(delivery, len(rows), width)
    rows += headers
    rows += body
    if style.totals:
        rows += _totals(delivery, width)
    rows += [_padded((note,), width) for note in style.notes]
    return Grid(tuple(_as_medium(row, style.medium) for row in rows), merges)


def _as_medium(row: Row, medium: Medium) -> Row:
    """Leave numbers to workbooks; a text file has text."""
    if medium.kind == "xlsx":
        return row
    return tuple(None if cell is None else str(cell) for cell in row)


def _padded(cells: Row, width: int) -> Row:
    return cells + (None,) * (width - len(cells))


def _headers(delivery: Delivery) -> list[Row]:
    style = delivery.style
    plain = [_header(style, column) for column in delivery.columns]
    first: list[Cell] = [SERIAL] if style.serial else []
    if not style.grouped:
        return [(*first, *plain)]
    tops = [style.grouped.get(n, (h, ""))[0] for n, h in zip(style.columns, plain, strict=True)]
    once = [top if top not in tops[:place] else None for place, top in enumerate(tops)]
    lows = [style.grouped[n][1] if n in style.grouped else None for n in style.columns]
    return [(*first, *once), (*(None for _ in first), *lows)]


def _header(style: Style, column: Column) -> str:
    usual = column.name if style.english else column.headers[0]
    return style.renamed.get(column.name, usual)


def _merges(delivery: Delivery, top: int, width: int) -> tuple[tuple[int, int, int, int], ...]:
    """Merge titles over the sheet, single headers over both rows, shared ones over columns."""
    style = delivery.style
    if style.medium.kind != "xlsx":
        return ()
    titles = tuple((row, 0, row, width - 1) for row in range(top))
    if not style.grouped:
        return titles
    shift = int(style.serial)
    single = [0] * shift + [
        place + shift for place, name in enumerate(style.columns) if name not in style.grouped
    ]
    return (
        titles
        + tuple((top, place, top + 1, place) for place in single)
        + tuple((top, first, top, last) for first, last in _shared(style))
    )


def _shared(style: Style) -> Iterator[tuple[int, int]]:
    """Yield first and last column of every upper header that spans more than one."""
    tops = [style.grouped[name][0] if name in style.grouped else None for name in style.columns]
    shift = int(style.serial)
    for top in dict.fromkeys(text for text in tops if text is not None):
        places = [place + shift for place, text in enumerate(tops) if text == top]
        if len(places) > 1:
            yield places[0], places[-1]


def _records(delivery: Delivery) -> Iterator[Row]:
    for record in delivery.records:
        row = _row(delivery, record)
        unit = record[delivery.register.key[0]]
        yield row[: len(row) // 2] if unit in delivery.flaws.torn else row


def _repetitions(delivery: Delivery) -> Iterator[Row]:
    key = delivery.register.key[0]
    for record in delivery.records:
        unit = str(record[key])
        if unit in delivery.flaws.repeated:
            yield _row(delivery, record)
        if unit in delivery.flaws.conflicting:
            column, text = delivery.flaws.conflicting[unit]
            row = list(_row(delivery, record))
            row[delivery.style.columns.index(column)] = text
            yield tuple(row)


def _row(delivery: Delivery, record: Record) -> Row:
    cells: list[Cell] = []
    for column in delivery.columns:
        value = record.get(column.name)
        cells.append(None if value is None else _written(delivery.style, column, value))
    if delivery.flaws.cells:
        _touch(delivery, str(record[delivery.register.key[0]]), cells)
    return tuple(cells)


def _touch(delivery: Delivery, unit: str, cells: list[Cell]) -> None:
    """Put what was typed in place of what should stand in the unit's cells."""
    for place, name in enumerate(delivery.style.columns):
        touch = delivery.flaws.cells.get((unit, name))
        if touch is not None:
            cells[place] = touch("" if cells[place] is None else str(cells[place]))


def _written(style: Style, column: Column, value: Value) -> Cell:
    if isinstance(value, bool):
        words = ("yes", "no") if style.english else ("是", "否")
        return words[0] if value else words[1]
    if isinstance(value, date):
        return _DATE_FORMS[style.dates](value)
    if column.kind is Kind.AMOUNT and isinstance(value, int):
        return _amount(style, value)
    if column.kind is Kind.CHOICE and not style.english:
        return column.choices[str(value)][0]
    if column.kind is Kind.DIVISION and style.long_divisions:
        return f"{value}000"
    return value


def _amount(style: Style, fen: int) -> Cell:
    exact = Decimal(fen) / Decimal(style.unit)
    if style.medium.kind == "xlsx":
        return float(exact)
    plain = f"{exact:,f}" if style.thousands else f"{exact:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _totals(delivery: Delivery, width: int) -> list[Row]:
    """Return the row of totals and a row 其中 with the first tenth of them, as departments do."""
    return [
        _sums(delivery, _TOTAL, delivery.records, width),
        _sums(delivery, "其中：重点", delivery.records[: len(delivery.records) // 10], width),
    ]


def _sums(delivery: Delivery, label: str, records: Sequence[Record], width: int) -> Row:
    style = delivery.style
    cells: list[Cell] = []
    for column in delivery.columns:
        values = [v for record in records if isinstance(v := record.get(column.name), int)]
        is_summed = column.kind is Kind.AMOUNT and bool(values)
        cells.append(_amount(style, sum(values)) if is_summed else None)
    if style.serial:
        cells.insert(0, None)
    cells[0] = label
    return _padded(tuple(cells), width)
