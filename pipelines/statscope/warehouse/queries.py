"""The query library: one question per file of ``sql/``, asked of a published file.

Belongs here: reading the files' headers, checking and binding parameters, running a question.
Does not belong here: the questions (``sql/``), the library's index (``queries_index``), showing
an answer to a person (``statscope.cli_answers``).

A file reads its parameters with ``getvariable('name')`` and has its own default for each, so it
runs unchanged in the DuckDB shell (``set variable period = date '2011-04-01'`` before it). Here
the values are bound into the same variables; they never become part of a statement.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import duckdb

from statscope.settings import Language, Settings
from statscope.warehouse.published import open_published

if TYPE_CHECKING:
    import polars as pl

Value = str | int | Decimal | date | bool

Opened: TypeAlias = duckdb.DuckDBPyConnection
"""An opened vintage, as callers outside the warehouse hold it without knowing DuckDB."""

_HEADER = re.compile(r"--\s*(问题|Question|Grain|param|Example)\s*[:：]\s*(.+)")
_EXAMPLE = "--   "
_PARAMETER = re.compile(r"([a-z_]+)\s+([a-z]+)\s+(\S+)\s+(.+)")
_TOO_MANY = 2**63
_TOO_MUCH = 10**16  # yuan: more than decimal(18,2) holds
_MONTH = re.compile(r"(\d{4})-(\d{1,2})(?:-01)?")


class UnknownQuery(LookupError):  # noqa: N818 - it names what was asked for
    """No file of the library has this name."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        """Name the query asked for and those there are."""
        super().__init__(f"no query {name}; there are: {', '.join(known)}")
        self.name = name
        self.known = known


class BadParameter(ValueError):  # noqa: N818 - it names what was given
    """A parameter that the query does not have, or a value that is none of its type."""


class BadQueryFile(ValueError):  # noqa: N818 - it names what was read
    """A file of the library whose header does not say what it must."""


class UnknownPeriod(LookupError):  # noqa: N818 - it names what was asked for
    """The vintage has no facts of this month.

    Attributes:
        period: first day of the month asked for.
        known: the periods there are, in order.
    """

    def __init__(self, period: date, known: tuple[date, ...]) -> None:
        """Name the month and the first and last there are."""
        there = f"{known[0]:%Y-%m} to {known[-1]:%Y-%m}" if known else "none"
        super().__init__(f"no facts of {period:%Y-%m}; periods: {there}")
        self.period = period
        self.known = known


class QueryFailed(RuntimeError):  # noqa: N818 - it names what happened
    """The question could not be answered from this vintage."""


@dataclass(frozen=True)
class Parameter:
    """One parameter of a query.

    Attributes:
        name: the variable that the file reads.
        kind: a name of :data:`PARSERS`.
        default: the default in words; the value itself stands in the file.
        zh: meaning in Chinese.
        en: meaning in English.
    """

    name: str
    kind: str
    default: str
    zh: str
    en: str

    def about(self, language: Language) -> str:
        """Return the meaning in one language."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class Query:
    """One question of the library.

    Attributes:
        name: the file's name without ``.sql``.
        question_zh: the question in Chinese.
        question_en: the question in English.
        grain: what one row of the answer is.
        parameters: its parameters, in order.
        sql: the whole file.
        example: first rows of the answer of the synthetic county, a line a column.
    """

    name: str
    question_zh: str
    question_en: str
    grain: str
    parameters: tuple[Parameter, ...]
    sql: str
    example: tuple[str, ...] = ()

    def question(self, language: Language) -> str:
        """Return the question in one language."""
        return self.question_zh if language == "zh" else self.question_en

    @property
    def statement(self) -> str:
        """The file without its example, which is not of the county that somebody looks at."""
        lines = self.sql.splitlines(keepends=True)
        return "".join(line for line in lines if not line.startswith(("-- Example", _EXAMPLE)))


