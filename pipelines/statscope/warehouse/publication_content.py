"""What a published file holds: the copied tables, ``meta.about``, and what makes them readable.

Belongs here: filling one new file from a closed build file, and comparing the two. Does not
belong here: the file's name, its durability and the pointer (``publication``), comments and the
views made of them (``publication_catalogue``), the macros' text (``publication_macros``).

Tables are copied through an attached alias. Views and macros are made only after the new file
itself was opened: made through an alias they would keep it in their text and break.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from statscope import __version__
from statscope.warehouse.build import open_build
from statscope.warehouse.publication_catalogue import (
    Table,
    columns_of,
    comments_of_build,
    comments_of_manifest,
    count_rows,
    create_chinese_views,
    create_dictionary,
    fill_dictionary,
    identifier,
    literal,
    table_comments,
)
from statscope.warehouse.publication_dictionary import META_TABLES, meta_column_comment
from statscope.warehouse.publication_issues import write_known_issues
from statscope.warehouse.publication_macros import MACROS

MIN_DUCKDB_VERSION = "1.2"
STORAGE_VERSION = "v1.2.0"

# Half a hundred small tables: blocks of the usual 256 KiB would be mostly empty.
BLOCK_SIZE = 65536
_NEW_FILE = f"storage_version {literal(STORAGE_VERSION)}, block_size {BLOCK_SIZE}"

_LEDGER = ("deliveries", "slots", "rejected_rows", "set_aside_rows", "checks")
_LABELS = (
    "bridge_components",
    "code_labels",
    "divisions",
    "disclosure_parameters",
    "documents",
    "evidence_rules",
    "indicators",
    "reason_codes",
    "target_milestones",
    "unit_checks",
)


@dataclass(frozen=True)
class Source:
    """Where a published table comes from.

    Attributes:
        counted: the table of the build whose rows the copy must have, all of them.
        select: a statement that gives these rows; empty copies the table as it is.
        described: further tables of the build that describe its columns.
    """

    counted: Table
    select: str = ""
    described: tuple[Table, ...] = ()

    @property
    def sql(self) -> str:
        """The statement that gives the rows."""
        return self.select or f"from build.{self.counted.sql}"

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table of the build that it reads."""
        return (self.counted, *self.described)


_RULES = Table("intermediate", "int_scope_rules__stated")
_REGIMES = Table("intermediate", "int_regimes__stated")
_COMPARISONS = Table("intermediate", "int_comparisons__stated")
_REGIME_PERIODS = Table("seeds", "regime_periods")
_STATED = {
    Table("meta", "rules"): Source(
        counted=_RULES,
        select="""
            select rules.*, regimes.* exclude (regime_id, legal_basis)
            from build.intermediate.int_scope_rules__stated as rules
            left join build.intermediate.int_regimes__stated as regimes
                on rules.regime_id = regimes.regime_id
            order by rules.rule_id""",
        described=(_REGIMES,),
    ),
    Table("meta", "regimes"): Source(
        counted=_REGIMES,
        select="""
            select regimes.*,
                periodic.valid_from as periodic_from, periodic.valid_to as periodic_to,
                annual.valid_from as annual_from, annual.valid_to as annual_to,
            from build.intermediate.int_regimes__stated as regimes
            left join build.seeds.regime_periods as periodic
                on regimes.regime_id = periodic.regime_id and periodic.survey_kind = 'periodic'
            left join build.seeds.regime_periods as annual
                on regimes.regime_id = annual.regime_id and annual.survey_kind = 'annual'
            order by regimes.regime_id""",
        described=(_REGIME_PERIODS,),
    ),
    Table("meta", "comparisons"): Source(_COMPARISONS),
}


def write_content(build: Path, target: Path, *, vintage: str, dbt_manifest: Path) -> None:
    """Fill the new file ``target`` from the closed build file.

    Args:
        build: the finished build file.
        target: the file to make; must not exist.
        vintage: its vintage, for ``meta.about``.
        dbt_manifest: dbt's ``manifest.json``, if there is one.
    """
    with _both(build, target) as connection:
        comments = comments_of_manifest(dbt_manifest) | comments_of_build(connection)
        copies = _copies(connection)
        for copy, source in copies.items():
            connection.execute(f"create table target.{copy.sql} as {source.sql}")
    with open_build(target) as connection:
        connection.execute("begin")  # else every comment would be synced to disk by itself
        _write_about(connection, vintage)
        write_known_issues(connection)
        create_dictionary(connection)
        _comment_everything(connection, copies, comments)
        fill_dictionary(connection)
        create_chinese_views(connection)
        _create_macros(connection)
        connection.execute("commit")
        connection.execute("checkpoint")


