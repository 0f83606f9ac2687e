"""Finding the header and what each delivered column is.

Belongs here: cleaning of header cells, aliases, the search for the header row, headers in two
rows. Does not belong here: the cells below (``conforming``), the spelling of units (``units``).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from statscope.ingest.profile import PERIOD_COLUMN, Profile
from statscope.ingest.refusal import FileRefusedError
from statscope.ingest.table import HeadRow, Table
from statscope.ingest.units import ALL_UNITS, UNITS, fits
from statscope.registers.contract import FileReason, Kind, Register

PERIOD_HEADERS = ("period", "报告期", "所属期", "月份", "所属月份", "报告月份", "统计月份")
# Words that say nothing without the heading above them (headers in two rows).
_NEED_A_HEADING = frozenset({"上年同期", "去年同期", "本年累计", "本期累计", "累计", "本月"})

_MARKS = re.compile(r"[*★☆※#]")
_ZERO_WIDTH = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")
_UNIT = "|".join(re.escape(unit) for unit in ALL_UNITS)
_UNIT_SAID = rf"(?:(?:计量|金额)?单位:?)?(?:人民币)?(?P<unit>{_UNIT})(?:人民币)?"
_BRACKETED_UNIT = re.compile(rf"[(\[{{【〔<]{_UNIT_SAID}[)\]}}】〕>]")
_TRAILING_UNIT = re.compile(
    rf"(?:[:,/_|-](?:(?:计量|金额)?单位:?)?|(?:计量|金额)?单位:)"
    rf"(?:人民币)?(?P<unit>{_UNIT})(?:人民币)?$"
)
_BARE_UNIT = re.compile(rf"(?P<unit>{_UNIT})$")
_HINTS = re.compile(
    r"[(\[【](?:必填|选填|年月日?|年/月(?:/日)?|y{4}[-/.]?m{2}(?:[-/.]?d{2})?|\d{1,2}位)[)\]】]"
)
_NUMBERING = re.compile(r"^\(?\d{1,2}[)）.、]")
_TITLE_UNIT = re.compile(rf"(?:计量|金额)?单位:(?:人民币)?(?P<unit>{_UNIT})[)\]】]?$")
_NUMBER = re.compile(r"^[-+(]?[¥]?[\d,]*\.?\d+[)%]?$")


@dataclass(frozen=True)
class Name:
    """A cleaned header: the name and the unit that was split off it."""

    text: str
    unit: str | None = None


@dataclass(frozen=True)
class Field:
    """One delivered column.

    Attributes:
        index: its place, from 0.
        label: the delivered header, trimmed; empty where there is none.
        column: the contract column it is, None when it is ignored.
        unit: the unit stated in its header.
    """

    index: int
    label: str
    column: str | None = None
    unit: str | None = None


@dataclass(frozen=True)
class Header:
    """The header of a table.

    Attributes:
        first_row: number of its (first) row.
        last_row: number of its last row; records follow.
        fields: its columns, in order.
        rows: its rows' cells as delivered, to recognise repetitions.
        field_count: fields of the header, trailing empty ones included.
        title_unit: the unit of money that a row above states (``单位：万元``).
    """

    first_row: int
    last_row: int
    fields: tuple[Field, ...]
    rows: tuple[tuple[str, ...], ...]
    field_count: int
    title_unit: str | None = None

    @property
    def named_fields(self) -> int:
        """Fields up to the last one that has a header."""
        return max((field.index + 1 for field in self.fields if field.label), default=0)

    @property
    def ignored(self) -> tuple[str, ...]:
        """Delivered headers that are no contract column."""
        return tuple(field.label for field in self.fields if field.label and not field.column)

    def field(self, column: str) -> Field | None:
        """Return the delivered column of a contract column, if there is one."""
        return next((field for field in self.fields if field.column == column), None)


@lru_cache(maxsize=4096)  # registers' own headers, and those that departments keep sending
def clean(text: str) -> Name:
    """Clean a header: half-width, no blanks, lower-case, no marks, its unit split off."""
    folded = _ZERO_WIDTH.sub("", unicodedata.normalize("NFKC", text))
    folded = _HINTS.sub("", _MARKS.sub("", "".join(folded.split()).lower()))
    for pattern in (_BRACKETED_UNIT, _TRAILING_UNIT):
        found = pattern.search(folded)
        if found and found.span() != (0, len(folded)):
            rest = folded[: found.start()] + folded[found.end() :]
            return Name(rest.strip(":"), found["unit"])
    return Name(folded.strip(":"))


def aliases(register: Register) -> Mapping[str, str]:
    """Return cleaned header -> contract column of a register, the period column included."""
    known = {clean(header).text: PERIOD_COLUMN for header in PERIOD_HEADERS}
    for column in register.columns:
        known |= {clean(header).text: column.name for header in (column.name, *column.headers)}
    return known


def find_header(
    tables: Iterable[Table], register: Register, profile: Profile
) -> tuple[Table, Header]:
    """Return the first table with a row that carries all required headers, and that header.

    Raises:
        FileRefusedError: ``missing_columns`` naming what the best row lacks,
            ``ambiguous_columns``, or ``empty`` when no table has any row.
    """
    search = _Search(register, profile)
    seen = False
    for table in tables:
        seen = seen or bool(table.head)
        header = search.header_of(table)
        if header is not None:
            search.refuse_ambiguous(header)
            return table, header
    if not seen:
        raise FileRefusedError(FileReason.EMPTY, "文件是空的", "the file is empty")
    raise search.refusal()


class _Search:
    """One search: knows the aliases in force and remembers the best row seen."""

    def __init__(self, register: Register, profile: Profile) -> None:
        self._register = register
        self._profile = profile
        self._aliases = aliases(register)
        self._mapped = [(clean(header), name) for header, name in profile.columns.items()]
        self._required = [
            column.name
            for column in register.columns
            if column.required and column.name not in profile.defaults
        ]
        self._kinds = {column.name: column.kind for column in register.columns}
        self._best_missing = list(self._required)
        self._best_known: tuple[str, ...] = ()

    def header_of(self, table: Table) -> Header | None:
        """Return the table's header, if a row or two adjacent rows are one."""
        rows = table.head
        if self._profile.header_row is not None:
            starts = [i for i, row in enumerate(rows) if row.number == self._profile.header_row]
        else:
            starts = list(range(len(rows)))
        for start in starts:
            fields = self._fields([(cell, "") for cell in rows[start].cells])
            if self._is_complete(fields):
                return self._widened(table, start, fields)
        for start in starts:
            both = self._two_rows(rows[start : start + 2])
            if both and self._is_complete(both) and not self._stands_alone(rows[start + 1]):
                return _header(table, start, 2, both)
        return None

    def refuse_ambiguous(self, header: Header) -> None:
        """Refuse when two delivered columns claim one contract column."""
        claims = Counter(field.column for field in header.fields if field.column)
        for name, count in claims.items():
            if count > 1:
                labels = "、".join(f.label for f in header.fields if f.column == name)
                raise FileRefusedError(
                    FileReason.AMBIGUOUS_COLUMNS,
                    f"多列对应 {name}：{labels}",
                    f"several columns are {name}: {labels}",
                )

    def refusal(self) -> FileRefusedError:
        """Say what the row that came nearest lacks."""
        labels = [
            f"{column.headers[0] if column.headers else name}({name})"
            for name in self._best_missing
            for column in [self._register.column(name)]
        ]
        names = ", ".join(self._best_missing)
        return FileRefusedError(
            FileReason.MISSING_COLUMNS,
            f"缺少必需的列：{'、'.join(labels)}",
            f"required columns are missing: {names}"
            + (f"; found {', '.join(self._best_known)}" if self._best_known else ""),
        )

    def _is_complete(self, fields: Sequence[Field]) -> bool:
        """Whether all required columns are there; remembers what was missing."""
        known = {field.column for field in fields if field.column}
        missing = [name for name in self._required if name not in known]
        if known and len(missing) < len(self._best_missing):
            self._best_missing = missing
            self._best_known = tuple(field.label for field in fields if field.column)
        return bool(known) and not missing

    def _widened(self, table: Table, start: int, fields: tuple[Field, ...]) -> Header:
        """Take in the next row where it is plainly the second row of the header."""
        pair = table.head[start : start + 2]
        both = self._two_rows(pair)
        if both is None or not self._is_second_row(pair[1], fields):
            return _header(table, start, 1, fields)
        known = {field.column for field in fields if field.column}
        more = {field.column for field in both if field.column}
        if self._is_complete(both) and len(more) > len(known) and known <= more:
            return _header(table, start, 2, both)
        return _header(table, start, 1, fields)

    def _stands_alone(self, row: HeadRow) -> bool:
        """Whether a row is a whole header by itself."""
        return self._is_complete(self._fields([(cell, "") for cell in row.cells]))

    def _is_second_row(self, row: HeadRow, fields: Sequence[Field]) -> bool:
        """Whether a row holds no number, and nothing below the key's header."""
        texts = [cell.strip() for cell in row.cells]
        key = self._register.key[0]
        below = [texts[f.index] for f in fields if f.column == key and f.index < len(texts)]
        return not any(below) and not any(_NUMBER.match(text) for text in texts)

    def _two_rows(self, rows: Sequence[HeadRow]) -> tuple[Field, ...] | None:
        """Read two adjacent rows as one header: merged cells above, their parts below."""
        if len(rows) < 2 or rows[1].number != rows[0].number + 1:  # noqa: PLR2004
            return None
        width = max(len(row.cells) for row in rows)
        top, bottom = (row.cells + ("",) * (width - len(row.cells)) for row in rows)
        # An empty cell below an empty cell is no part of the merged cell to its left.
        headings = [
            carried if below.strip() else own
            for own, carried, below in zip(top, _carried_right(top), bottom, strict=True)
        ]
        return self._fields(list(zip(bottom, headings, strict=True)))

    def _fields(self, cells: Sequence[tuple[str, str]]) -> tuple[Field, ...]:
        """Name every column of (cell, heading above it); the profile wins over the aliases."""
        named = [self._field(index, *cell) for index, cell in enumerate(cells)]
        by_profile = {field.column for field, mapped in named if mapped}
        return tuple(
            field if mapped or field.column not in by_profile else Field(field.index, field.label)
            for field, mapped in named
        )

    def _field(self, index: int, cell: str, heading: str) -> tuple[Field, bool]:
        """Return the field and whether the profile named it."""
        label = " ".join(part for part in (heading.strip(), cell.strip()) if part)
        for name in _readings(cell, heading):
            mapped = self._by_profile(name)
            if mapped is not None:
                return Field(index, label, mapped or None, name.unit), True
            column = self._aliases.get(name.text)
            if column is not None and self._fits(name, column):
                return Field(index, label, column, name.unit), False
        return Field(index, label), False

    def _by_profile(self, name: Name) -> str | None:
        """Return the column that the profile maps a header to, with or without its unit."""
        for header, column in self._mapped:
            if header.text == name.text and header.unit in {None, name.unit}:
                return column
        return None

    def _fits(self, name: Name, column: str) -> bool:
        """Whether the header's unit can be the column's: growth in % is no amount."""
        kind = self._kinds.get(column, Kind.PERIOD)
        return name.unit is None or fits(name.unit, kind)


