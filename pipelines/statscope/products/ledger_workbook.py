"""Writing the ledger as a workbook that a person fills in and that ingest reads back.

Belongs here: cells, formats, drop-downs, colours, print set-up, and the file's appearance in one
piece. Does not belong here: the rows (``ledger``), layouts and words (``ledger_sheets``).

No cell holds a formula: whatever was delivered is written as text, totals as numbers.
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from statscope.products.ledger import SOON, Ledger, Listing, Record
from statscope.products.ledger_sheets import FILL_IN, LAYOUTS, Column, Form, Layout, say

SUFFIX = ".xlsx"
MOST_SHEET_ROWS = 1_048_576
MOST_CELL_CHARACTERS = 32_767

_HEADER_ROW = 3  # below title, hint and colours; freezing and print titles follow it
_ROWS_BESIDE = _HEADER_ROW + 2  # header and totals
_PER_TEN_THOUSAND = 10_000
_FIRST_YEAR = 1900  # a spreadsheet's days begin there
_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
# All that XML or a spreadsheet cannot hold, and the marks that turn a line of text around.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_ELLIPSIS = "…"
_NUMBER_FORMATS = {
    Form.TEXT: "@",
    Form.LONG_TEXT: "@",
    Form.NUMBER: "0",
    Form.MONEY: "#,##0.00####",  # to the yuan and fen: a unit a fen below the line must show
    Form.RATIO: "0.0%",
    Form.DAY: "yyyy-mm-dd",
    Form.MONTH: "yyyy-mm",
}
_EARLIEST, _LATEST = date(1990, 1, 1), date(2099, 12, 31)
_YELLOW, _GREY, _HEAD, _RED, _ORANGE = "#FFF9D6", "#EDEDED", "#DCE6F1", "#F8CBAD", "#FFE699"

# XlsxWriter has no types of its own to name.
Book: TypeAlias = Any
Sheet: TypeAlias = Any
Style: TypeAlias = Any


class CannotWrite(OSError):  # noqa: N818 - it names what could not be done
    """The workbook could not be put where it was asked for.

    Attributes:
        path: where that is.
        reason: what the system said.
    """

    def __init__(self, path: Path, reason: str) -> None:
        """Keep both for the sentence that a person reads."""
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class WrongSuffix(ValueError):  # noqa: N818 - it names what was given
    """The file asked for is no ``.xlsx``."""


class TooManyToFillIn(ValueError):  # noqa: N818 - it names what there is
    """The rows to fill in do not fit into one sheet, and a cut sheet would not come back whole.

    Attributes:
        rows: how many there are.
    """

    def __init__(self, rows: int) -> None:
        """Say how many rows there are."""
        super().__init__(f"{rows} rows to fill in do not fit into one sheet")
        self.rows = rows


@dataclass(frozen=True)
class _Look:
    """What a cell looks like; each look becomes one format of the workbook."""

    form: Form = Form.TEXT
    is_bold: bool = False
    is_head: bool = False
    is_framed: bool = True
    fill: str = ""
    is_quoted: bool = False
    number_format: str = ""


@dataclass
class _Writer:
    """One workbook in the making.

    Attributes:
        book: the workbook.
        ledger: what it shows.
        most_rows: rows that one sheet holds.
        styles: the formats made so far.
    """

    book: Book
    ledger: Ledger
    most_rows: int
    styles: dict[_Look, Style] = field(default_factory=dict)

    def say(self, key: str, **values: object) -> str:
        """Return a text of the workbook in the ledger's language."""
        return say(self.ledger.language, key, **values)

    def style(self, look: _Look) -> Style:
        """Return the format of a look."""
        if look not in self.styles:
            self.styles[look] = self.book.add_format(_properties(look))
        return self.styles[look]

    def write(self, sheet: Sheet, place: tuple[int, int], value: object, look: _Look) -> None:
        """Write one cell by the type of its value; what is delivered never becomes a formula."""
        if isinstance(value, int | float | Decimal) and math.isfinite(value):
            sheet.write_number(*place, float(value), self.style(look))
        elif isinstance(value, date) and value.year >= _FIRST_YEAR:
            day = datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a day has no zone
            sheet.write_datetime(*place, day, self.style(look))
        elif (text := cell_text(value)) == "":
            sheet.write_blank(*place, None, self.style(look))
        else:
            sheet.write_string(*place, text, self.style(_as_text(look, text)))