@dataclass(frozen=True)
class Answer:
    """Rows, in the order in which the query gave them.

    Attributes:
        columns: names.
        rows: values as Python has them (Decimal, date, list, ...).
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]

    def renamed(self, names: Mapping[str, str]) -> Answer:
        """Return the same rows under other names, where there are any."""
        return Answer(tuple(names.get(name, name) for name in self.columns), self.rows)

    def only(self, columns: Collection[str]) -> Answer:
        """Return these columns only, in their order here."""
        kept = [index for index, name in enumerate(self.columns) if name in columns]
        return Answer(
            tuple(self.columns[index] for index in kept),
            tuple(tuple(row[index] for index in kept) for row in self.rows),
        )


def _read_integer(text: str) -> int:
    """Read a whole number that a 64-bit integer holds."""
    value = int(text)
    if abs(value) >= _TOO_MANY:
        raise ValueError(text)
    return value


def _read_decimal(text: str) -> Decimal:
    """Read a number that an amount holds: no infinity, no ``nan``.

    DuckDB misreads a bound number with a positive exponent, so none is left.
    """
    value = Decimal(text)
    if not value.is_finite() or abs(value) >= _TOO_MUCH:
        raise ValueError(text)
    return Decimal(f"{value:f}")


def read_month(text: str) -> date:
    """Read ``2011-04`` (or ``2011-04-01``) as the first day of the month."""
    match = _MONTH.fullmatch(text)
    if not match:
        raise ValueError(text)
    return date(int(match.group(1)), int(match.group(2)), 1)


PARSERS: Mapping[str, Callable[[str], Value]] = {
    "month": read_month,
    "date": date.fromisoformat,
    "text": str,
    "integer": _read_integer,
    "decimal": _read_decimal,
}
"""How a parameter of each kind is read from the text that a user gives."""


def read_query(path: Path) -> Query:
    """Read one file of the library.

    Raises:
        BadQueryFile: the header lacks a line or has one that cannot be read.
    """
    sql = path.read_text(encoding="utf-8")
    said: dict[str, str] = {}
    parameters, example = [], []
    for line in takewhile(lambda line: line.startswith("--"), sql.splitlines()):
        if "Example" in said and line.startswith(_EXAMPLE):
            example.append(line.removeprefix(_EXAMPLE))
            continue
        key, text = _said(path, line)
        if key == "param":
            parameters.append(_parameter(path, text))
        else:
            said[key] = text.strip()
    missing = {"问题", "Question", "Grain"} - said.keys()
    if missing:
        raise BadQueryFile(f"{path.name}: the header lacks {', '.join(sorted(missing))}")
    return Query(
        path.stem,
        *(said["问题"], said["Question"], said["Grain"], tuple(parameters), sql),
        example=tuple(example),
    )


def _said(path: Path, line: str) -> tuple[str, str]:
    """Return what a line of the header is about, and what it says."""
    match = _HEADER.fullmatch(line.strip())
    if not match:
        raise BadQueryFile(f"{path.name}: cannot read the header line {line!r}")
    return match[1], match[2]


def _parameter(path: Path, text: str) -> Parameter:
    """Read ``name kind default 说明。| Meaning.``."""
    match = _PARAMETER.fullmatch(text.strip())
    if not match or match.group(2) not in PARSERS or "|" not in match.group(4):
        raise BadQueryFile(f"{path.name}: cannot read the parameter {text!r}")
    name, kind, default, meaning = match.groups()
    zh, _, en = meaning.partition("|")
    return Parameter(name, kind, default, zh.strip(), en.strip())


def library(folder: Path) -> dict[str, Query]:
    """Return name -> query of every file of the library, in alphabetical order."""
    return {path.stem: read_query(path) for path in sorted(folder.glob("*.sql"))}


def find_query(folder: Path, name: str) -> Query:
    """Return the query of that name; a file name with ``.sql`` is understood too.

    Raises:
        UnknownQuery: there is none.
    """
    known = library(folder)
    query = known.get(name.removesuffix(".sql"))
    if query is None:
        raise UnknownQuery(name, tuple(known))
    return query


def bind(query: Query, given: Mapping[str, str]) -> dict[str, Value]:
    """Read the texts that a user gave as values of the query's parameters.

    Raises:
        BadParameter: an unknown name, or a text that is no value of the parameter's kind.
    """
    parameters = {parameter.name: parameter for parameter in query.parameters}
    values: dict[str, Value] = {}
    for name, text in given.items():
        if name not in parameters:
            known = ", ".join(parameters) or "none"
            raise BadParameter(f"{query.name} has no parameter {name}; it has: {known}")
        kind = parameters[name].kind
        try:
            values[name] = PARSERS[kind](text)
        except (ValueError, InvalidOperation):
            raise BadParameter(f"{name}={text}: not a {kind} (see statscope query)") from None
    return values


def ask(
    settings: Settings,
    query: Query,
    values: Mapping[str, Value],
    *,
    vintage: str | None = None,
) -> Answer:
    """Ask one question of a vintage (default: the newest).

    Raises:
        NothingPublished, UnknownVintage: as ``published.published_file``.
        QueryFailed: the vintage lacks a table or column that the question needs.
    """
    with _asked(settings, query, values, vintage) as connection:
        return _answer(connection)


def ask_frame(
    settings: Settings,
    query: Query,
    values: Mapping[str, Value],
    *,
    vintage: str | None = None,
) -> pl.DataFrame:
    """Ask as :func:`ask` does, and keep the exact column types."""
    with _asked(settings, query, values, vintage) as connection:
        return connection.pl()


def is_synthetic(settings: Settings, *, vintage: str | None = None) -> bool:
    """Whether the vintage says of itself that its data are made up."""
    with open_published(settings, vintage) as connection:
        found = fetch(connection, "select is_synthetic from meta.about", {})
    return found.rows == ((True,),)


def chinese_names(settings: Settings, *, vintage: str | None = None) -> dict[str, str]:
    """Return column name -> Chinese name, for every column that the vintage gives one.

    A column that means something else in one table has the name that most tables give it.
    """
    with open_published(settings, vintage) as connection:
        found = fetch(
            connection,
            """with named as (
                select column_name, name_zh, count(*) as tables from meta.columns
                where name_zh is not null group by all
            )
            select column_name, arg_max(name_zh, (tables, name_zh)) from named
            group by column_name""",
            {},
        )
    return {str(name): str(chinese) for name, chinese in found.rows}


def fetch(connection: Opened, statement: str, values: Mapping[str, object]) -> Answer:
    """Run a statement with named, bound values on an opened file."""
    return _answer(connection.execute(statement, dict(values)))


def tables_of(connection: Opened) -> frozenset[str]:
    """Return ``schema.name`` of every table and table macro of an opened file."""
    found = connection.execute(
        """select schema_name || '.' || table_name from duckdb_tables()
        union
        select schema_name || '.' || function_name from duckdb_functions()
        where function_type = 'table_macro'"""
    ).fetchall()
    return frozenset(name for (name,) in found)


def _answer(cursor: duckdb.DuckDBPyConnection) -> Answer:
    """Return the rows that a connection has ready."""
    columns = tuple(entry[0] for entry in cursor.description or ())
    return Answer(columns, tuple(cursor.fetchall()))


@contextmanager
def _asked(
    settings: Settings, query: Query, values: Mapping[str, Value], vintage: str | None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Run the question and hand over the connection that holds its result."""
    with open_published(settings, vintage) as connection:
        _require_periods(connection, query, values)
        for name, value in values.items():
            # The name is one of the file's header, matched by [a-z_]+; the value is bound.
            connection.execute(f"set variable {name} = $value", {"value": value})
        try:
            connection.execute(query.sql)
        except duckdb.Error as error:
            reason = str(error).strip().splitlines()[0]
            raise QueryFailed(f"{query.name}: {reason}") from error
        yield connection


def _require_periods(
    connection: duckdb.DuckDBPyConnection, query: Query, values: Mapping[str, Value]
) -> None:
    """Refuse a month without facts: an empty answer would look like good news."""
    for parameter in query.parameters:
        value = values.get(parameter.name)
        if parameter.kind == "month" and isinstance(value, date):
            require_period(connection, value)


def require_period(connection: duckdb.DuckDBPyConnection, period: date) -> None:
    """Raise UnknownPeriod unless the opened vintage has facts of this month."""
    row = connection.execute("select periods from meta.about").fetchone()
    known: list[date] = (row[0] or []) if row else []
    if period not in known:
        raise UnknownPeriod(period, tuple(known))
