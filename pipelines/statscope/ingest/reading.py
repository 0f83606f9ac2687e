"""Text files: bytes to text cells.

Belongs here: encodings, delimiters, quoting, line numbers, field counts. Does not belong here:
workbooks (``sheets``), what the cells mean (``headers``, ``conforming``).
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice, zip_longest
from typing import TYPE_CHECKING

import polars as pl

from statscope.ingest.limits import Limits
from statscope.ingest.profile import Profile
from statscope.ingest.refusal import FileRefusedError
from statscope.ingest.table import FIELD_COUNT, ROW_NUMBER, HeadRow, Table, cell_name
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
# A quoted cell that runs on for more lines is an opening quote that nobody closed.
_LONGEST_CELL_LINES = 200


@dataclass(frozen=True)
class Text:
    """A text file decoded: its UTF-8 bytes, and the encoding it came in."""

    utf8: bytes
    encoding: str


def read_text(content: bytes, encoding: str | None) -> Text:
    """Decode a file: byte order mark, strict UTF-8, GB 18030, in this order, or a named encoding.

    UTF-8 goes first because Chinese in UTF-8 is nearly always valid GB 18030 as well.

    Raises:
        FileRefusedError: ``unknown_encoding``, or ``unreadable`` when it is no text.
    """
    if content.startswith(_WORKBOOK_MAGIC):
        raise FileRefusedError(
            FileReason.UNREADABLE,
            "内容是工作簿或压缩包，扩展名却是文本",
            "a workbook or archive under the name of a text file",
        )
    text = _decoded(content, encoding)
    if b"\0" in text.utf8:
        raise FileRefusedError(
            FileReason.UNREADABLE, "含有空字符，不是文本文件", "holds NUL characters: no text file"
        )
    return text


def _decoded(content: bytes, encoding: str | None) -> Text:
    """Try the encodings that come into question."""
    for mark, name in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _decode(content, (name,))
    if encoding is not None:
        return _decode(content, (encoding,))
    return _decode(content, ("utf-8", "gb18030"))


def _decode(content: bytes, names: Sequence[str]) -> Text:
    """Return the text in the first encoding in which every byte is valid."""
    for name in names:
        try:
            text = content.decode(name)
            return Text(content if name == "utf-8" else text.encode(), name)
        except UnicodeError:
            continue
    tried = ", ".join(names)
    raise FileRefusedError(
        FileReason.UNKNOWN_ENCODING,
        f"编码不是 {tried}",
        f"the bytes are not valid {tried}; name the encoding in the profile",
    )


def text_tables(text: Text, suffix: str, profile: Profile, limits: Limits) -> Iterator[Table]:
    """Yield the file under each delimiter that comes into question, the likeliest first."""
    if profile.delimiter is not None:
        delimiters: tuple[str, ...] = (profile.delimiter,)
    elif suffix.lower() == ".tsv":
        delimiters = ("\t", *(d for d in _DELIMITERS if d != "\t"))
    else:
        delimiters = _DELIMITERS
    rows = max(limits.header_rows, (profile.header_row or 0) + 1)
    for delimiter in delimiters:
        head = tuple(islice(_head(text, delimiter), rows))
        yield Table(None, text.encoding, delimiter, head, partial(_load, text, delimiter))


def _head(text: Text, delimiter: str) -> Iterator[HeadRow]:
    """Yield the first rows that are not blank."""
    start = text.utf8[:_HEAD_CHARACTERS].decode("utf-8", "ignore")
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


def _load(text: Text, delimiter: str, fields: int) -> pl.DataFrame:
    """Return all rows, ``fields`` cells apart and the rest of a row in one more cell."""
    if b'"' in text.utf8:
        return _load_quoted(text, delimiter, fields)
    return _load_plain(text, delimiter, fields)


def _load_plain(text: Text, delimiter: str, fields: int) -> pl.DataFrame:
    """Split text without quotes: every line is a record."""
    utf8 = text.utf8
    if b"\r" in utf8:
        utf8 = utf8.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    lines = _lines(utf8)
    names = [cell_name(index) for index in range(fields + 1)]
    counts = lines.str.count_matches(delimiter, literal=True) + 1
    cells = _split_fast(utf8, delimiter, names)
    if cells is None or cells.height != len(lines):
        cells = _split(lines, delimiter, names)
    beyond = (counts > len(names)).fill_null(value=False).arg_true()
    if len(beyond):
        rest = _split(lines.gather(beyond), delimiter, names)[names[-1]]
        cells = cells.with_columns(cells[names[-1]].clone().scatter(beyond, rest))
    return cells.select(
        pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias(ROW_NUMBER),
        counts.fill_null(1).cast(pl.Int32).alias(FIELD_COUNT),
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


def _load_quoted(text: Text, delimiter: str, fields: int) -> pl.DataFrame:
    """Read text with quotes: a record may run over several lines."""
    lines = io.StringIO(text.utf8.decode(), newline="").readlines()
    rows: list[list[str]] = []
    numbers: list[int] = []
    start = 0
    while start < len(lines):
        start = _read_run(_Run(lines, start, delimiter, fields), rows, numbers)
    counts = [len(row) for row in rows]
    if counts and max(counts) > fields + 1:
        rows = [[*row[:fields], delimiter.join(row[fields:])] for row in rows]
    columns = list(zip_longest(*rows)) or [()]
    columns += [(None,) * len(rows)] * (fields + 1 - len(columns))
    frame = pl.DataFrame(
        {cell_name(index): columns[index] for index in range(fields + 1)},
        schema=dict.fromkeys((cell_name(index) for index in range(fields + 1)), pl.String),
    )
    return frame.select(
        pl.Series(ROW_NUMBER, numbers, dtype=pl.Int64),
        pl.Series(FIELD_COUNT, counts, dtype=pl.Int32),
        pl.all().replace("", None),
    )


@dataclass(frozen=True)
class _Run:
    """A stretch of lines to be read as records until a stray quote is met."""

    lines: Sequence[str]
    start: int
    delimiter: str
    fields: int


class _Feed:
    """Lines for a csv reader, cut off when one record takes too many of them."""

    def __init__(self, run: _Run) -> None:
        self._lines = islice(run.lines, run.start, None)
        self.taken = 0
        self.record_start = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.taken - self.record_start > _LONGEST_CELL_LINES:
            raise StopIteration
        self.taken += 1
        return next(self._lines)


def _read_run(run: _Run, rows: list[list[str]], numbers: list[int]) -> int:
    """Append records and their line numbers; return the line at which to go on.

    A quote that opens a cell and is a stray sign would swallow the lines that follow. Such a
    record is not believed: its first line is taken as it stands, and reading goes on after it.
    """
    feed = _Feed(run)
    reader = _reader(feed, run.delimiter)
    for row in reader:
        first, after = run.start + feed.record_start, run.start + reader.line_num
        numbers.append(first + 1)
        if _is_stray(run, row, first, after):
            rows.append(run.lines[first].rstrip("\r\n").split(run.delimiter))
            return first + 1
        rows.append(row)
        feed.record_start = reader.line_num
    return len(run.lines)


def _is_stray(run: _Run, row: Sequence[str], first: int, after: int) -> bool:
    """Whether a record is no record but what follows a stray quote."""
    if after - first == 1 and after < len(run.lines):
        return False
    quotes = sum(line.count('"') for line in run.lines[first:after])
    if quotes % 2:
        return True
    literal = run.lines[first].rstrip("\r\n").split(run.delimiter)
    return after - first > 1 and len(row) != run.fields and len(literal) == run.fields