def write_workbook(ledger: Ledger, out: Path, *, most_rows: int = MOST_SHEET_ROWS) -> None:
    """Write a ledger to a file, which appears complete or not at all.

    Args:
        ledger: what to write.
        out: the file; one that is there is replaced.
        most_rows: rows that one sheet holds.

    Raises:
        WrongSuffix: the file is no ``.xlsx``.
        TooManyToFillIn: the sheet to fill in would have to be cut.
        CannotWrite: the file cannot be written there.
    """
    require_suffix(out)
    to_fill_in = len(ledger.listings[FILL_IN.key].rows)
    if to_fill_in > most_rows - _ROWS_BESIDE:
        raise TooManyToFillIn(to_fill_in)
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        _write_whole(ledger, part, most_rows)
        part.replace(out)
    except (OSError, XlsxWriterException) as error:
        raise CannotWrite(out, getattr(error, "strerror", None) or str(error)) from error
    finally:
        _forget(part)


def require_suffix(out: Path) -> None:
    """Refuse a name under which no spreadsheet program, nor ingest, would open the file.

    Raises:
        WrongSuffix: the name does not end in ``.xlsx``.
    """
    if out.suffix.lower() != SUFFIX:
        raise WrongSuffix(out)


def cell_text(value: object) -> str:
    """Return a value as the text of a cell: no control characters, no longer than a cell holds."""
    text = "" if value is None else str(value).replace("\r\n", "\n").replace("\r", "\n")
    text = _UNSEEN.sub("", text.replace("\t", " ")).strip()
    # A cell's length is counted in UTF-16: a character outside the basic plane counts twice.
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MOST_CELL_CHARACTERS:
        return text
    return units[: 2 * (MOST_CELL_CHARACTERS - 1)].decode("utf-16-le", "ignore") + _ELLIPSIS


def _forget(part: Path) -> None:
    """Remove what an attempt that failed has left."""
    try:
        part.unlink(missing_ok=True)
    except OSError:  # the folder itself cannot be used; that was said already
        return


def _write_whole(ledger: Ledger, path: Path, most_rows: int) -> None:
    """Write the workbook and see it on the disk."""
    with path.open("wb") as stream:
        with xlsxwriter.Workbook(stream, {"constant_memory": True}) as book:
            _fill(_Writer(book, ledger, most_rows))
        stream.flush()
        os.fsync(stream.fileno())


def _fill(writer: _Writer) -> None:
    """Write every sheet."""
    ledger = writer.ledger
    properties = {"title": writer.say("title"), "created": ledger.about["built_at"]}
    writer.book.set_properties(properties | {"comments": ledger.about["vintage"]})
    _write_about(writer, writer.book.add_worksheet(writer.say("about")))
    for layout in LAYOUTS:
        listing = ledger.listings[layout.key]
        for name, part, is_last in _parts(writer, layout, listing):
            _SheetWriter(writer, layout, writer.book.add_worksheet(name), part).write(
                listing, is_last=is_last
            )


def _parts(
    writer: _Writer, layout: Layout, listing: Listing
) -> Iterator[tuple[str, Sequence[Record], bool]]:
    """Yield (name, rows, whether it is the last) of the sheets that a list needs."""
    room = writer.most_rows - _ROWS_BESIDE
    name, rows = layout.title(writer.ledger.language), listing.rows
    starts = range(0, max(len(rows), 1), room)
    for number, start in enumerate(starts, start=1):
        part = rows[start : start + room]
        yield name if number == 1 else f"{name} ({number})", part, number == len(starts)


def _properties(look: _Look) -> dict[str, object]:
    """Return a look in XlsxWriter's words."""
    properties: dict[str, object] = {
        "num_format": look.number_format or _NUMBER_FORMATS[look.form],
        "valign": "vcenter" if look.is_head else "top",
        "font_name": "宋体",
        "font_size": 10,
        "bold": look.is_bold or look.is_head,
        "text_wrap": look.is_head or look.form is Form.LONG_TEXT,
        "quote_prefix": look.is_quoted,
    }
    if look.is_framed:
        properties |= {"border": 1, "border_color": "#BFBFBF"}
    if look.fill:
        properties |= {"bg_color": look.fill}
    return properties


