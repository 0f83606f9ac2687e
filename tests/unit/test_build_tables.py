"""The tables that ingest fills, new and of an earlier version."""

from __future__ import annotations

from pathlib import Path

from statscope.registers.catalogue import all_registers
from statscope.warehouse.build import create_tables, open_build, raw_columns


def test_a_table_of_an_earlier_version_gets_the_columns_that_are_new(tmp_path: Path) -> None:
    register = all_registers()["enterprise_evidence"]
    with open_build(tmp_path / "build.duckdb") as connection:
        create_tables(connection)
        connection.execute("alter table raw.enterprise_evidence drop column reference_period")
        connection.execute("insert into raw.enterprise_evidence (enterprise_id) values ('A')")
        create_tables(connection)
        found = connection.sql("select * from raw.enterprise_evidence")
        assert set(found.columns) == set(raw_columns(register))
        assert found.select("enterprise_id, reference_period").fetchall() == [("A", None)]
