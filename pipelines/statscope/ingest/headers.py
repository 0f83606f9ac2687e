"""Finding the header and what each delivered column is.

Belongs here: cleaning of header cells, aliases, the search for the header row, headers in several
rows. Does not belong here: the cells below (``conforming``), the spelling of units (``units``), the
words for the time that a column is of (``header_times``).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise

from statscope.ingest.header_times import Time, is_another_time, without_time
from statscope.ingest.profile import PERIOD_COLUMN, Profile
from statscope.ingest.refusal import FileRefusedError
from statscope.ingest.table import TALLEST_HEADER, HeadRow, Table
from statscope.ingest.units import ALL_UNITS, UNITS, fits
from statscope.registers.contract import FileReason, Kind, Nature, Register

PERIOD_HEADERS = ("period", "报告期", "所属期", "月份", "所属月份", "报告月份", "统计月份")
# Words that say nothing without the heading above them (headers in several rows), beside those
# for another time.
_NEED_A_HEADING = frozenset({"本年累计", "本期累计", "累计"})
# Words below a heading that only say: the whole of it.
_SUMS = frozenset({"合计", "小计", "总计", "计", "合计数"})
_OF_A_PERIOD = frozenset({Nature.FACTS, Nature.WITNESS})
_FIGURES = frozenset({Kind.AMOUNT, Kind.NUMBER, Kind.RATE})

_MARKS = re.compile(r"[*★☆※#±]")
_ZERO_WIDTH = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")
_UNIT = "|".join(re.escape(unit) for unit in ALL_UNITS)
_UNIT_SAID = rf"(?:(?:计量|金额)?单位:?)?(?:人民币:?)?(?P<unit>{_UNIT})(?:人民币)?"
_BRACKETED_UNIT = re.compile(rf"[(\[{{【〔<]{_UNIT_SAID}[)\]}}】〕>]")
_TRAILING_UNIT = re.compile(
    rf"(?:[:,/_|-](?:(?:计量|金额)?单位:?)?|(?:计量|金额)?单位:)"
    rf"(?:人民币)?(?P<unit>{_UNIT})(?:人民币)?$"
)
_ONLY_A_UNIT = re.compile(rf"[(\[{{【〔<]?{_UNIT_SAID}[)\]}}】〕>]?")
_BARE_UNIT = re.compile(rf"(?P<unit>{_UNIT})$")
_HINTS = re.compile(
    r"[(\[【](?:必填|选填|年月日?|年/月(?:/日)?|y{4}[-/.]?m{2}(?:[-/.]?d{2})?|\d{1,2}位)[)\]】]"
)
_NUMBERING = re.compile(r"^(?:\(?\d{1,2}[)）.、])?(?:其中:?)?")
# 单位：万元, also among others (单位：万元、%) and before what follows in the cell, without blanks.
_TITLE_UNITS = re.compile(
    rf"单位[:(]{{1,2}}(?P<units>(?:人民币:?)?(?:{_UNIT})(?:[,、;/和]?(?:{_UNIT}))*)"
    r"(?![^\W\d_填制报审日])"
)
_TITLE_END = re.compile(rf"[(\[【](?P<units>{_UNIT})[)\]】]$")
_ANY_UNIT = re.compile(_UNIT)
_FILLING = " \t\u3000,;|"
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


class Claim(IntEnum):
    """How strongly a delivered header claims a contract column; the strongest gets it."""

    FURTHER = 0  # one of the column's further headers
    USUAL = 1  # its name or one of its usual headers
    PROFILE = 2  # the profile says so


def aliases(register: Register) -> Mapping[str, tuple[str, Claim]]:
    """Return cleaned header -> contract column of a register, the period column included."""
    known = {clean(header).text: (PERIOD_COLUMN, Claim.USUAL) for header in PERIOD_HEADERS}
    for column in register.columns:
        usual = (column.name, *column.headers)
        known |= {clean(header).text: (column.name, Claim.USUAL) for header in usual}
        further = column.more_headers
        known |= {clean(header).text: (column.name, Claim.FURTHER) for header in further}
    return known


def timed_aliases(register: Register) -> Mapping[tuple[str, Time | None], tuple[str, Claim]]:
    """Return (name, time) -> contract column: the aliases, whatever the words for their time.

    Figures of a period are of the year so far unless the register has a column of the month beside
    them; a target or a planned total is not.
    """
    known = {without_time(text): claimed for text, claimed in aliases(register).items()}
    if register.nature not in _OF_A_PERIOD:
        return known
    figures = {column.name for column in register.columns if column.kind in _FIGURES}
    for (name, time), claimed in list(known.items()):
        if time is None and claimed[0] in figures and (name, Time.THIS_MONTH) not in known:
            known.setdefault((name, Time.SO_FAR), claimed)
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
        seen = seen or any(cell.strip(_FILLING) for row in table.head for cell in row.cells)
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
        self._timed = timed_aliases(register)
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
        """Return the table's header, if a row or some adjacent rows are one."""
        rows = table.head
        if self._profile.header_row is not None:
            starts = [i for i, row in enumerate(rows) if row.number == self._profile.header_row]
        else:
            starts = list(range(len(rows)))
        ambiguous: Header | None = None
        for height in (1, 2):
            for start in starts:
                header = self._header_at(table, start, height)
                if header is not None and not _claimed_twice(header.fields):
                    return header
                ambiguous = ambiguous or header
        return ambiguous

    def refuse_ambiguous(self, header: Header) -> None:
        """Refuse when two delivered columns claim one contract column."""
        for name in _claimed_twice(header.fields):
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
        if known and missing and len(missing) < len(self._best_missing):
            self._best_missing = missing
            self._best_known = tuple(field.label for field in fields if field.column)
        return bool(known) and not missing

    def _header_at(self, table: Table, start: int, height: int) -> Header | None:
        """Return the header of so many rows, or more, from ``start`` on, if they are one."""
        rows = table.head[start : start + height]
        fields = self._in_rows(rows)
        if fields is None or not self._is_complete(fields):
            return None
        # A heading above a row that is a header by itself is no part of it.
        if height > 1 and self._stands_alone(rows[-1]):
            return None
        return self._widened(table, start, height, fields)

    def _widened(
        self, table: Table, start: int, height: int, fields: tuple[Field, ...]
    ) -> Header | None:
        """Take in the next rows where they are plainly further rows of the header.

        None where the next row says that a figure is of another time than its column's.
        """
        rows = table.head[start : start + height + 1]
        more = self._in_rows(rows) if height < TALLEST_HEADER else None
        if more is None or len(rows) == height or not self._is_further_row(rows[-1], fields):
            return _header(table, start, height, fields)
        kept = [f for f in fields if not self._is_of_another_time(f, more, rows[-1])]
        if self._is_complete(more) and _says_more(more, kept, fields):
            return self._widened(table, start, height + 1, more)
        return _header(table, start, height, fields) if len(kept) == len(fields) else None

    def _stands_alone(self, row: HeadRow) -> bool:
        """Whether a row is a whole header by itself."""
        fields = self._fields([(cell, "") for cell in row.cells])
        return self._is_complete(fields) and not _claimed_twice(fields)

    def _is_further_row(self, row: HeadRow, fields: Sequence[Field]) -> bool:
        """Whether a row holds no number, and nothing below the key's header."""
        texts = [cell.strip() for cell in row.cells]
        key = self._register.key[0]
        below = [texts[f.index] for f in fields if f.column == key and f.index < len(texts)]
        return not any(below) and not any(_NUMBER.match(text) for text in texts)

    def _is_of_another_time(self, field: Field, more: Sequence[Field], row: HeadRow) -> bool:
        """Whether the words below a column's header make it another figure, or none."""
        below = clean(row.cells[field.index]).text if field.index < len(row.cells) else ""
        return (
            field.column is not None
            and self._kinds.get(field.column) in _FIGURES
            and is_another_time(below)
            and more[field.index].column != field.column
        )

    def _in_rows(self, rows: Sequence[HeadRow]) -> tuple[Field, ...] | None:
        """Read adjacent rows as one header: merged cells above, their parts below."""
        numbers = [row.number for row in rows]
        if not rows or numbers != list(range(numbers[0], numbers[0] + len(rows))):
            return None
        width = max(len(row.cells) for row in rows)
        cells = [row.cells + ("",) * (width - len(row.cells)) for row in rows]
        headings: Sequence[str] = [""] * width
        for above, below in pairwise(cells):
            over = [_with_unit(own, up) for own, up in zip(above, headings, strict=True)]
            headings = _headings(over, below)
        return self._fields(list(zip(cells[-1], headings, strict=True)))

    def _fields(self, cells: Sequence[tuple[str, str]]) -> tuple[Field, ...]:
        """Name every column of (cell, heading above it); the strongest claim to a column wins."""
        named = [self._field(index, *cell) for index, cell in enumerate(cells)]
        strongest: dict[str | None, Claim] = {}
        for field, claim in named:
            strongest[field.column] = max(claim, strongest.get(field.column, claim))
        return tuple(
            field if claim == strongest[field.column] else Field(field.index, field.label)
            for field, claim in named
        )

    def _field(self, index: int, cell: str, heading: str) -> tuple[Field, Claim]:
        """Return the field and how strong its claim to its column is."""
        label = " ".join(part for part in (heading.strip(), cell.strip()) if part)
        readings = list(_readings(cell, heading))
        for name in readings:
            mapped = self._by_profile(name)
            if mapped is not None:
                return Field(index, label, mapped or None, name.unit), Claim.PROFILE
            column, claim = self._aliases.get(name.text, (None, Claim.FURTHER))
            if column is not None and self._fits(name, column):
                return Field(index, label, column, name.unit), claim
        for name in readings:
            column, claim = self._timed.get(without_time(name.text), (None, Claim.FURTHER))
            if column is not None and self._fits(name, column):
                return Field(index, label, column, name.unit), claim
        return Field(index, label), Claim.FURTHER

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
    """Return the unit of money that the last title row with one states; None for two units."""
    for row in reversed(rows):
        for cell in row.cells:
            folded = "".join(unicodedata.normalize("NFKC", cell).split()).lower()
            found = _TITLE_UNITS.search(folded) or _TITLE_END.search(folded)
            units = set(_ANY_UNIT.findall(found["units"])) if found else set()
            of_money = units & set(UNITS[Kind.AMOUNT])
            if of_money:
                return of_money.pop() if len(of_money) == 1 else None
    return None


