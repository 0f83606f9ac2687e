"""The user's what-if regimes in the build file: ``raw.what_if_rules``.

Belongs here: every statement on that table. Does not belong here: its columns (``build``), reading
and checking the user's file (``ingest.what_if``), what a regime does (``dbt_project``).
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl

from statscope.warehouse.build import create_tables, open_build


def record_what_if_rules(build: Path, rules: pl.DataFrame) -> None:
    """Write the what-if regimes in place of the former ones, all or none."""
    with open_build(build) as connection:
        create_tables(connection)
        connection.begin()
        connection.execute("delete from raw.what_if_rules")
        names = ", ".join(rules.columns)
        marks = ", ".join("?" for _ in rules.columns)
        for row in rules.iter_rows():
            connection.execute(f"insert into raw.what_if_rules ({names}) values ({marks})", row)
        connection.commit()


def holds_what_if_rules(build: Path, rules: pl.DataFrame) -> bool:
    """Whether the build file was made with exactly these what-if regimes."""
    names = ", ".join(rules.columns)
    try:
        with open_build(build, read_only=True) as connection:
            found = connection.execute(
                f"select {names} from raw.what_if_rules order by row_number"
            ).fetchall()
    except duckdb.Error:
        return False  # a build file of a former version, or none that can be read
    return found == rules.rows()
