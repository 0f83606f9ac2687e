"""What a published file holds: copied tables, their meanings, Chinese views, macros.

Belongs here: filling one new file from a closed build file, and comparing the two. Does not
belong here: the file's name, its durability and the pointer (``publication``), the words of
``meta`` comments (``publication_dictionary``), the macros' text (``publication_macros``).

Tables are copied through an attached alias. Views and macros are made only after the new file
itself was opened: made through an alias they would keep it in their text and break.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from statscope import __version__
from statscope.warehouse.build import open_build
from statscope.warehouse.publication_dictionary import (
    META_TABLES,
    meta_column_comment,
    read_comment,
)
from statscope.warehouse.publication_macros import MACROS

MIN_DUCKDB_VERSION = "1.2"
STORAGE_VERSION = "v1.2.0"

_LEDGER = ("deliveries", "slots", "rejected_rows", "set_aside_rows", "checks")


@dataclass(frozen=True, order=True)
class Table:
    """A table by schema and name."""

    schema: str
    name: str

    @property
    def sql(self) -> str:
        """The name as it stands in a statement."""
        return f"{identifier(self.schema)}.{identifier(self.name)}"


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


@dataclass(frozen=True)
class Column:
    """A column of a table as DuckDB knows it."""

    table: Table
    name: str
    position: int
    data_type: str
    comment: str | None


_RULES = Table("seeds", "scope_rules")
_REGIMES = Table("seeds", "regimes")
_REGIME_PERIODS = Table("seeds", "regime_periods")
_FROM_SEEDS = {
    Table("meta", "rules"): Source(
        counted=_RULES,
        select="""
            select rules.*, regimes.* exclude (regime_id, legal_basis)
            from build.seeds.scope_rules as rules
            left join build.seeds.regimes as regimes on rules.regime_id = regimes.regime_id
            order by rules.rule_id""",
        described=(_REGIMES,),
    ),
    Table("meta", "regimes"): Source(
        counted=_REGIMES,
        select="""
            select regimes.*,
                periodic.valid_from as periodic_from, periodic.valid_to as periodic_to,
                annual.valid_from as annual_from, annual.valid_to as annual_to,
            from build.seeds.regimes as regimes
            left join build.seeds.regime_periods as periodic
                on regimes.regime_id = periodic.regime_id and periodic.survey_kind = 'periodic'
            left join build.seeds.regime_periods as annual
                on regimes.regime_id = annual.regime_id and annual.survey_kind = 'annual'
            order by regimes.regime_id""",
        described=(_REGIME_PERIODS,),
    ),
}


def identifier(name: str) -> str:
    """Quote a name for use in a statement, whatever characters it has."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Quote a text for the few statements that take no bound values."""
    return "'" + text.replace("'", "''") + "'"


def write_content(build: Path, target: Path, *, vintage: str, dbt_manifest: Path) -> None:
    """Fill the new file ``target`` from the closed build file.

    Args:
        build: the finished build file.
        target: the file to make; must not exist.
        vintage: its vintage, for ``meta.about``.
        dbt_manifest: dbt's ``manifest.json``, if there is one.
    """
    with _both(build, target) as connection:
        comments = _comments_of_manifest(dbt_manifest) | _comments_of_build(connection)
        copies = _copies(connection)
        for copy, source in copies.items():
            connection.execute(f"create table target.{copy.sql} as {source.sql}")
    with open_build(target) as connection:
        connection.execute("begin")  # else every comment would be synced to disk by itself
        _write_about(connection, vintage)
        _write_catalogue_tables(connection)
        _comment_everything(connection, copies, comments)
        _fill_catalogue_tables(connection)
        _create_chinese_views(connection)
        _create_macros(connection)
        connection.execute("commit")
        connection.execute("checkpoint")


def verify_copy(build: Path, target: Path) -> tuple[str, ...]:
    """Count the rows of every copied table in both files and name those that differ."""
    with _both(build, target, fresh=False) as connection:
        differences = []
        for copy, source in _copies(connection).items():
            in_build = _count(connection, f"build.{source.counted.sql}")
            in_copy = _count(connection, f"target.{copy.sql}")
            if in_build != in_copy:
                differences.append(f"{copy.sql}: {in_build} rows in the build, {in_copy} copied")
    return tuple(differences)


@contextmanager
def _both(build: Path, target: Path, *, fresh: bool = True) -> Iterator[duckdb.DuckDBPyConnection]:
    """Attach the build file read-only as ``build`` and the published file as ``target``."""
    connection = duckdb.connect(":memory:")
    try:
        connection.execute(f"attach {literal(str(build))} as build (read_only)")
        how = f"storage_version {literal(STORAGE_VERSION)}" if fresh else "read_only"
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
    copies |= _FROM_SEEDS
    return {copy: source for copy, source in copies.items() if there.issuperset(source.tables)}


def _count(connection: duckdb.DuckDBPyConnection, relation: str) -> int:
    """Return the number of rows of a relation."""
    row = connection.execute(f"select count(*) from {relation}").fetchone()
    return int(row[0]) if row else 0


def _comments_of_build(connection: duckdb.DuckDBPyConnection) -> dict[tuple[Table, str], str]:
    """Return (table, column) -> comment as stored in the build file; column '' is the table."""
    found = connection.execute(
        """select schema_name, table_name, '', comment from duckdb_tables()
        where database_name = 'build' and comment is not null
        union all
        select schema_name, view_name, '', comment from duckdb_views()
        where database_name = 'build' and comment is not null
        union all
        select schema_name, table_name, column_name, comment from duckdb_columns()
        where database_name = 'build' and comment is not null"""
    ).fetchall()
    return {(Table(schema, name), column): text for schema, name, column, text in found}


