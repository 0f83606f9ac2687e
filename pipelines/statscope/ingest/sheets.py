"""Workbooks: worksheets to text cells.

Belongs here: opening workbooks, the limits that can be told before and after. Does not belong
here: the process in which this runs (``isolation``), how a typed cell is written as text
(``cell_text``), text files (``reading``).
"""

from __future__ import annotations

import io
import zipfile
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice

import polars as pl
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    WorksheetNotFound,
    load_workbook,
)

from statscope.ingest.cell_text import as_text, text_column
from statscope.ingest.limits import Limits
from statscope.ingest.profile import Profile
from statscope.ingest.refusal import FileRefusedError
from statscope.ingest.sheet_errors import Errors, error_cells
from statscope.ingest.sheet_formulas import SHOWN_AS
from statscope.ingest.sheet_percents import Percents, as_percent, percent_cells
from statscope.ingest.table import (
    FIELD_COUNT,
    ROW_NUMBER,
    TALLEST_HEADER,
    HeadRow,
    Table,
    cell_name,
)
from statscope.registers.contract import FileReason

_ZIP = b"PK\x03\x04"
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STRETCH_ROWS = 50_000


def workbook_tables(content: bytes, profile: Profile, limits: Limits) -> Iterator[Table]:
    """Yield the worksheets in order, visible ones first, or only the one the profile names.

    Raises:
        FileRefusedError: ``encrypted``, ``unreadable``, ``too_large``, or ``bad_profile`` when the
            named sheet is not there.
    """
    workbook = _opened(content, limits)
    rows = max(limits.header_rows, (profile.header_row or 0) + TALLEST_HEADER)
    for name in _sheet_names(workbook, profile):
        sheet = _sheet(workbook, name)
        if sheet is not None:
            _require_room(sheet, limits)
            # An error looks like an empty cell: without one there is nothing to look for.
            looks = _Looks(cache(partial(error_cells, content, name)), percent_cells(content, name))
            head = tuple(_head(sheet, looks, rows))
            yield Table(name, None, None, head, partial(_pieces, sheet, looks))


@dataclass(frozen=True)
class _Looks:
    """What a spreadsheet shows in a sheet's cells and calamine does not.

    Attributes:
        errors: errors, and formulas without a result, in cells that look empty.
        percents: numbers that are shown in percent.
    """

    errors: Callable[[], Errors]
    percents: Percents

    def of_row(self, number: int, values: Sequence[object]) -> Mapping[int, str]:
        """Return the texts of a row's cells that calamine shows otherwise."""
        shown = dict(_hidden(self.errors(), number, values)) if "" in values else {}
        for at, rows in self.percents.items():
            text = as_percent(values[at]) if at < len(values) and number in rows else None
            if text is not None:
                shown[at] = text
        return shown


def _opened(content: bytes, limits: Limits) -> CalamineWorkbook:
    """Open a workbook, saying why where that fails."""
    _require_workbook(content)
    if content.startswith(_ZIP):
        _require_small_parts(content, limits)
    try:
        return load_workbook(io.BytesIO(content))
    except PasswordError as error:
        raise _encrypted() from error
    except CalamineError as error:
        raise _unreadable(str(error)) from error


def _require_workbook(content: bytes) -> None:
    """Refuse bytes that are no workbook, or one behind a password."""
    if content.startswith(_COMPOUND_FILE) and _ENCRYPTED in content:
        raise _encrypted()
    if not content.startswith((_ZIP, _COMPOUND_FILE)):
        raise _unreadable("not a workbook")


def _encrypted() -> FileRefusedError:
    return FileRefusedError(
        FileReason.ENCRYPTED, "工作簿有打开密码", "the workbook is protected by a password"
    )


def _unreadable(why: str) -> FileRefusedError:
    return FileRefusedError(
        FileReason.UNREADABLE, "无法读取工作簿", f"the workbook cannot be read: {why}"
    )


