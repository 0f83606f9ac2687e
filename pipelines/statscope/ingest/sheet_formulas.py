"""Formulas of a worksheet that no program has calculated, which calamine shows as empty cells.

Belongs here: finding them in the part of an XLSX or XLSM file. Does not belong here: which part
that is (``sheet_errors``), what becomes of them (``cells``). The older XLS always keeps a result.

A program that writes workbooks without calculating (many a department's export) leaves the formula
alone in its cell; a spreadsheet shows the number, the file does not hold it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import IO

SHOWN_AS = "= "
"""What stands before the formula in the text of its cell; a forced text has no blank there."""
_CHUNK = 4 * 1024 * 1024
_LONGEST_CELL = 64 * 1024
# Every repetition is bounded: the part may be hostile.
_CELL_END = re.compile(rb"</(?:\w{1,20}:)?c>")
_FORMULA = re.compile(
    rb"<(?:\w{1,20}:)?c\b([^<>]{0,400})>\s{0,20}"
    rb"<(?:\w{1,20}:)?f\b[^<>]{0,400}?(?:/>|>([^<]{0,9000})</(?:\w{1,20}:)?f>)\s{0,20}"
    rb"(?:<(?:\w{1,20}:)?v\s{0,20}/>|<(?:\w{1,20}:)?v>\s{0,20}</(?:\w{1,20}:)?v>)?\s{0,20}"
    rb"</(?:\w{1,20}:)?c>"
)
# The result of such a formula is an empty text, which is a result.
_IS_TEXT = re.compile(rb"\bt=[\"']str[\"']")


def uncalculated_cells(part: IO[bytes]) -> Iterator[tuple[bytes, str]]:
    """Yield the attributes of each cell that holds a formula without a result, and its text."""
    rest = b""
    while chunk := part.read(_CHUNK):
        seen = rest + chunk
        near_end = max(len(seen) - _LONGEST_CELL, 0)
        cut = max((found.end() for found in _CELL_END.finditer(seen, near_end)), default=near_end)
        rest = seen[cut:]
        yield from _of(seen[:cut])


def _of(xml: bytes) -> Iterator[tuple[bytes, str]]:
    """Yield the formulas without a result of whole cells."""
    for found in _FORMULA.finditer(xml):
        if not _IS_TEXT.search(found[1]):
            formula = html.unescape((found[2] or b"?").decode("utf-8", "replace"))
            yield found[1], SHOWN_AS + " ".join(formula.split())