def _comments_of_manifest(manifest: Path) -> dict[tuple[Table, str], str]:
    """Return the descriptions of dbt's models and seeds in the same form; {} without a file."""
    if not manifest.is_file():
        return {}
    found: dict[tuple[Table, str], str] = {}
    for node in json.loads(manifest.read_text(encoding="utf-8")).get("nodes", {}).values():
        if node.get("resource_type") not in {"model", "seed"}:
            continue
        table = Table(node["schema"], node.get("alias") or node["name"])
        described = {"": node} | node.get("columns", {})
        found |= {
            (table, column): entry["description"]
            for column, entry in described.items()
            if entry.get("description")
        }
    return found


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
        for column in _columns(connection, "marts")
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


def _columns(connection: duckdb.DuckDBPyConnection, *schemas: str) -> list[Column]:
    """Return the columns of every table of these schemas, in order."""
    rows = connection.execute(
        """select c.schema_name, c.table_name, c.column_name, c.column_index, c.data_type,
            c.comment
        from duckdb_columns() as c
        inner join duckdb_tables() as t
            on c.schema_name = t.schema_name and c.table_name = t.table_name
        where list_contains(?, c.schema_name) order by 1, 2, 4""",
        [list(schemas)],
    ).fetchall()
    return [
        Column(Table(schema, table), name, position, data_type, comment)
        for schema, table, name, position, data_type, comment in rows
    ]


def _table_comments(
    connection: duckdb.DuckDBPyConnection, *schemas: str
) -> dict[Table, str | None]:
    """Return table -> comment for every table of these schemas, in order."""
    rows = connection.execute(
        """select schema_name, table_name, comment from duckdb_tables()
        where list_contains(?, schema_name) order by 1, 2""",
        [list(schemas)],
    ).fetchall()
    return {Table(schema, name): comment for schema, name, comment in rows}


def _write_catalogue_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the (still empty) dictionary of tables and columns."""
    connection.execute(
        """create table meta.tables (
            schema_name varchar, table_name varchar, name_zh varchar, comment_zh varchar,
            comment_en varchar, row_count bigint)"""
    )
    connection.execute(
        """create table meta.columns (
            schema_name varchar, table_name varchar, column_name varchar, position integer,
            data_type varchar, name_zh varchar, comment_zh varchar, comment_en varchar)"""
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

    for table in _table_comments(connection, "marts", "meta"):
        if text := found(table, ""):
            connection.execute(f"comment on table {table.sql} is {literal(text)}")
    for column in _columns(connection, "marts", "meta"):
        if text := found(column.table, column.name):
            target = f"{column.table.sql}.{identifier(column.name)}"
            connection.execute(f"comment on column {target} is {literal(text)}")


def _own_comment(table: Table, column: str) -> str | None:
    """Return what statscope itself says of a ``meta`` table or column; '' is the table."""
    if table.schema != "meta":
        return None
    return meta_column_comment(table.name, column) if column else META_TABLES.get(table.name)


def _fill_catalogue_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Write the dictionary from the comments that the file itself now carries."""
    columns = [
        (
            *(column.table.schema, column.table.name, column.name),
            *(column.position, column.data_type),
            *(meaning.name_zh or None, meaning.zh or None, meaning.en or None),
        )
        for column in _columns(connection, "marts", "meta")
        for meaning in (read_comment(column.comment),)
    ]
    connection.executemany("insert into meta.columns values (?, ?, ?, ?, ?, ?, ?, ?)", columns)
    tables = _table_comments(connection, "marts", "meta")
    # The dictionary of tables counts itself: one row for each table there is.
    counts = {
        table: len(tables) if table.name == "tables" else _count(connection, table.sql)
        for table in tables
    }
    rows = [
        (
            *(table.schema, table.name),
            *(meaning.name_zh or None, meaning.zh or None, meaning.en or None, counts[table]),
        )
        for table, comment in tables.items()
        for meaning in (read_comment(comment),)
    ]
    connection.executemany("insert into meta.tables values (?, ?, ?, ?, ?, ?)", rows)


def _create_chinese_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Create one view per mart in schema ``zh``, named by the Chinese names of the comments."""
    tables = _table_comments(connection, "marts")
    view_names = unique_names({table.name: comment for table, comment in tables.items()})
    columns = _columns(connection, "marts")
    for table, comment in tables.items():
        own = [column for column in columns if column.table == table]
        names = unique_names({column.name: column.comment for column in own})
        view = f"zh.{identifier(view_names[table.name])}"
        selected = ", ".join(
            f"{identifier(column.name)} as {identifier(names[column.name])}" for column in own
        )
        connection.execute(f"create view {view} as select {selected} from {table.sql}")
        if comment:
            connection.execute(f"comment on view {view} is {literal(comment)}")
        for column in own:
            if column.comment:
                target = f"{view}.{identifier(names[column.name])}"
                connection.execute(f"comment on column {target} is {literal(column.comment)}")


def unique_names(comments: Mapping[str, str | None]) -> dict[str, str]:
    """Return English name -> Chinese name by the comments, no two alike.

    A name without a Chinese one stays as it is; where two share one, the later ones carry their
    English name behind it. DuckDB tells names apart without regard to case, and so does this.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for english, comment in comments.items():
        chinese = read_comment(comment).name_zh or english
        if chinese.casefold() in taken:
            chinese = f"{chinese}（{english}）"
        taken.add(chinese.casefold())
        names[english] = chinese
    return names


def _create_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the table macros whose tables this file has."""
    for macro in MACROS:
        if all(_has_table(connection, Table(*name.split("."))) for name in macro.reads):
            connection.execute(
                f"create macro {macro.name}({', '.join(macro.arguments)}) as table {macro.sql}"
            )
            connection.execute(f"comment on macro table {macro.name} is {literal(macro.comment)}")
