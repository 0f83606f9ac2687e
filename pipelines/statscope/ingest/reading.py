"""Text files: bytes to text cells, a stretch of lines at a time.

Belongs here: encodings, stretches of lines, delimiters, plain lines. Does not belong here: quotes
(``quoting``), workbooks (``sheets``), what the cells mean (``headers``, ``conforming``).
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from statscope.ingest.limits import Limits
from statscope.ingest.profile import Profile
from statscope.ingest.quoting import quoted_rows
from statscope.ingest.refusal import FileRefusedError
from statscope.ingest.table import (
    FIELD_COUNT,
    ROW_NUMBER,
    TALLEST_HEADER,
    HeadRow,
    Table,
    cell_name,
)
from statscope.registers.contract import FileReason

if TYPE_CHECKING:
    import _csv

_DELIMITERS = (",", "\t", ";", "|")
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_WORKBOOK_MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_HEAD_CHARACTERS = 1_000_000
_STRETCH_BYTES = 12 * 1024 * 1024
# In these no byte of a longer character is a line feed or a carriage return: they can be cut.
_CUT_SAFE = frozenset({"utf-8", "gb18030", "gbk", "gb2312", "cp936", "big5", "cp1252", "latin-1"})
_COUNTED_BYTES = 1024 * 1024  # fits a processor's cache
_END_OF_FILE = b"\x1a"  # what DOS programs, such as FoxPro, write behind a text
_UTF8_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Text:
    """A text file whose encoding is known; only stretches of it are decoded at a time."""

    content: bytes
    encoding: str

    @cached_property
    def start(self) -> bytes:
        """The first stretch in UTF-8, decoded once."""
        return next(self._decoded_stretches(_STRETCH_BYTES), b"")

    @property
    def utf8(self) -> bytes:
        """The whole text in UTF-8."""
        return b"".join(self.stretches())

    def stretches(self) -> Iterator[bytes]:
        """Yield the text in UTF-8, cut behind ends of lines; the mark at its start is left out.

        Raises:
            FileRefusedError: ``unknown_encoding`` at the first bytes that are not valid,
                ``unreadable`` where it is no text.
        """
        yield self.start
        yield from self._decoded_stretches(_STRETCH_BYTES, skip=1)

    def _decoded_stretches(self, size: int, skip: int = 0) -> Iterator[bytes]:
        """Decode stretches of about that size, but for the first ones."""
        content, codec = _without_mark(self.content, self.encoding)
        parts = _cut(content, size) if codec in _CUT_SAFE else iter((content,))
        for part in islice(parts, skip, None):
            utf8 = part if codec == "utf-8" else _decoded(part, codec)
            if b"\0" in utf8:
                raise FileRefusedError(
                    FileReason.UNREADABLE,
                    "含有空字符，不是文本文件",
                    "holds NUL characters: no text file",
                )
            yield utf8


def _without_mark(content: bytes, encoding: str) -> tuple[bytes, str]:
    """Return the bytes behind a UTF-8 mark, and the codec that reads them."""
    if encoding == "utf-8-sig":
        return content.removeprefix(_UTF8_MARK), "utf-8"
    return content, encoding


def _cut(content: bytes, size: int) -> Iterator[bytes]:
    """Yield stretches of about that size that end behind a line."""
    if len(content) <= size:
        yield content
        return
    end_of_line = b"\n" if b"\n" in content else b"\r"
    start = 0
    while start < len(content):
        cut = content.rfind(end_of_line, start, start + size) + 1
        if cut <= start:
            cut = content.find(end_of_line, start + size) + 1
        end = cut if cut > start else len(content)
        yield content[start:end]
        start = end


def _decoded(content: bytes, codec: str) -> bytes:
    """Turn bytes of an encoding into UTF-8."""
    try:
        return content.decode(codec).encode()
    except UnicodeError:
        raise _unknown(codec) from None


def _unknown(tried: str) -> FileRefusedError:
    return FileRefusedError(
        FileReason.UNKNOWN_ENCODING,
        f"编码不是 {tried}",
        f"the bytes are not valid {tried}; name the encoding in the profile",
    )


def read_text(content: bytes, encoding: str | None) -> Text:
    """Find a file's encoding: byte order mark, strict UTF-8, GB 18030, or a named one.

    UTF-8 goes first because Chinese in UTF-8 is nearly always valid GB 18030 as well. Whether a
    file of several stretches is valid throughout shows when they are read.

    Raises:
        FileRefusedError: ``unknown_encoding``, or ``unreadable`` when it is no text.
    """
    if content.startswith(_WORKBOOK_MAGIC):
        raise FileRefusedError(
            FileReason.UNREADABLE,
            "内容是工作簿或压缩包，扩展名却是文本",
            "a workbook or archive under the name of a text file",
        )
    text = _in_its_encoding(content, encoding)
    _ = text.start  # shows whether its bytes are valid
    return text


def _in_its_encoding(content: bytes, named: str | None) -> Text:
    """Return the text in the encoding of its mark, its name, else UTF-8 where all is valid."""
    marked = next((name for mark, name in _BYTE_ORDER_MARKS if content.startswith(mark)), None)
    encoding = marked or named
    if encoding is None or encoding in {*_CUT_SAFE, "utf-8-sig"}:
        content = content.rstrip(_END_OF_FILE)
    if encoding in {None, "utf-8", "utf-8-sig"} and _is_utf8(content):
        return Text(content, encoding or "utf-8")
    if encoding in {"utf-8", "utf-8-sig"}:
        raise _unknown(encoding)
    return _gb18030(content) if encoding is None else Text(content, encoding)


def _gb18030(content: bytes) -> Text:
    """Return the text where it starts as GB 18030."""
    text = Text(content, "gb18030")
    try:
        _ = text.start
    except FileRefusedError as refused:
        if refused.reason is FileReason.UNKNOWN_ENCODING:
            raise _unknown("utf-8, gb18030") from None
        raise
    return text


def _is_utf8(content: bytes) -> bool:
    """Whether every byte is valid UTF-8."""
    try:
        for part in _cut(content, _STRETCH_BYTES):
            pl.Series([part], dtype=pl.Binary).cast(pl.String)
    except pl.exceptions.ComputeError:
        return False
    return True


def text_tables(text: Text, suffix: str, profile: Profile, limits: Limits) -> Iterator[Table]:
    """Yield the file under each delimiter that comes into question, the likeliest first."""
    if profile.delimiter is not None:
        delimiters: tuple[str, ...] = (profile.delimiter,)
    elif suffix.lower() == ".tsv":
        delimiters = ("\t", *(d for d in _DELIMITERS if d != "\t"))
    else:
        delimiters = _DELIMITERS
    rows = max(limits.header_rows, (profile.header_row or 0) + TALLEST_HEADER)
    start = text.start[:_HEAD_CHARACTERS].decode("utf-8", "ignore")
    for delimiter in delimiters:
        head = tuple(islice(_head(start, delimiter), rows))
        yield Table(None, text.encoding, delimiter, head, partial(_pieces, text, delimiter))


def _head(start: str, delimiter: str) -> Iterator[HeadRow]:
    """Yield the first rows that are not blank."""
    reader = _reader(io.StringIO(start, newline=""), delimiter)
    number = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield HeadRow(number, tuple(cells))
        number = reader.line_num + 1


def _reader(lines: Iterator[str], delimiter: str) -> _csv.Reader:
    """Return a csv reader without its limit on the length of a cell."""
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    return csv.reader(lines, delimiter=delimiter)


def _pieces(text: Text, delimiter: str, fields: int) -> Iterator[pl.DataFrame]:
    """Yield all rows in order, ``fields`` cells apart and the rest of a row in one more cell."""
    before, held = 0, b""
    stretches = text.stretches()
    stretch = next(stretches, None)
    while stretch is not None:
        following = next(stretches, None)
        here, held = held + stretch, b""
        rows = None if b'"' in here else _even_rows(here, delimiter, fields)
        if rows is not None:
            lines = rows.height
        elif b'"' in here:
            rows, held = quoted_rows(here, delimiter, fields, is_last=following is None)
            lines = _lines_in(here) - (_lines_in(held) if held else 0)
        else:
            rows = _plain_rows(here, delimiter, fields)
            lines = _lines_in(here)
        yield rows.with_columns(pl.col(ROW_NUMBER) + before) if before else rows
        before += lines
        stretch = following


def _lines_in(utf8: bytes) -> int:
    """Count lines, whatever ends them."""
    feeds = _count(utf8, b"\n")
    returns = _count(utf8, b"\r")
    both = utf8.count(b"\r\n") if feeds and returns else 0
    return feeds + returns - both + (not utf8.endswith((b"\n", b"\r")))


def _count(utf8: bytes, sign: str | bytes) -> int:
    """Count one ASCII character; several times faster than ``bytes.count`` where it is frequent."""
    code = ord(sign)
    views = (
        np.frombuffer(utf8, np.uint8, min(_COUNTED_BYTES, len(utf8) - start), start)
        for start in range(0, len(utf8), _COUNTED_BYTES)
    )
    return sum(int(np.count_nonzero(view == code)) for view in views)


def _even_rows(utf8: bytes, delimiter: str, fields: int) -> pl.DataFrame | None:
    """Split text without quotes whose every line has that many fields; None where one differs.

    No line has more, or polars refuses; so the sum of all delimiters tells that none has fewer.
    """
    lines = _count(utf8, b"\n") + (not utf8.endswith(b"\n"))
    if fields == 1 or _count(utf8, delimiter) != lines * (fields - 1):
        return None
    if b"\r" in utf8 and _count(utf8, b"\r") != utf8.count(b"\r\n"):
        return None
    names = [cell_name(index) for index in range(fields)]
    try:
        cells = pl.read_csv(
            utf8,
            has_header=False,
            schema=dict.fromkeys(names, pl.String),
            separator=delimiter,
            quote_char=None,
        )
    except pl.exceptions.PolarsError:
        return None
    if cells.height != lines:
        return None
    numbers = pl.Series(ROW_NUMBER, np.arange(1, lines + 1, dtype=np.int64))
    count = pl.Series(FIELD_COUNT, [fields], dtype=pl.Int32).new_from_index(0, lines)
    rest = pl.Series(cell_name(fields), [None], dtype=pl.String).new_from_index(0, lines)
    return pl.DataFrame([numbers, count, *cells.get_columns(), rest])


def _plain_rows(utf8: bytes, delimiter: str, fields: int) -> pl.DataFrame:
    """Split text without quotes: every line is a record."""
    if b"\r" in utf8:
        utf8 = utf8.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    lines = _lines(utf8)
    names = [cell_name(index) for index in range(fields + 1)]
    counts = (lines.str.count_matches(delimiter, literal=True) + 1).fill_null(1)
    cells = _split_fast(utf8, delimiter, names)
    if cells is None or cells.height != len(lines):
        cells = _split(lines, delimiter, names)
    beyond = (counts > len(names)).arg_true()
    if len(beyond):
        rest = _split(lines.gather(beyond), delimiter, names)[names[-1]]
        cells = cells.with_columns(cells[names[-1]].clone().scatter(beyond, rest))
    return cells.select(
        pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias(ROW_NUMBER),
        counts.cast(pl.Int32).alias(FIELD_COUNT),
        *names,
    )


def _lines(utf8: bytes) -> pl.Series:
    """Return the lines of a text that ends lines with a line feed only; empty ones are null."""
    expected = utf8.count(b"\n") + (not utf8.endswith(b"\n"))
    unused = next((sign for sign in "\x01\x02\x03\x1f" if sign.encode() not in utf8), None)
    if unused is not None:
        lines = pl.read_csv(
            utf8,
            has_header=False,
            schema={"line": pl.String},
            separator=unused,
            quote_char=None,
        )["line"]
        if len(lines) == expected:
            return lines
    split = utf8.decode().split("\n")[:expected]
    return pl.Series("line", split, dtype=pl.String)


def _split_fast(utf8: bytes, delimiter: str, names: Sequence[str]) -> pl.DataFrame | None:
    """Split through polars' reader; None where it refuses. Fields beyond the last are lost."""
    header = delimiter.join(names).encode() + b"\n"
    try:
        return pl.read_csv(
            header + utf8,
            infer_schema=False,
            separator=delimiter,
            quote_char=None,
            truncate_ragged_lines=True,
        )
    except pl.exceptions.PolarsError:
        return None


def _split(lines: pl.Series, delimiter: str, names: Sequence[str]) -> pl.DataFrame:
    """Split lines one by one; the last column takes the rest of the line as it stands."""
    parts = lines.str.splitn(delimiter, len(names)).struct
    return (
        parts.rename_fields(names)
        .struct.unnest()
        .select(pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in names)
    )
