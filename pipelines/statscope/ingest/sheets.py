"""Workbooks: worksheets to text cells.

Belongs here: opening workbooks, their limits, how a typed cell is written as text. Does not
belong here: text files (``reading``), what the cells mean (``headers``, ``conforming``).
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from typing import IO

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

from statscope.ingest.limits import Limits
from statscope.ingest.profile import Profile
from statscope.ingest.refusal import FileRefusedError
from statscope.ingest.table import FIELD_COUNT, ROW_NUMBER, HeadRow, Table, cell_name
from statscope.registers.contract import FileReason

_ZIP = b"PK\x03\x04"
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SHEET_PART = re.compile(r"^xl/worksheets/[^/]+\.xml$", re.IGNORECASE)
# Cells with something in them; styled empty cells (<c r="A1" s="1"/>) take no room.
_FILLED_CELL = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"[^<>]*(?<!/)>')
_CHUNK = 4 * 1024 * 1024
_LONGEST_TAG = 4096
_FIRST_INEXACT = 10.0**15


def workbook_tables(content: bytes, profile: Profile, limits: Limits) -> Iterator[Table]:
    """Yield the worksheets in order, visible ones first, or only the one the profile names.

    Raises:
        FileRefusedError: ``encrypted``, ``unreadable``, ``too_large``, or ``bad_profile`` when the
            named sheet is not there.
    """
    workbook = _opened(content, limits)
    rows = max(limits.header_rows, (profile.header_row or 0) + 1)
    for name in _sheet_names(workbook, profile):
        sheet = _sheet(workbook, name)
        if sheet is not None:
            _require_room(sheet, limits)
            head = tuple(_head(sheet, rows))
            yield Table(name, None, None, head, partial(_pieces, sheet))


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
    """Refuse before any cell is held: a small file may unpack, or stretch, to a huge sheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > limits.unpacked_bytes:
                raise _too_large(f"more than {limits.unpacked_bytes} bytes unpacked")
            for part in parts.infolist():
                if _SHEET_PART.match(part.filename):
                    with parts.open(part) as stream:
                        _require_small_sheet(stream, limits)
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, ValueError) as error:
        raise _unreadable(str(error)) from error


def _require_small_sheet(stream: IO[bytes], limits: Limits) -> None:
    """Refuse a worksheet whose filled cells span too large a rectangle."""
    rows, columns, rest = 0, 0, b""
    while chunk := stream.read(_CHUNK):
        cells = _FILLED_CELL.findall(rest + chunk)
        rest = chunk[-_LONGEST_TAG:]
        rows = max(rows, max((int(row) for row in {row for _, row in cells}), default=0))
        columns = max(columns, max((_place(c) for c in {column for column, _ in cells}), default=0))
        if rows * columns > limits.sheet_cells:
            raise _too_large(f"a sheet of {rows} rows x {columns} columns")


def _place(letters: bytes) -> int:
    """Return the number of a spreadsheet column, A = 1."""
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place


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
    """Refuse a worksheet whose cells would not fit (formats other than XLSX are seen here)."""
    if sheet.total_height * sheet.total_width > limits.sheet_cells:
        raise _too_large(f"a sheet of {sheet.total_height} rows x {sheet.total_width} columns")


def _head(sheet: CalamineSheet, rows: int) -> Iterator[HeadRow]:
    """Yield the first rows of a sheet that are not blank."""
    found = 0
    for number, values in enumerate(_rows(sheet), start=1):
        cells = tuple(_as_text(value) or "" for value in values)
        if any(cell.strip() for cell in cells):
            found += 1
            yield HeadRow(number, cells)
        if found == rows:
            return


def _rows(sheet: CalamineSheet) -> Iterator[Sequence[object]]:
    """Return the rows of a sheet from its very first row; an empty sheet has none."""
    return iter(()) if sheet.start is None else sheet.iter_rows()


def _pieces(sheet: CalamineSheet, fields: int) -> Iterator[pl.DataFrame]:
    """Yield all rows, here in one piece."""
    yield _load(sheet, fields)


def _load(sheet: CalamineSheet, fields: int) -> pl.DataFrame:
    """Return all rows as text, in the shape that :class:`Table` promises."""
    columns = [[_as_text(v) for v in column] for column in zip(*_rows(sheet), strict=True)]
    height = len(columns[0]) if columns else 0
    frame = pl.DataFrame(
        {cell_name(index): column for index, column in enumerate(columns)},
        schema=dict.fromkeys((cell_name(index) for index in range(len(columns))), pl.String),
    )
    beyond = [cell_name(index) for index in range(fields, len(columns))]
    kept = [
        pl.col(cell_name(index)) if index < len(columns) else pl.lit(None, pl.String)
        for index in range(fields)
    ]
    rest = pl.concat_str(beyond, separator="\t", ignore_nulls=True) if beyond else pl.lit("")
    return frame.select(
        pl.int_range(1, height + 1, dtype=pl.Int64).alias(ROW_NUMBER),
        pl.lit(None, dtype=pl.Int32).alias(FIELD_COUNT),
        *(cell.alias(cell_name(index)) for index, cell in enumerate(kept)),
        pl.when(rest != "").then(rest).alias(cell_name(fields)),
    )


def _as_text(value: object) -> str | None:
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
