"""The private build file: connections and the tables that ingest fills.

Belongs here: opening the build file as its one writer or as a reader, and the tables of the
schemas ``raw`` and ``meta`` that exist before dbt runs. Does not belong here: the rows
(``ingest``), the models (``dbt_project``), the published file (``publication``).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from statscope.registers.catalogue import all_registers
from statscope.registers.contract import Column, Kind, Register

_SQL_TYPES = {
    Kind.AMOUNT: "decimal(18,2)",
    Kind.INTEGER: "bigint",
    Kind.NUMBER: "double",
    Kind.RATE: "double",
    Kind.RANK: "bigint",
    Kind.YEAR: "bigint",
    Kind.DATE: "date",
    Kind.PERIOD: "date",
    Kind.FLAG: "boolean",
}

META_TABLES = {
    "deliveries": """
        delivery_id varchar, content_sha256 varchar, profile_sha256 varchar, register varchar,
        period date, periods date[], source varchar, report_kind varchar, file_name varchar,
        file_bytes bigint, modified_at timestamptz, loaded_at timestamptz, state varchar,
        reject_reason varchar, reject_detail varchar, sheet varchar, header_row integer,
        encoding varchar, delimiter varchar, ignored_columns varchar[],
        rows_present bigint, rows_loaded bigint, rows_rejected bigint, rows_duplicate bigint,
        rows_superseded bigint, rows_ignored bigint,
        amount_present_cny decimal(38,2), amount_loaded_cny decimal(38,2),
        amount_rejected_cny decimal(38,2), amount_duplicate_cny decimal(38,2),
        amount_superseded_cny decimal(38,2), amount_ignored_cny decimal(38,2),
        is_synthetic boolean
    """,
    "slots": """
        register varchar, period date, source varchar, report_kind varchar, delivery_id varchar,
        rows_loaded bigint, amount_loaded_cny decimal(38,2), is_current boolean
    """,
    "rejected_rows": """
        delivery_id varchar, register varchar, file_name varchar, sheet varchar,
        row_number bigint, period date, reasons varchar[], column_name varchar,
        raw_value varchar, raw_row json
    """,
    "set_aside_rows": """
        delivery_id varchar, register varchar, file_name varchar, sheet varchar,
        row_number bigint, period date, fate varchar, rule varchar, raw_row json
    """,
    "run_periods": "period date",
    "checks": """
        check_id varchar, tool varchar, severity varchar, is_blocking boolean, passed boolean,
        status varchar, observed varchar, examined_rows bigint, subject varchar, period date,
        description varchar, who_acts varchar, accepted_reason varchar, checked_at timestamptz,
        sql varchar
    """,
}
"""Columns of the tables of schema ``meta`` that exist before dbt runs."""

WHAT_IF_RULES = """
    row_number bigint, regime_id varchar, based_on varchar, scope_class varchar,
    threshold decimal(18,2), regime_name_zh varchar, regime_name_en varchar, legal_basis varchar
"""
"""Columns of ``raw.what_if_rules``: the user's what-if regimes, no delivery of a department."""

IDENTITY_TABLES = {
    "successors": """
        row_number bigint, old_id varchar, new_id varchar, valid_from date, reason varchar
    """,
    "enterprise_ids": "delivered_id varchar, enterprise_id varchar, joined_by varchar",
    "match_decisions": """
        row_number bigint, register varchar, unit_kind varchar, delivered_name varchar,
        owner_name varchar, unit_id varchar, decided_by varchar, decided_on date
    """,
    "unit_matches": """
        register varchar, unit_kind varchar, delivered_name varchar, owner_name varchar,
        unit_id varchar, unit_name varchar, candidate_rank bigint, probability double,
        decision varchar, method varchar, differences varchar[], decided_by varchar,
        decided_on date
    """,
}
"""Columns of the tables of schema ``raw`` that say which unit a code or a name means."""


def sql_type(column: Column) -> str:
    """Return the DuckDB type in which a contract column is stored."""
    return _SQL_TYPES.get(column.kind, "varchar")


def raw_columns(register: Register) -> dict[str, str]:
    """Return name -> DuckDB type of every column of ``raw.<register>``.

    Provenance first, then each contract column typed, then its delivered text (``<name>_raw``).
    """
    columns = {
        "delivery_id": "varchar",
        "period": "date",
        "source": "varchar",
        "sheet": "varchar",
        "row_number": "bigint",
        "warnings": "varchar[]",
    }
    columns |= {column.name: sql_type(column) for column in register.columns}
    columns |= {f"{column.name}_raw": "varchar" for column in register.columns}
    return columns


@contextmanager
def open_build(path: Path, *, read_only: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the build file for one body of work and close it whatever happens."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect(str(path), read_only=read_only)
    try:
        yield connection
    finally:
        connection.close()


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the empty tables of ``raw`` and ``meta`` where they do not exist yet.

    A register's table that an earlier version made gets the columns that are new; its rows say
    nothing in them.
    """
    connection.execute("create schema if not exists raw")
    connection.execute("create schema if not exists meta")
    for name, columns in META_TABLES.items():
        connection.execute(f"create table if not exists meta.{name} ({columns})")
    connection.execute(f"create table if not exists raw.what_if_rules ({WHAT_IF_RULES})")
    for name, columns in IDENTITY_TABLES.items():
        connection.execute(f"create table if not exists raw.{name} ({columns})")
    for register in all_registers().values():
        stated = [f'"{name}" {kind}' for name, kind in raw_columns(register).items()]
        table = f'raw."{register.name}"'
        connection.execute(f"create table if not exists {table} ({', '.join(stated)})")
        for column in _lacking(connection, register):
            connection.execute(f"alter table {table} add column {column}")


def _lacking(connection: duckdb.DuckDBPyConnection, register: Register) -> list[str]:
    """Return the columns, with their types, that a register's table does not have yet."""
    found = connection.execute(
        "select column_name from duckdb_columns() where schema_name = 'raw' and table_name = ?",
        [register.name],
    ).fetchall()
    there = {name for (name,) in found}
    return [f'"{name}" {kind}' for name, kind in raw_columns(register).items() if name not in there]
