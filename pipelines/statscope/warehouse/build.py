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

DELIVERED_TEXTS = "delivered_texts"
"""The column of ``raw.<register>`` that holds the delivered texts of a row, all in one.

One text takes a fifth of the time to write that a text per column takes; ``delivered.<register>``
cuts them apart.
"""
BETWEEN_TEXTS = "\x1f"
"""What stands between these texts: the unit separator of ASCII."""

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
    "project_twins": """
        project_id varchar, project_name varchar, other_id varchar, other_name varchar,
        probability double, differences varchar[]
    """,
}
"""Columns of the tables of schema ``raw`` that say which unit a code or a name means."""


def sql_type(column: Column) -> str:
    """Return the DuckDB type in which a contract column is stored."""
    return _SQL_TYPES.get(column.kind, "varchar")


def raw_columns(register: Register) -> dict[str, str]:
    """Return name -> DuckDB type of every column of ``raw.<register>``.

    Provenance first, then each contract column typed, then the delivered texts of all of them.
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
    return columns | {DELIVERED_TEXTS: "varchar"}


def _delivered(register: Register) -> str:
    """Return the query of ``delivered.<register>``: ``raw.<register>`` and each text as delivered.

    Generated columns would do the same, but DuckDB computes them for every row that is written.
    """
    texts = ", ".join(
        f"nullif(string_split({DELIVERED_TEXTS}, chr({ord(BETWEEN_TEXTS)}))[{place}], '')"
        f' as "{column.name}_raw"'
        for place, column in enumerate(register.columns, start=1)
    )
    return f'select * exclude ({DELIVERED_TEXTS}), {texts} from raw."{register.name}"'


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
    """Create the empty tables of ``raw`` and ``meta``, and views on them, where they are not."""
    for schema in ("raw", "meta", "delivered"):
        connection.execute(f"create schema if not exists {schema}")
    for name, columns in META_TABLES.items():
        connection.execute(f"create table if not exists meta.{name} ({columns})")
    connection.execute(f"create table if not exists raw.what_if_rules ({WHAT_IF_RULES})")
    for name, columns in IDENTITY_TABLES.items():
        connection.execute(f"create table if not exists raw.{name} ({columns})")
    for register in all_registers().values():
        columns = ", ".join(f'"{name}" {kind}' for name, kind in raw_columns(register).items())
        connection.execute(f'create table if not exists raw."{register.name}" ({columns})')
        connection.execute(
            f'create view if not exists delivered."{register.name}" as {_delivered(register)}'
        )


def is_of_today(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the tables of ``raw`` have the columns that ingest fills, in their order.

    A file that an older version left is not gone on from: what its rows hold in columns that are
    new stands in the deliveries only.
    """
    found = connection.execute(
        """select table_name, list(column_name order by column_index)
        from duckdb_columns() where schema_name = 'raw' group by table_name"""
    ).fetchall()
    names = dict(found)
    return all(names.get(r.name) == list(raw_columns(r)) for r in all_registers().values())
