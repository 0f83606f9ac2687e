"""The example in the header of each file of ``sql/``: what the sample county answers.

Belongs here: asking each question with its defaults and writing the first rows into its header.
Does not belong here: the questions (``sql/``), reading a header (``statscope.warehouse.queries``).

The rows stand side by side, a line a column of the answer, so that wide answers stay within the
width of a line of SQL. Times of the clock are left out: they differ from run to run.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import duckdb

ROWS = 3
WIDTH = 88
_INDENT = "--   "
_GAP = 2
_HEAD = "-- Example:"


def write_question_examples(folder: Path, connection: duckdb.DuckDBPyConnection) -> None:
    """Write the example of every file of the library anew."""
    for path in sorted(folder.glob("*.sql")):
        sql = path.read_text(encoding="utf-8")
        path.write_text(with_example(sql, connection), encoding="utf-8")


def with_example(sql: str, connection: duckdb.DuckDBPyConnection) -> str:
    """Return a file's text with the example that the published file of the sample gives.

    Raises:
        ValueError: the question has no answer in the sample; an example of nothing shows nothing.
    """
    lines = sql.splitlines()
    header = [line for line in lines[: _header_length(lines)] if not _is_example(line)]
    body = lines[_header_length(lines) :]
    return "\n".join([*header, *example_lines(sql, connection), *body]) + "\n"


def example_lines(sql: str, connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Ask one question with its defaults and return its first rows as lines of a header."""
    cursor = connection.execute(sql)
    names = [str(column[0]) for column in cursor.description or ()]
    rows = cursor.fetchall()
    if not rows:
        raise ValueError("a question has no answer in the sample county")
    shown = rows[:ROWS]
    head = f"{_HEAD} {len(shown)} of {len(rows)} rows of the synthetic county, side by side"
    return [head, *(_line(names, name, values) for name, values in _turned(names, shown))]


def _turned(
    names: Sequence[str], rows: Sequence[tuple[object, ...]]
) -> list[tuple[str, list[object]]]:
    """Return each column with its value in every row."""
    return [(name, [row[place] for row in rows]) for place, name in enumerate(names)]


def _line(names: Sequence[str], name: str, values: Sequence[object]) -> str:
    """Return one line: the column's name and its values, clipped to what the line holds."""
    label = max(len(each) for each in names) + _GAP
    each = (WIDTH - len(_INDENT) - label) // ROWS
    cells = "".join(_padded(_text(value), each) for value in values)
    return f"{_INDENT}{name:<{label}}{cells}".rstrip()


def _text(value: object) -> str:
    """Write a value in one line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return "(time)"
    if isinstance(value, float):
        return f"{value:.4f}"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, list):
        value = ", ".join(str(item) for item in value) or None
    return "–" if value is None else " ".join(str(value).split())


def _padded(text: str, width: int) -> str:
    """Return a text as wide as asked; Chinese signs are two columns wide."""
    most = width - _GAP
    if _columns(text) > most:
        while _columns(text) > most - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (width - _columns(text))


def _columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(sign) in {"W", "F"} else 1 for sign in text)


def _header_length(lines: Sequence[str]) -> int:
    """Return how many lines the header has."""
    return next((at for at, line in enumerate(lines) if not line.startswith("--")), len(lines))


def _is_example(line: str) -> bool:
    """Whether a line of a header belongs to its example."""
    return line.startswith((_HEAD, _INDENT))
