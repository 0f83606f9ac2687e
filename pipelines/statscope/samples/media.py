"""Grids of cells as the bytes of a file, the same on every machine.

Belongs here: text files of any encoding, delimiter and line end; workbooks. Does not belong here:
what the cells say (``sheets``).
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | date | None
Row = tuple[Cell, ...]

_CREATED = datetime(2011, 5, 10, 8, 0, 0, tzinfo=UTC).replace(tzinfo=None)
_ENTRY_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Medium:
    """How a file is written.

    Attributes:
        kind: extension of the file.
        encoding: of a text file.
        newline: of a text file.
    """

    kind: Literal["csv", "tsv", "xlsx"] = "csv"
    encoding: str = "gb18030"
    newline: str = "\r\n"


GB18030 = Medium()
UTF8 = Medium("csv", "utf-8", "\n")
UTF8_WITH_MARK = Medium("csv", "utf-8-sig", "\r\n")
TABBED = Medium("tsv", "utf-8", "\n")
WORKBOOK = Medium("xlsx")


@dataclass(frozen=True)
class Grid:
    """A sheet of cells.

    Attributes:
        rows: all rows, titles and headers included.
        merges: merged ranges: first row, first column, last row, last column, from 0.
    """

    rows: Sequence[Row]
    merges: tuple[tuple[int, int, int, int], ...] = ()


def to_bytes(grid: Grid, medium: Medium) -> bytes:
    """Return the file's content."""
    if medium.kind == "xlsx":
        return _without_compression(_workbook(grid))
    return _text(grid, medium)


def _text(grid: Grid, medium: Medium) -> bytes:
    buffer = io.StringIO(newline="")
    delimiter = "\t" if medium.kind == "tsv" else ","
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=medium.newline)
    writer.writerows(["" if cell is None else str(cell) for cell in row] for row in grid.rows)
    return buffer.getvalue().encode(medium.encoding)


def _workbook(grid: Grid) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "default_date_format": "yyyy-mm-dd", "strings_to_urls": False}
    )
    book.set_properties({"author": "statscope sample", "created": _CREATED})
    sheet = book.add_worksheet("Sheet1")
    for number, row in enumerate(grid.rows):
        _write_row(sheet, number, row)
    for first_row, first_column, last_row, last_column in grid.merges:
        label = grid.rows[first_row][first_column]
        sheet.merge_range(first_row, first_column, last_row, last_column, label)
    book.close()
    return buffer.getvalue()


def _write_row(sheet: Worksheet, number: int, row: Row) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, str):
            sheet.write_string(number, column, cell)
        elif isinstance(cell, date):
            sheet.write_datetime(number, column, cell)
        elif cell is not None:
            sheet.write_number(number, column, cell)


def _without_compression(content: bytes) -> bytes:
    """Pack a workbook anew without compression: compressors differ between machines."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ENTRY_DATE)
            entry.create_system = 3
            target.writestr(entry, source.read(name))
    return packed.getvalue()
