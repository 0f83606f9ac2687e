"""Text with quotes: records that may hold delimiters and run over several lines.

Belongs here: where a quoted record ends, and which quotes are stray signs. Does not belong here:
lines without quotes, encodings (``reading``).
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import TYPE_CHECKING

import polars as pl

from statscope.ingest.table import FIELD_COUNT, ROW_NUMBER, cell_name

if TYPE_CHECKING:
    import _csv

# A quoted cell that runs on for more lines is an opening quote that nobody closed.
_LONGEST_CELL_LINES = 200
_QUOTED_PART = '"(?:[^"]|"")*"'


def quoted_rows(
    utf8: bytes, delimiter: str, fields: int, *, is_last: bool
) -> tuple[pl.DataFrame, bytes]:
    """Return the rows of a stretch of text, in the shape that ``Table`` promises.

    Args:
        utf8: whole lines.
        delimiter: what stands between cells.
        fields: cells to keep apart.
        is_last: whether the text ends with the stretch.

    Returns:
        The rows, numbered from the start of the stretch, and the lines at its end in which a
        record may have begun that has not ended: they belong before the next stretch.
    """
    rows = _one_line_each(utf8, delimiter, fields)
    if rows is not None:
        return rows, b""
    lines = io.StringIO(utf8.decode(), newline="").readlines()
    stop = len(lines) if is_last else max(len(lines) - _LONGEST_CELL_LINES - 2, 0)
    return _any_records(lines, stop, delimiter, fields)


def _one_line_each(utf8: bytes, delimiter: str, fields: int) -> pl.DataFrame | None:
    """Split where every line is a record and all its quotes are in their places; else None."""
    if b"\r" in utf8:
        utf8 = utf8.replace(b"\r\n", b"\n")
    lines = _lines(utf8)
    if b"\r" in utf8 or lines is None:
        return None
    quoted = lines.str.contains('"', literal=True).fill_null(value=False)
    few = lines.filter(quoted)
    mark = re.escape(delimiter)
    cell = f'(?:{_QUOTED_PART}|[^"{mark}]*)'
    if not few.str.contains(f"^{cell}(?:{mark}{cell})*$").all():
        return None
    bare = few.str.replace_all(_QUOTED_PART, "")
    counts = lines.scatter(quoted.arg_true(), bare).str.count_matches(delimiter, literal=True)
    if (counts > fields).any():
        return None
    return _parsed(utf8, delimiter, counts, fields)


def _parsed(utf8: bytes, delimiter: str, counts: pl.Series, fields: int) -> pl.DataFrame | None:
    """Let polars split lines of which each is a record; None where it sees other records."""
    names = [cell_name(index) for index in range(fields + 1)]
    header = delimiter.join(names).encode() + b"\n"
    try:
        cells = pl.read_csv(
            header + utf8, infer_schema=False, separator=delimiter, truncate_ragged_lines=True
        )
    except pl.exceptions.PolarsError:
        return None
    if cells.height != len(counts):
        return None
    return cells.select(
        pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias(ROW_NUMBER),
        (counts + 1).fill_null(1).cast(pl.Int32).alias(FIELD_COUNT),
        *(pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in names),
    )


def _lines(utf8: bytes) -> pl.Series | None:
    """Return the lines of a text, empty ones as null; None where that cannot be told at once."""
    expected = utf8.count(b"\n") + (not utf8.endswith(b"\n"))
    unused = next((sign for sign in "\x01\x02\x03\x1f" if sign.encode() not in utf8), None)
    if unused is None:
        return None
    try:
        lines = pl.read_csv(
            utf8, has_header=False, schema={"line": pl.String}, separator=unused, quote_char=None
        )["line"]
    except pl.exceptions.PolarsError:
        return None
    return lines if len(lines) == expected else None


def _any_records(
    lines: Sequence[str], stop: int, delimiter: str, fields: int
) -> tuple[pl.DataFrame, bytes]:
    """Read records that may run over several lines and begin before a line; return the rest."""
    rows: list[list[str]] = []
    numbers: list[int] = []
    start = 0
    while start < stop:
        start = _read_run(_Run(lines, start, stop, delimiter, fields), rows, numbers)
    return _framed(rows, numbers, delimiter, fields), "".join(lines[start:]).encode()


def _framed(
    rows: list[list[str]], numbers: Sequence[int], delimiter: str, fields: int
) -> pl.DataFrame:
    """Lay records out in columns."""
    counts = [max(len(row), 1) for row in rows]
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
    stop: int
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
        if first >= run.stop:
            return first
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


def _reader(lines: Iterator[str], delimiter: str) -> _csv.Reader:
    """Return a csv reader without its limit on the length of a cell."""
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    return csv.reader(lines, delimiter=delimiter)
