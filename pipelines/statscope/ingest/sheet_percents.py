"""Numbers of a worksheet that a spreadsheet shows in percent, which calamine shows as bare ratios.

Belongs here: finding them in the parts of an XLSX or XLSM file, writing such a number as it is
shown. Does not belong here: which part that is (``sheet_errors``), the older XLS
(``xls_percents``), what becomes of them (``cells``).

Who types 23.8% into a cell sees 23.8%; the file holds 0.238 and a format.
"""

from __future__ import annotations

import html
import io
import re
import struct
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import IO

from statscope.ingest.sheet_errors import part_of
from statscope.ingest.xls_percents import xls_percents

_ZIP = b"PK\x03\x04"
_STYLES = "xl/styles.xml"
_CHUNK = 4 * 1024 * 1024
_LONGEST_PART = 64 * 1024 * 1024
_BUILT_IN = frozenset({9, 10})  # 0% and 0.00%
# Every repetition is bounded: the part may be hostile.
_FORMAT = re.compile(r"<(?:\w{1,20}:)?numFmt\b([^<>]{0,2000})>")
_FORMATS_OF_CELLS = re.compile(r"<(?:\w{1,20}:)?cellXfs\b.*?</(?:\w{1,20}:)?cellXfs>", re.DOTALL)
_FORMAT_OF_CELLS = re.compile(r"<(?:\w{1,20}:)?xf\b([^<>]{0,2000})>")
_NUMBER = re.compile(r"\bnumFmtId=[\"'](\d{1,9})[\"']")
_CODE = re.compile(r"\bformatCode=(?:\"([^\"]*)\"|'([^']*)')")
# Texts in quotes, single signs behind a backslash, blanks as wide as a sign.
_LITERALS = re.compile(r"\"[^\"]*\"|[\\_*].")
_PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
_TEXT = re.compile(rb"\bt=[\"'](?!n[\"'])")

Percents = Mapping[int, Sequence[int]]
"""Column from 0 -> rows from 1, in order."""


def percent_cells(content: bytes, sheet: str) -> Percents:
    """Return the cells of a worksheet whose numbers are shown in percent."""
    try:
        found = (
            _of_zip(content, sheet)
            if content.startswith(_ZIP)
            else xls_percents(content, sheet, shows_percent)
        )
    # Calamine has read the workbook already; where it is damaged, no format can be told.
    except (zipfile.BadZipFile, LookupError, OSError, RuntimeError, ValueError, EOFError):
        return {}
    except (StopIteration, struct.error):
        return {}
    return {column: sorted(rows) for column, rows in found.items()}


def as_percent(value: object) -> str | None:
    """Write a number as it is shown in percent; None for what is no number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return f"{(Decimal(repr(value)) * 100).normalize():f}%"


def shows_percent(number: int, code: str) -> bool:
    """Whether a format of that number and code shows percent."""
    return number in _BUILT_IN or "%" in _LITERALS.sub("", code)


def _of_zip(content: bytes, sheet: str) -> Percents:
    """Return the cells of a worksheet of an XLSX or XLSM file."""
    found: dict[int, list[int]] = defaultdict(list)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        if _STYLES not in parts.namelist():
            return {}
        formats = _percent_formats(parts.read(_STYLES)[:_LONGEST_PART].decode("utf-8", "replace"))
        part = part_of(parts, sheet) if formats else None
        if part is None:
            return {}
        with parts.open(part) as stream:
            for column, row in _places(stream, formats):
                found[column].append(row)
    return found


def _percent_formats(styles: str) -> list[int]:
    """Return the places of the cells' formats that show percent."""
    codes: dict[str, str] = {}
    for attributes in _FORMAT.findall(styles):
        number, code = _NUMBER.search(attributes), _CODE.search(attributes)
        if number and code:
            codes[number[1]] = html.unescape(code[1] or code[2] or "")
    block = _FORMATS_OF_CELLS.search(styles)
    numbers = [_NUMBER.search(one) for one in _FORMAT_OF_CELLS.findall(block[0] if block else "")]
    return [
        place
        for place, number in enumerate(numbers)
        if number and shows_percent(int(number[1]), codes.get(number[1], ""))
    ]


def _places(part: IO[bytes], formats: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield column and row of each cell that has one of the formats and no text."""
    of_formats = b"|".join(str(place).encode() for place in formats)
    cell = re.compile(
        rb"<(?:\w{1,20}:)?c\b([^<>]{0,400}?\bs=[\"'](?:" + of_formats + rb")[\"'][^<>]{0,400})>"
    )
    rest = b""
    while chunk := part.read(_CHUNK):
        seen = rest + chunk
        cut = seen.rfind(b"<")
        rest = seen[cut:][:_CHUNK]
        for found in cell.finditer(seen[:cut]):
            place = _PLACE.search(found[1])
            if place and not _TEXT.search(found[1]) and not found[1].endswith(b"/"):
                yield _column(place[1]), int(place[2])


def _column(letters: bytes) -> int:
    """Return the place of a column from 0."""
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return column - 1