def _claimed_twice(fields: Sequence[Field]) -> list[str]:
    """Return the contract columns that several delivered ones claim."""
    claims = Counter(field.column for field in fields if field.column)
    return [name for name, count in claims.items() if count > 1]


def _says_more(more: Sequence[Field], kept: Sequence[Field], fields: Sequence[Field]) -> bool:
    """Whether a reading has every column to be kept and adds one, moves one or names a unit."""
    columns = {field.column for field in more}
    return {field.column for field in kept} <= columns | {None} and _places(more) != _places(fields)


def _places(fields: Sequence[Field]) -> Mapping[str, tuple[int, str | None]]:
    """Return where each contract column stands, and its unit."""
    return {field.column: (field.index, field.unit) for field in fields if field.column}


def _headings(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Return what stands above each cell of a row.

    An empty cell below an empty cell is no part of the merged cell to its left.
    """
    carried = _carried_right(above)
    return [
        over if cell.strip() else own for own, over, cell in zip(above, carried, below, strict=True)
    ]


def _with_unit(cell: str, heading: str) -> str:
    """Return a cell with the unit of the heading above it, or that heading where it is empty."""
    unit = clean(heading).unit
    if not cell.strip():
        return heading
    return f"{cell}({unit})" if unit and clean(cell).unit is None else cell


def _carried_right(cells: Sequence[str]) -> list[str]:
    """Repeat each text in the empty cells to its right, as a merged cell shows it."""
    carried: list[str] = []
    for cell in cells:
        carried.append(cell if cell.strip() or not carried else carried[-1])
    return carried


def _readings(cell: str, heading: str) -> Iterator[Name]:
    """Yield the names that a header cell under a heading may mean, the likeliest first."""
    below, above = clean(cell), clean(heading)
    only_unit = _ONLY_A_UNIT.fullmatch(below.text)
    if not below.text or (above.text and (only_unit or below.text in _SUMS)):
        yield from _spellings(Name(above.text, only_unit["unit"] if only_unit else above.unit))
        return
    yield from _joined(below.text, above.text, below.unit or above.unit)
    # The unit of money in a heading is not that of the counts and rates below it.
    if below.unit is None and above.unit in UNITS[Kind.AMOUNT]:
        yield from _joined(below.text, above.text, None)


def _joined(below: str, above: str, unit: str | None) -> Iterator[Name]:
    """Yield a name together with the heading above it, either first, then the name alone."""
    if above and above != below:
        yield from _spellings(Name(above + below, unit))
        yield from _spellings(Name(below + above, unit))
        if _needs_heading(below) or is_another_time(above):
            return
    yield from _spellings(Name(below, unit))


def _needs_heading(text: str) -> bool:
    """Whether a name says nothing without the heading above it."""
    return text in _NEED_A_HEADING or is_another_time(text)


def _spellings(name: Name) -> Iterator[Name]:
    """Yield a name as it stands, without a leading number, and without a bare trailing unit."""
    yield name
    plain = _NUMBERING.sub("", name.text)
    if plain != name.text:
        yield Name(plain, name.unit)
    found = _BARE_UNIT.search(plain)
    if name.unit is None and found and found.start() > 0:
        yield Name(plain[: found.start()], found["unit"])
