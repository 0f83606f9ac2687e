"""Error cells of a worksheet in the old binary format (XLS).

Belongs here: the records of cells that hold an error. Does not belong here: any other cell
(calamine reads these), finding the records (``xls_records``), the newer formats (``sheet_errors``).
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Mapping

from statscope.ingest.xls_records import records, sheet_start, workbook_stream

_BOOL_OR_ERROR, _FORMULA = 0x205, 0x06
_ERROR_RESULT = b"\x02"
_NO_NUMBER = b"\xff\xff"
_TEXTS: Mapping[int, str] = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def xls_errors(content: bytes, sheet: str) -> Mapping[int, Mapping[int, str]]:
    """Return the error cells of a worksheet: row from 1 -> column from 0 -> text."""
    stream = workbook_stream(content)
    errors: dict[int, dict[int, str]] = defaultdict(dict)
    start = sheet_start(stream, sheet)
    for kind, data in records(stream, start) if start is not None else ():
        code = _error_code(kind, data)
        if code is not None:
            row, column = struct.unpack_from("<HH", data)
            errors[row + 1][column] = _TEXTS.get(code, "#ERR!")
    return errors


def _error_code(kind: int, data: bytes) -> int | None:
    """Return the code of the error that a record of a cell holds, None without one."""
    if kind == _BOOL_OR_ERROR and data[7]:
        return data[6]
    if kind == _FORMULA and data[12:14] == _NO_NUMBER and data[6:7] == _ERROR_RESULT:
        return data[8]
    return None