def _header(table: Table, start: int, height: int, fields: tuple[Field, ...]) -> Header:
    """Build the header of rows ``start`` and, if two rows high, the next."""
    rows = table.head[start : start + height]
    return Header(
        first_row=rows[0].number,
        last_row=rows[-1].number,
        fields=fields,
        rows=tuple(row.cells for row in rows),
        field_count=len(fields),
        title_unit=_title_unit(table.head[:start]),
    )


def _title_unit(rows: Sequence[HeadRow]) -> str | None:
    """Return the unit of money that the last title row with one states."""
    for row in reversed(rows):
        for cell in row.cells:
            folded = "".join(unicodedata.normalize("NFKC", cell).split()).lower()
            found = _TITLE_UNIT.search(folded)
            if found and found["unit"] in UNITS[Kind.AMOUNT]:
                return found["unit"]
    return None


def _carried_right(cells: Sequence[str]) -> list[str]:
    """Repeat each text in the empty cells to its right, as a merged cell shows it."""
    carried: list[str] = []
    for cell in cells:
        carried.append(cell if cell.strip() or not carried else carried[-1])
    return carried


def _readings(cell: str, heading: str) -> Iterator[Name]:
    """Yield the names that a header cell under a heading may mean, the likeliest first."""
    below, above = clean(cell), clean(heading)
    if not below.text:
        yield from _spellings(above)
        return
    if above.text and above != below:
        yield from _spellings(Name(above.text + below.text, below.unit or above.unit))
        if below.text in _NEED_A_HEADING:
            return
    yield from _spellings(Name(below.text, below.unit or above.unit))


def _spellings(name: Name) -> Iterator[Name]:
    """Yield a name as it stands, without a leading number, and without a bare trailing unit."""
    yield name
    plain = _NUMBERING.sub("", name.text)
    if plain != name.text:
        yield Name(plain, name.unit)
    found = _BARE_UNIT.search(plain)
    if name.unit is None and found and found.start() > 0:
        yield Name(plain[: found.start()], found["unit"])
