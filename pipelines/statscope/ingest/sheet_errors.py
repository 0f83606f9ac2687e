"""Error cells of a worksheet (``#REF!``, ``#N/A``), which calamine shows as empty ones.

Belongs here: finding them, and formulas that nobody has calculated, in the parts of an XLSX or XLSM
file. Does not belong here: what such a formula looks like (``sheet_formulas``), the older XLS
(``xls_errors``), what becomes of them (``cells``), other cells (``sheets``).
"""

from __future__ import annotations

import html
import io
import posixpath
import re
import struct
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from statscope.ingest.sheet_formulas import uncalculated_cells
from statscope.ingest.xls_errors import xls_errors

_ZIP = b"PK\x03\x04"
_ERRORS = (b't="e"', b"t='e'")
_FORMULAS = (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/")
_CHUNK = 4 * 1024 * 1024
_OVERLAP = 8
_LONGEST_PART = 64 * 1024 * 1024
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_ERROR_CELL = re.compile(
    rb"<(?:\w+:)?c\b([^>]*?\bt=[\"']e[\"'][^>]*?)(?<!/)>(.{0,40000}?)</(?:\w+:)?c>", re.DOTALL
)
_PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
_VALUE = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]{1,40})<")

Errors = Mapping[int, Mapping[int, str]]
"""Row from 1 -> column from 0 -> text of the error, or of the formula."""


def error_cells(content: bytes, sheet: str) -> Errors:
    """Return the error cells of a worksheet, and those whose formula nobody has calculated."""
    try:
        return _of_zip(content, sheet) if content.startswith(_ZIP) else xls_errors(content, sheet)
    # Calamine has read the workbook already; where it is damaged, no error can be told.
    except (zipfile.BadZipFile, LookupError, OSError, RuntimeError, ValueError, EOFError):
        return {}
    except (StopIteration, struct.error):
        return {}


def _of_zip(content: bytes, sheet: str) -> Errors:
    """Return the error cells of a worksheet of an XLSX or XLSM file."""
    errors: dict[int, dict[int, str]] = defaultdict(dict)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        part = part_of(parts, sheet)
        if part is None:
            return {}
        has_errors, has_formulas = _has(parts, part)
        if has_errors:
            _put(errors, _found(parts.read(part)))
        if has_formulas:
            with parts.open(part) as stream:
                _put(errors, uncalculated_cells(stream))
    return errors


def part_of(parts: zipfile.ZipFile, sheet: str) -> str | None:
    """Return the name of the part that holds a worksheet."""
    book = parts.read("xl/workbook.xml")[:_LONGEST_PART].decode("utf-8", "replace")
    targets = parts.read("xl/_rels/workbook.xml.rels")[:_LONGEST_PART].decode("utf-8", "replace")
    tags = (tag for tag in _SHEET.findall(book) if _attribute(tag, "name") == sheet)
    wanted = _attribute(next(tags, ""), r"\w+:id")
    for tag in _RELATION.findall(targets):
        if wanted and _attribute(tag, "Id") == wanted:
            return posixpath.normpath(posixpath.join("/xl", _attribute(tag, "Target"))).lstrip("/")
    return None


def _attribute(tag: str, name: str) -> str:
    """Return an attribute of a tag, empty without it."""
    found = re.search(rf"\s{name}=(?:\"([^\"]*)\"|'([^']*)')", tag)
    return html.unescape(found.group(1) or found.group(2) or "") if found else ""


def _has(parts: zipfile.ZipFile, part: str) -> tuple[bool, bool]:
    """Whether a part holds the mark of an error cell, and that of a formula, anywhere."""
    rest, has_errors, has_formulas = b"", False, False
    with parts.open(part) as stream:
        while (chunk := stream.read(_CHUNK)) and not (has_errors and has_formulas):
            seen = rest + chunk
            has_errors = has_errors or any(mark in seen for mark in _ERRORS)
            has_formulas = has_formulas or any(mark in seen for mark in _FORMULAS)
            rest = chunk[-_OVERLAP:]
    return has_errors, has_formulas


def _found(xml: bytes) -> Iterator[tuple[bytes, str]]:
    """Yield the attributes of each error cell of a worksheet's part, and its text."""
    for attributes, inner in _ERROR_CELL.findall(xml):
        value = _VALUE.search(inner)
        if value:
            yield attributes, html.unescape(value.group(1).decode("utf-8", "replace"))


def _put(errors: dict[int, dict[int, str]], cells: Iterable[tuple[bytes, str]]) -> None:
    """Note the texts of cells at the places that their attributes name."""
    for attributes, text in cells:
        place = _PLACE.search(attributes)
        if place:
            column = 0
            for letter in place.group(1):
                column = column * 26 + letter - 64
            errors[int(place.group(2))][column - 1] = text