def verify_copy(build: Path, target: Path) -> tuple[str, ...]:
    """Count the rows of every copied table in both files and name those that differ."""
    with _both(build, target, fresh=False) as connection:
        differences = []
        for copy, source in _copies(connection).items():
            in_build = count_rows(connection, f"build.{source.counted.sql}")
            in_copy = count_rows(connection, f"target.{copy.sql}")
            if in_build != in_copy:
                differences.append(f"{copy.sql}: {in_build} rows in the build, {in_copy} copied")
    return tuple(differences)


@contextmanager
def _both(build: Path, target: Path, *, fresh: bool = True) -> Iterator[duckdb.DuckDBPyConnection]:
    """Attach the build file read-only as ``build`` and the published file as ``target``."""
    connection = duckdb.connect(":memory:")
    try:
        connection.execute(f"attach {literal(str(build))} as build (read_only)")
        how = _NEW_FILE if fresh else "read_only"
        connection.execute(f"attach {literal(str(target))} as target ({how})")
        for schema in ("marts", "meta", "zh") if fresh else ():
            connection.execute(f"create schema target.{schema}")
        yield connection
    finally:
        connection.close()


def _copies(connection: duckdb.DuckDBPyConnection) -> dict[Table, Source]:
    """Return published table -> where it comes from, for everything that the build can give."""
    there = {
        Table(schema, name)
        for schema, name in connection.execute(
            """select table_schema, table_name from information_schema.tables
            where table_catalog = 'build'"""
        ).fetchall()
    }
    copies = {table: Source(table) for table in sorted(there) if table.schema == "marts"}
    copies |= {Table("meta", name): Source(Table("meta", name)) for name in _LEDGER}
    copies |= {Table("meta", name): Source(Table("seeds", name)) for name in _LABELS}
    copies |= _STATED
    return {copy: source for copy, source in copies.items() if there.issuperset(source.tables)}


def _write_about(connection: duckdb.DuckDBPyConnection, vintage: str) -> None:
    """Write the one row that says what this file is."""
    connection.execute(
        """create table meta.about (
            product_version varchar, vintage varchar, built_at timestamptz, periods date[],
            deliveries bigint, is_synthetic boolean, min_duckdb_version varchar)"""
    )
    deliveries, synthetic = 0, False
    if _has_table(connection, Table("meta", "deliveries")):
        counted = connection.execute(
            """select count(*), coalesce(bool_or(is_synthetic) filter (state = 'accepted'), false)
            from meta.deliveries"""
        ).fetchone()
        deliveries, synthetic = counted or (0, False)
    connection.execute(
        "insert into meta.about values (?, ?, ?, ?, ?, ?, ?)",
        [
            __version__,
            vintage,
            datetime.now(UTC),
            _periods_of_facts(connection),
            deliveries,
            synthetic,
            MIN_DUCKDB_VERSION,
        ],
    )


def _periods_of_facts(connection: duckdb.DuckDBPyConnection) -> list[object]:
    """Return every period for which some fact table has rows, in order."""
    facts = [
        column.table.sql
        for column in columns_of(connection, "marts")
        if column.name == "period" and column.table.name.startswith("fct_")
    ]
    if not facts:
        return []
    union = " union ".join(f"select period from {table}" for table in facts)
    rows = connection.execute(f"select period from ({union}) where period is not null order by 1")
    return [period for (period,) in rows.fetchall()]


def _has_table(connection: duckdb.DuckDBPyConnection, table: Table) -> bool:
    """Whether the opened file has this table."""
    return bool(
        connection.execute(
            "select 1 from duckdb_tables() where schema_name = ? and table_name = ?",
            [table.schema, table.name],
        ).fetchone()
    )


def _comment_everything(
    connection: duckdb.DuckDBPyConnection,
    copies: Mapping[Table, Source],
    comments: Mapping[tuple[Table, str], str],
) -> None:
    """Put a comment on every table and column for which there is one."""

    def found(table: Table, column: str) -> str | None:
        source = copies.get(table, Source(table))
        candidates = (comments.get((described, column)) for described in source.tables)
        return _own_comment(table, column) or next(filter(None, candidates), None)

    statements = [
        f"comment on table {table.sql} is {literal(text)}"
        for table in table_comments(connection, "marts", "meta")
        if (text := found(table, ""))
    ]
    statements += [
        f"comment on column {column.table.sql}.{identifier(column.name)} is {literal(text)}"
        for column in columns_of(connection, "marts", "meta")
        if (text := found(column.table, column.name))
    ]
    connection.execute(";\n".join(statements))


def _own_comment(table: Table, column: str) -> str | None:
    """Return what statscope itself says of a ``meta`` table or column; '' is the table."""
    if table.schema != "meta":
        return None
    return meta_column_comment(table.name, column) if column else META_TABLES.get(table.name)


def _create_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the table macros whose tables this file has."""
    for macro in MACROS:
        if all(_has_table(connection, Table(*name.split("."))) for name in macro.reads):
            connection.execute(
                f"create macro {macro.name}({', '.join(macro.arguments)}) as table {macro.sql}"
            )
            connection.execute(f"comment on macro table {macro.name} is {literal(macro.comment)}")
