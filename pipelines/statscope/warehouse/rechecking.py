"""Checking a published file again: every check on record that the file itself can answer.

Belongs here: running the statements that ``meta.checks`` keeps, and what must hold of the ledger,
the views and the macros of any vintage. Does not belong here: judging deliveries or a build
(``quality``), showing the outcome (``cli_check``).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from statscope.settings import Settings
from statscope.warehouse.publication_catalogue import CONTRACT_MARTS, identifier, literal
from statscope.warehouse.published import published_file

_OWN = {
    "published.marts_present": """
        select asked.table_name from (values {marts}) as asked (table_name)
        where asked.table_name not in (
            select table_name from duckdb_tables()
            where database_name = 'build' and schema_name = 'marts')""",
    "published.rows_reconciled": """
        select register, file_name from build.meta.deliveries
        where state in ('accepted', 'superseded')
            and rows_present is distinct from rows_loaded + rows_rejected + rows_duplicate
                + rows_superseded + rows_ignored""",
    "published.money_reconciled": """
        select register, file_name from build.meta.deliveries
        where state in ('accepted', 'superseded') and amount_present_cny
            != coalesce(amount_loaded_cny, 0) + coalesce(amount_rejected_cny, 0)
                + coalesce(amount_duplicate_cny, 0) + coalesce(amount_superseded_cny, 0)
                + coalesce(amount_ignored_cny, 0)""",
    "published.rejects_on_record": """
        select d.register, d.file_name
        from build.meta.deliveries as d
        left join (
            select delivery_id, count(*) as rows_on_record
            from build.meta.rejected_rows group by delivery_id
        ) as r on d.delivery_id = r.delivery_id
        where d.state in ('accepted', 'superseded')
            and d.rows_rejected != coalesce(r.rows_on_record, 0)""",
    "published.everything_described": """
        select schema_name, table_name from duckdb_tables()
        where database_name = 'build' and comment is null
        union all
        select schema_name, table_name || '.' || column_name from duckdb_columns()
        where database_name = 'build' and not internal and schema_name != 'zh'
            and comment is null""",
    "published.nothing_blocking_failed": """
        select check_id, status from build.meta.checks
        where is_blocking and status in ('failed', 'error')""",
}
"""Statements of our own; each returns what breaks the rule."""


@dataclass(frozen=True)
class Rechecked:
    """How one check ended this time.

    Attributes:
        check_id: its stable name.
        is_blocking: whether its failure would have stopped publication.
        passed: whether it holds; None where the file alone cannot answer it.
        found: how many rows break it; None likewise.
        recorded: how it ended when the file was published; None for checks of the file itself.
        problem: why it could not be run, if it could not.
    """

    check_id: str
    is_blocking: bool
    passed: bool | None
    found: int | None
    recorded: str | None
    problem: str = ""


def recheck(settings: Settings, vintage: str | None = None) -> tuple[Rechecked, ...]:
    """Run every check of a vintage again, on the file alone and without changing it.

    Raises:
        NothingPublished, UnknownVintage: as the readers of ``warehouse``.
    """
    with _attached(published_file(settings, vintage)) as connection:
        own = [
            _run(connection, check_id, sql.replace("{marts}", _values(CONTRACT_MARTS)))
            for check_id, sql in sorted(_OWN.items())
        ]
        return (*own, *_views_answer(connection), *_recorded(connection))


@contextmanager
def _attached(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the file under the name that the statements on record know, with no way out of it."""
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"attach {literal(str(path))} as build (read_only)")
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        yield connection


def _recorded(connection: duckdb.DuckDBPyConnection) -> Iterator[Rechecked]:
    """Run the statements on record; what has none is reported as it was."""
    rows = connection.execute(
        "select check_id, is_blocking, status, sql from build.meta.checks order by check_id"
    ).fetchall()
    for check_id, is_blocking, status, sql in rows:
        if sql is None:
            yield Rechecked(check_id, is_blocking, None, None, status)
        else:
            yield _run(connection, check_id, sql, is_blocking=is_blocking, recorded=status)


def _views_answer(connection: duckdb.DuckDBPyConnection) -> Iterator[Rechecked]:
    """Open every view: one that names a table which is not there would fail for its reader."""
    connection.execute("use build")
    views = connection.execute(
        "select schema_name, view_name from duckdb_views() "
        "where database_name = 'build' and not internal order by all"
    ).fetchall()
    for schema, view in views:
        name = f"{identifier(schema)}.{identifier(view)}"
        yield _run(connection, f"published.view.{schema}.{view}", f"select 1 from {name} limit 0")


def _run(
    connection: duckdb.DuckDBPyConnection,
    check_id: str,
    sql: str,
    *,
    is_blocking: bool = True,
    recorded: str | None = None,
) -> Rechecked:
    """Count what breaks one check."""
    try:
        row = connection.execute(f"select count(*) from ({sql})").fetchone()
    except duckdb.Error as error:
        problem = str(error).splitlines()[0]
        return Rechecked(
            check_id, is_blocking, passed=False, found=None, recorded=recorded, problem=problem
        )
    found = int(row[0]) if row else 0
    return Rechecked(check_id, is_blocking, passed=found == 0, found=found, recorded=recorded)


def _values(names: tuple[str, ...]) -> str:
    """Return names as rows of a ``values`` list."""
    return ", ".join(f"({literal(name)})" for name in names)