def _as_text(look: _Look, text: str) -> _Look:
    """Return the look of a text, which stays text also when somebody edits the cell."""
    return _Look(
        form=Form.LONG_TEXT if look.form is Form.LONG_TEXT else Form.TEXT,
        is_bold=look.is_bold,
        is_head=look.is_head,
        is_framed=look.is_framed,
        fill=look.fill,
        is_quoted=text.startswith(_FORMULA_STARTS),
    )


@dataclass(frozen=True)
class _SheetWriter:
    """One sheet of a list in the making."""

    writer: _Writer
    layout: Layout
    sheet: Sheet
    rows: Sequence[Record]

    @property
    def first(self) -> int:
        """Place of the first row of data."""
        return _HEADER_ROW + 1

    @property
    def last(self) -> int:
        """Place of the last row of data."""
        return _HEADER_ROW + max(len(self.rows), 1)

    def write(self, listing: Listing, *, is_last: bool) -> None:
        """Write title, header, rows and, on the last sheet of a list, its totals."""
        self._head()
        for number, row in enumerate(self.rows, start=self.first):
            for place, column in enumerate(self.layout.columns):
                look = _look(column, row)
                self.writer.write(self.sheet, (number, place), _shown(column, row), look)
        if not listing.rows:
            self._nothing(listing)
        elif is_last:
            self._totals(listing.rows)
        self._checks()
        self._colours()
        self._view()

    def _nothing(self, listing: Listing) -> None:
        """Say that there is nothing to list, with the month, in words that ingest passes over."""
        note = self.writer.say(f"empty_{listing.absence}" if listing.absence else "empty")
        bare, month = _Look(is_framed=False), f"{self.writer.ledger.period:%Y-%m}"
        self.writer.write(self.sheet, (self.first, 0), note, bare)
        place = self.layout.place("period")
        if place is not None:
            self.writer.write(self.sheet, (self.first, place), month, bare)

    def _head(self) -> None:
        """Write what the sheet is, then the header."""
        ledger, say_it = self.writer.ledger, self.writer.say
        mark = f"  {say_it('synthetic')}" if ledger.is_synthetic else ""
        title = f"{self.layout.title(ledger.language)}  {ledger.period:%Y-%m}{mark}"
        hint = "fill_hint" if self.layout.is_returned else "read_hint"
        bare = _Look(is_framed=False)
        self.writer.write(self.sheet, (0, 0), title, _Look(is_bold=True, is_framed=False))
        text = say_it(hint, sheet=FILL_IN.title(ledger.language))
        self.writer.write(self.sheet, (1, 0), text, bare)
        if self.layout.place("due_on") is not None:
            stand = f"{say_it('as_of')} {ledger.as_of}  {say_it('colours')}"
            self.writer.write(self.sheet, (2, 0), stand, bare)
        self.sheet.set_row(_HEADER_ROW, 32)
        for place, column in enumerate(self.layout.columns):
            self.sheet.set_column(place, place, column.width)
            fill = _YELLOW if column.is_open else _HEAD
            look = _Look(is_head=True, fill=fill)
            header = column.header(ledger.language)
            self.writer.write(self.sheet, (_HEADER_ROW, place), header, look)

    def _totals(self, rows: Sequence[Record]) -> None:
        """Write the row of totals: how many rows the list has, and its sums.

        Ingest leaves it out by its first word; so the cell of the code stays empty.
        """
        row = self.last + 1
        units = f'0 "{self.writer.say("units")}"'
        for place, column in enumerate(self.layout.columns):
            look = _Look(form=column.form, is_bold=True, fill=_HEAD)
            value: object = None
            if place == 0:
                value = self.writer.say("total")
            elif column.field == "name":
                look = _Look(is_bold=True, fill=_HEAD, number_format=units)
                value = len(rows)
            elif column.is_summed:
                value = sum(_shown(column, one) or Decimal(0) for one in rows)
            self.writer.write(self.sheet, (row, place), value, look)

    def _checks(self) -> None:
        """Give the cells to fill in their drop-downs and checks of dates."""
        for place, column in enumerate(self.layout.columns):
            rule = _rule(column, self.writer) if column.is_open and self.rows else None
            if rule is not None:
                self.sheet.data_validation(self.first, place, self.last, place, rule)

    def _colours(self) -> None:
        """Colour what is overdue and what is due within seven days, unless it is settled."""
        due = self.layout.place("due_on")
        if due is None or not self.rows:
            return
        as_of = self.writer.ledger.as_of
        cell = f"${_letters(due)}{self.first + 1}"
        still_open = f"ISNUMBER({cell}){self._unless_settled()}"
        today, soon = _in_formula(as_of), _in_formula(as_of + SOON)
        area = (self.first, 0, self.last, len(self.layout.columns) - 1)
        for condition, colour in (
            (f"{cell}<{today}", _RED),
            (f"{cell}>={today},{cell}<={soon}", _ORANGE),
        ):
            criteria = f"=AND({still_open},{condition})"
            style = self.writer.book.add_format({"bg_color": colour})
            rule = {"type": "formula", "criteria": criteria, "format": style}
            self.sheet.conditional_format(*area, rule)

    def _unless_settled(self) -> str:
        """Return the condition that a row is not yet settled, where the sheet says so."""
        place = self.layout.place("handling_state")
        states = self.writer.ledger.choices.get("handling_state", ())
        if place is None or len(states) <= _SETTLED_PLACE:
            return ""
        return f',${_letters(place)}{self.first + 1}<>"{states[_SETTLED_PLACE]}"'

    def _view(self) -> None:
        """Freeze, filter and set up printing: A4 across, all columns on a page."""
        sheet, width = self.sheet, len(self.layout.columns)
        name = self.layout.place("name") or 0
        sheet.freeze_panes(self.first, name + 1)
        sheet.autofilter(_HEADER_ROW, 0, self.last, width - 1)
        sheet.repeat_rows(_HEADER_ROW)
        _set_up_page(sheet, self.writer)