def _require_small_parts(content: bytes, limits: Limits) -> None:
    """Refuse a workbook that says itself that it unpacks to more than is allowed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, ValueError) as error:
        raise _unreadable(str(error)) from error
    if unpacked > limits.unpacked_bytes:
        raise _too_large(f"more than {limits.unpacked_bytes} bytes unpacked")


def _too_large(what: str) -> FileRefusedError:
    return FileRefusedError(
        FileReason.TOO_LARGE, f"工作簿过大：{what}", f"the workbook is too large: {what}"
    )


def _sheet_names(workbook: CalamineWorkbook, profile: Profile) -> list[str]:
    """Return the worksheets to look at."""
    sheets = [one for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    shown = [one.name for one in sheets if one.visible == SheetVisibleEnum.Visible]
    hidden = [one.name for one in sheets if one.visible != SheetVisibleEnum.Visible]
    if not sheets:
        raise _unreadable("it has no worksheets")
    if profile.sheet is None:
        return shown + hidden
    if profile.sheet not in shown + hidden:
        names = ", ".join(shown + hidden)
        raise FileRefusedError(
            FileReason.BAD_PROFILE,
            f"没有工作表“{profile.sheet}”，有：{names}",
            f"there is no sheet {profile.sheet!r}; there are {names}",
        )
    return [profile.sheet]


def _sheet(workbook: CalamineWorkbook, name: str) -> CalamineSheet | None:
    """Return a worksheet, None where its part is missing from the file."""
    try:
        return workbook.get_sheet_by_name(name)
    except WorksheetNotFound:
        return None
    except CalamineError as error:
        raise _unreadable(f"sheet {name}: {error}") from error


def _require_room(sheet: CalamineSheet, limits: Limits) -> None:
    """Refuse a worksheet whose cells would not fit."""
    last_row, last_column = sheet.end or (-1, -1)
    rows, columns = last_row + 1, last_column + 1
    if rows * columns > limits.sheet_cells:
        raise _too_large(f"a sheet of {rows} rows x {columns} columns")


def _head(sheet: CalamineSheet, looks: _Looks, rows: int) -> Iterator[HeadRow]:
    """Yield the first rows of a sheet that are not blank."""
    found = 0
    for number, values in enumerate(_rows(sheet), start=1):
        own = looks.of_row(number, values)
        cells = tuple(own.get(at) or as_text(value) or "" for at, value in enumerate(values))
        if any(cell.strip() for cell in cells):
            found += 1
            yield HeadRow(number, cells)
        if found == rows:
            return


def _hidden(errors: Errors, number: int, values: Sequence[object]) -> Mapping[int, str]:
    """Return the texts of a row's cells that look empty; formulas alone make no record.

    Forms come with formulas in rows that nobody has filled in.
    """
    own = errors.get(number, {})
    if all(text.startswith(SHOWN_AS) for text in own.values()) and not any(
        value not in {"", None} for value in values
    ):
        return {}
    return own


def _rows(sheet: CalamineSheet) -> Iterator[Sequence[object]]:
    """Return the rows of a sheet from its very first row; an empty sheet has none."""
    return iter(()) if sheet.start is None else sheet.iter_rows()


def _pieces(sheet: CalamineSheet, looks: _Looks, fields: int) -> Iterator[pl.DataFrame]:
    """Yield all rows as text, in the shape that :class:`Table` promises."""
    rows, before = _rows(sheet), 0
    while some := list(islice(rows, _STRETCH_ROWS)):
        yield _framed(some, looks, before, fields)
        before += len(some)


def _in_percent(
    texts: pl.Series, values: Sequence[object], numbers: Sequence[int], before: int
) -> pl.Series:
    """Write the numbers of a column that are shown in percent as they are shown."""
    here = numbers[bisect_right(numbers, before) : bisect_right(numbers, before + len(values))]
    written = {number - before - 1: as_percent(values[number - before - 1]) for number in here}
    places = [place for place, text in written.items() if text is not None]
    return texts.scatter(places, [written[place] for place in places]) if places else texts


def _framed(
    rows: Sequence[Sequence[object]], looks: _Looks, before: int, fields: int
) -> pl.DataFrame:
    """Lay rows out in columns of text."""
    columns = [text_column(column) for column in zip(*rows, strict=True)]
    for at, numbers in looks.percents.items():
        if at < len(columns):
            columns[at] = _in_percent(columns[at], [row[at] for row in rows], numbers, before)
    found = looks.errors() if any(column.null_count() for column in columns) else {}
    for number in range(before + 1, before + len(rows) + 1) if found else ():
        for at, text in _hidden(found, number, rows[number - before - 1]).items():
            if at < len(columns):
                columns[at] = columns[at].scatter(number - before - 1, text)
    width = max(len(columns), fields)
    columns += [pl.Series([None], dtype=pl.String).new_from_index(0, len(rows))] * (
        width - len(columns)
    )
    frame = pl.DataFrame({cell_name(at): column for at, column in enumerate(columns)})
    beyond = [cell_name(at) for at in range(fields, width)]
    rest = pl.concat_str(beyond, separator="\t", ignore_nulls=True) if beyond else pl.lit("")
    return frame.select(
        pl.int_range(before + 1, before + pl.len() + 1, dtype=pl.Int64).alias(ROW_NUMBER),
        pl.lit(None, dtype=pl.Int32).alias(FIELD_COUNT),
        *(cell_name(at) for at in range(fields)),
        pl.when(rest != "").then(rest).alias(cell_name(fields)),
    )
