"""Cells of a worksheet in the old binary format (XLS) that are shown in percent.

Belongs here: the formats of a workbook and the records of cells that have one in percent. Does not
belong here: finding the records (``xls_records``), the newer formats (``sheet_percents``).
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from statscope.ingest.xls_records import records, sheet_start, workbook_stream

_FORMAT, _XF = 0x41E, 0xE0
_NUMBER, _RK, _FORMULA, _MANY_RK = 0x203, 0x27E, 0x06, 0xBD
_ONE_CELL = frozenset({_NUMBER, _RK, _FORMULA})
_IS_STYLE = 0x0004
_RK_BYTES = 6


def xls_percents(
    content: bytes, sheet: str, is_percent: Callable[[int, str], bool]
) -> Mapping[int, Sequence[int]]:
    """Return column from 0 -> rows from 1 of the numbers of a worksheet shown in percent.

    Args:
        content: the file.
        sheet: name of the worksheet.
        is_percent: number and code of a format -> whether it shows percent.
    """
    stream = workbook_stream(content)
    formats = set(_percent_formats(stream, is_percent))
    start = sheet_start(stream, sheet)
    found: dict[int, list[int]] = defaultdict(list)
    for kind, data in records(stream, start) if formats and start is not None else ():
        for row, column, used in _numbers(kind, data):
            if used in formats:
                found[column].append(row + 1)
    return found


def _percent_formats(stream: bytes, is_percent: Callable[[int, str], bool]) -> Iterator[int]:
    """Yield the places of the cells' formats that show percent."""
    codes: dict[int, str] = {}
    place = 0
    for kind, data in records(stream, 0):
        if kind == _FORMAT:
            number, length, is_wide = struct.unpack_from("<HHB", data)
            text = data[5 : 5 + length * (1 + (is_wide & 1))]
            codes[number] = text.decode("utf-16-le" if is_wide & 1 else "latin-1", "replace")
        if kind == _XF:
            number, flags = struct.unpack_from("<2xHH", data)
            if not flags & _IS_STYLE and is_percent(number, codes.get(number, "")):
                yield place
            place += 1


def _numbers(kind: int, data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield row, column and format of the numbers in a record, each from 0."""
    if kind in _ONE_CELL:
        row, column, used = struct.unpack_from("<HHH", data)
        yield row, column, used
    if kind == _MANY_RK:
        row, first = struct.unpack_from("<HH", data)
        for at in range((len(data) - _RK_BYTES) // _RK_BYTES):
            yield row, first + at, struct.unpack_from("<H", data, 4 + at * _RK_BYTES)[0]