_SETTLED_PLACE = 3  # of the states of handling; a test holds it to the seed


def _look(column: Column, row: Record) -> _Look:
    """Return the look of a cell: yellow where it is filled in, grey where it must not be."""
    if not column.is_open:
        return _Look(form=column.form)
    is_grey = column.is_of_document and not row.get("document")
    return _Look(form=column.form, fill=_GREY if is_grey else _YELLOW)


def _shown(column: Column, row: Record) -> Any:  # noqa: ANN401 - a cell holds any kind of value
    """Return the value of a cell; yuan become ten thousands, exactly."""
    value = row.get(column.field)
    if column.form is Form.MONEY and value is not None:
        return Decimal(value) / _PER_TEN_THOUSAND
    return value


def _rule(column: Column, writer: _Writer) -> dict[str, object] | None:
    """Return the check of a column to fill in, None where any text will do."""
    common: dict[str, object] = {"error_title": writer.say("wrong"), "ignore_blank": True}
    if column.choices is not None:
        source = list(writer.ledger.choices.get(column.choices, ()))
        choose = {"error_message": writer.say("choose")}
        return {"validate": "list", "source": source} | common | choose if source else None
    if column.form is Form.DAY:
        days = {"validate": "date", "criteria": "between", "minimum": _EARLIEST}
        message = writer.say("a_date")
        told = {"error_message": message, "input_message": message}
        return {**days, "maximum": _LATEST} | common | told
    return None


