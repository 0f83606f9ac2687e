"""Meanings inside a published file: comments, the dictionary, the Chinese views.

Belongs here: reading the comments of a build, and everything that is made from the comments of a
published file. Does not belong here: the rows (``publication_content``), the words of ``meta``
comments (``publication_dictionary``), those of marts and seeds (``dbt_project``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from statscope.warehouse.publication_dictionary import read_comment


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
class Column:
    """A column of a table as DuckDB knows it."""

    table: Table
    name: str
    position: int
    data_type: str
    comment: str | None


CONTRACT_MARTS = (
    "dim_enterprises",
    "dim_projects",
    "fct_annual_scope",
    "fct_enterprise_scope",
    "fct_project_scope",
    "fct_scope_transitions",
    "rpt_change_bridge",
    "rpt_county_ranking",
    "rpt_growth",
    "rpt_near_threshold",
    "rpt_registered_ineligible",
    "rpt_registration_coverage",
    "rpt_scope_transitions",
    "rpt_target_progress",
    "rpt_threshold_curve",
    "rpt_uncounted_investment",
    "rpt_unit_flags",
    "rpt_unregistered_enterprises",
    "rpt_unregistered_projects",
)
"""Marts of the output contract (warehouse.md)."""


def identifier(name: str) -> str:
    """Quote a name for use in a statement, whatever characters it has."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Quote a text for the few statements that take no bound values."""
    return "'" + text.replace("'", "''") + "'"


def comments_of_build(connection: duckdb.DuckDBPyConnection) -> dict[tuple[Table, str], str]:
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


def comments_of_manifest(manifest: Path) -> dict[tuple[Table, str], str]:
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


def columns_of(connection: duckdb.DuckDBPyConnection, *schemas: str) -> list[Column]:
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


def table_comments(connection: duckdb.DuckDBPyConnection, *schemas: str) -> dict[Table, str | None]:
    """Return table -> comment for every table of these schemas, in order."""
    rows = connection.execute(
        """select schema_name, table_name, comment from duckdb_tables()
        where list_contains(?, schema_name) order by 1, 2""",
        [list(schemas)],
    ).fetchall()
    return {Table(schema, name): comment for schema, name, comment in rows}


def create_dictionary(connection: duckdb.DuckDBPyConnection) -> None:
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


def fill_dictionary(connection: duckdb.DuckDBPyConnection) -> None:
    """Write the dictionary from the comments that the file itself now carries."""
    columns = [
        (
            *(column.table.schema, column.table.name, column.name),
            *(column.position, column.data_type),
            *(meaning.name_zh or None, meaning.zh or None, meaning.en or None),
        )
        for column in columns_of(connection, "marts", "meta")
        for meaning in (read_comment(column.comment),)
    ]
    connection.executemany("insert into meta.columns values (?, ?, ?, ?, ?, ?, ?, ?)", columns)
    tables = table_comments(connection, "marts", "meta")
    # The dictionary of tables counts itself: one row for each table there is.
    counts = {
        table: len(tables) if table.name == "tables" else count_rows(connection, table.sql)
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


def create_chinese_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Create one view per mart in schema ``zh``, named by the Chinese names of the comments."""
    tables = table_comments(connection, "marts")
    view_names = unique_names({table.name: comment for table, comment in tables.items()})
    columns = columns_of(connection, "marts")
    statements = []
    for table, comment in tables.items():
        own = [column for column in columns if column.table == table]
        view = f"zh.{identifier(view_names[table.name])}"
        statements += _view_statements(view, own)
        if comment:
            statements.append(f"comment on view {view} is {literal(comment)}")
    connection.execute(";\n".join(statements))


def _view_statements(view: str, columns: Sequence[Column]) -> list[str]:
    """Return what makes the Chinese view of one table and repeats its columns' comments."""
    names = unique_names({column.name: column.comment for column in columns})
    selected = ", ".join(
        f"{identifier(column.name)} as {identifier(names[column.name])}" for column in columns
    )
    return [
        f"create view {view} as select {selected} from {columns[0].table.sql}",
        *(
            f"comment on column {view}.{identifier(names[column.name])} is "
            + literal(column.comment)
            for column in columns
            if column.comment
        ),
    ]


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


def count_rows(connection: duckdb.DuckDBPyConnection, relation: str) -> int:
    """Return the number of rows of a relation."""
    row = connection.execute(f"select count(*) from {relation}").fetchone()
    return int(row[0]) if row else 0
