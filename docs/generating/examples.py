"""The worked examples of the pages: tables that questions of the sample county answer.

Belongs here: finding the marked blocks of a page and writing into each what its question answers.
Does not belong here: the questions (``docs/method/examples/*.sql``, plain DuckDB that reads the
published file only), the prose around them.

A block stands between ``<!-- from the sample: NAME -->`` and ``<!-- end -->``; NAME is the file of
the question without ``.sql``. An answer of one row is written down the page, any other across it.
Names of columns and codes are the same in both languages; yes and no are those of the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb

QUESTIONS = Path(__file__).resolve().parents[1] / "method" / "examples"

BLOCK = re.compile(
    r"(<!-- from the sample: (?P<name>[a-z0-9_]+) -->\n)(?P<answer>.*?)(<!-- end -->)", re.DOTALL
)


@dataclass(frozen=True)
class Words:
    """What a table says in the language of its page."""

    yes: str
    no: str
    column: str
    value: str
    comma: str


ENGLISH = Words("yes", "no", "column", "value", ", ")
CHINESE = Words("是", "否", "列", "值", "、")


def blocks_of(page: str) -> list[str]:
    """Return the names of the questions that a page shows, in its order."""
    return [match["name"] for match in BLOCK.finditer(page)]


def with_answers(page: str, connection: duckdb.DuckDBPyConnection, words: Words = ENGLISH) -> str:
    """Return a page's text with every block as the published file of the sample answers it.

    Raises:
        FileNotFoundError: a block names a question that has no file.
        ValueError: a question has no answer; a worked example of nothing explains nothing.
    """

    def answered(match: re.Match[str]) -> str:
        sql = (QUESTIONS / f"{match['name']}.sql").read_text(encoding="utf-8")
        return f"{match[1]}\n{_answer(match['name'], sql, connection, words)}\n\n{match[4]}"

    return BLOCK.sub(answered, page)


def _answer(name: str, sql: str, connection: duckdb.DuckDBPyConnection, words: Words) -> str:
    """Ask one question and return its answer as a table in Markdown."""
    cursor = connection.execute(sql)
    columns = [str(column[0]) for column in cursor.description or ()]
    rows = cursor.fetchall()
    if not rows:
        raise ValueError(f"the question {name} has no answer in the sample")
    cells = [[_cell(column, value, words) for column, value in zip(columns, row, strict=True)]
             for row in rows]  # fmt: skip
    headings = [f"`{column}`" for column in columns]
    if len(rows) > 1:
        return _table(headings, cells)
    return _table([words.column, words.value], list(zip(headings, cells[0], strict=True)))


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(column: str, value: object, words: Words) -> str:
    """Write a value as the name of its column asks: money, share, growth, points, month or day."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return words.yes if value else words.no
    if isinstance(value, list):
        return words.comma.join(str(item) for item in value) or "–"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}" if column.endswith("_on") else f"{value:%Y-%m}"
    if isinstance(value, int | float | Decimal):
        return _number(column, value)
    return str(value).replace("|", "·").replace("\n", " ")


def _number(column: str, value: float | Decimal) -> str:
    """Write a number as the ending of its column's name asks."""
    if column.endswith("_cny"):
        return f"{value:,.2f}"
    if column.endswith("_growth"):
        return f"{value:+.2%}"
    if column.endswith(("_rate", "_share")):
        return f"{value:.1%}"
    if column.endswith("_pp"):
        return f"{value:+.3f}"
    return str(value) if isinstance(value, int) else f"{value:.3f}"