def _set_up_page(sheet: Sheet, writer: _Writer) -> None:
    """Set a sheet up for printing, the mark of made-up data on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    mark = writer.say("synthetic") if writer.ledger.is_synthetic else ""
    sheet.set_footer(f"&L&A  {writer.ledger.period:%Y-%m}&C{writer.say('page')}&R{mark}")


def _in_formula(day: date) -> str:
    """Return a day as a formula names it."""
    return f"DATE({day.year},{day.month},{day.day})"


def _letters(place: int) -> str:
    """Return the letters of a column, from 0."""
    return str(xlsxwriter.utility.xl_col_to_name(place))


def _write_about(writer: _Writer, sheet: Sheet) -> None:
    """Write the first sheet: what this is, how to fill it in, what each list holds."""
    for place, width in enumerate((26, 22, 24, 14, 14, 14, 14, 44)):
        sheet.set_column(place, place, width)
    for number, cells in enumerate(_about_rows(writer)):
        for place, (value, look) in enumerate(cells):
            if value is not None or look.is_framed:
                writer.write(sheet, (number, place), value, look)
    _set_up_page(sheet, writer)


_Cells = list[tuple[object, _Look]]
_BARE, _TITLE = _Look(is_framed=False), _Look(is_framed=False, is_bold=True)


def _about_rows(writer: _Writer) -> Iterator[_Cells]:
    """Yield the rows of the first sheet."""
    ledger, told = writer.ledger, writer.say
    yield [(told("title"), _TITLE)]
    if ledger.is_synthetic:
        yield [(told("synthetic"), _Look(is_bold=True, is_framed=False, fill=_ORANGE))]
    yield [(told("confidential"), _BARE)]
    yield []
    about = ledger.about
    facts = (
        ("period", f"{ledger.period:%Y-%m}"),
        ("as_of", ledger.as_of),
        ("vintage", about["vintage"]),
        ("published", f"{about['built_at']:%Y-%m-%d %H:%M} UTC"),
        ("version", about["product_version"]),
    )
    for key, value in facts:
        form = Form.DAY if isinstance(value, date) else Form.TEXT
        yield [(told(key), _TITLE), (value, _Look(form=form, is_framed=False))]
    yield []
    yield from _about_lists(writer)
    yield []
    yield from _about_coverage(writer)
    yield []
    yield [(told("how"), _TITLE)]
    for key in ("how_1", "how_2", "how_3"):
        yield [(told(key, sheet=FILL_IN.title(ledger.language)), _BARE)]


def _headed(writer: _Writer, keys: Iterable[str]) -> _Cells:
    """Return a row of headers."""
    return [(writer.say(key), _Look(is_head=True, fill=_HEAD)) for key in keys]


def _about_lists(writer: _Writer) -> Iterator[_Cells]:
    """Yield how many rows each sheet has and how many the published file holds."""
    ledger = writer.ledger
    yield [(writer.say("lists"), _TITLE)]
    keys = ("sheet", "rows", "counted", "overdue", "due_soon", "unassigned", "table")
    yield _headed(writer, keys)
    number = _Look(form=Form.NUMBER)
    for layout in LAYOUTS:
        listing = ledger.listings[layout.key]
        has_clock = layout.place("days_overdue") is not None
        has_leader = has_clock and layout.place("leader") is not None
        unassigned = sum(1 for row in listing.rows if not row.get("leader"))
        yield [
            (layout.title(ledger.language), _Look()),
            (len(listing.rows), number),
            (listing.counted, number),
            (ledger.overdue(layout.key) if has_clock else None, number),
            (ledger.due_soon(layout.key) if has_clock else None, number),
            (unassigned if has_leader else None, number),
            (layout.table, _Look()),
        ]


def _about_coverage(writer: _Writer) -> Iterator[_Cells]:
    """Yield how many units count, and how many of them the register holds."""
    yield [(writer.say("coverage"), _TITLE)]
    keys = ("family", "place", "regime", "eligible", "registered_eligible", "missing", "rate")
    yield _headed(writer, (*keys, "note"))
    number = _Look(form=Form.NUMBER)
    for row in writer.ledger.coverage:
        held = row["registered_eligible_units"]
        yield [
            (row["family"], _Look()),
            (row["place"], _Look()),
            (row["regime"], _Look(form=Form.LONG_TEXT)),
            (row["eligible_units"], number),
            (held, number),
            (None if held is None else row["eligible_units"] - held, number),
            (row["coverage_rate"], _Look(form=Form.RATIO)),
            (_scope_note(writer, row), _Look(form=Form.LONG_TEXT)),
        ]


def _scope_note(writer: _Writer, row: Record) -> str:
    """Return on what the rule rests, and what its figures must not be compared with."""
    notes = [str(row["legal_basis"] or "")]
    if row["is_scope_break"]:
        notes.append(writer.say("scope_break"))
    if row["registered_units"] is None:
        notes.append(writer.say("no_register_list"))
    return "；".join(note for note in notes if note)
