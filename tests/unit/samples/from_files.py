"""The committed samples as rows of registers, read by the product's own ingest."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from statscope.ingest.deliveries import find_deliveries
from statscope.ingest.limits import Limits
from statscope.ingest.loading import ingest_register
from statscope.registers.catalogue import all_registers
from unit.samples.recount import Registers, Row


def ingest(samples: Path, build: Path) -> None:
    """Read every register of the samples into a build file."""
    files = find_deliveries(samples, Limits())
    for register in all_registers().values():
        ingest_register(
            build,
            register,
            [file for file in files if file.register == register.name],
            periods=None,
            deliveries_root=samples,
            progress=lambda _reached: None,
        )


def registers_of(build: Path) -> Registers:
    """Every row of the build file whose slot counts."""
    with duckdb.connect(str(build), read_only=True) as connection:
        rows = {name: _current(connection, name) for name in all_registers()}
    returns = rows.pop("enterprise_returns")
    kinds = {
        kind: _by_period([row for row in returns if row["report_kind"] == kind])
        for kind in ("periodic", "annual")
    }
    counted = {field.name for field in fields(Registers)}
    lists = {name: _by_period(each) for name, each in rows.items() if name in counted}
    return Registers(monthly=kinds["periodic"], annual=kinds["annual"], **lists)


def rows_of(build: Path, register: str) -> dict[date, tuple[Row, ...]]:
    """Every row of one register whose slot counts, by period."""
    with duckdb.connect(str(build), read_only=True) as connection:
        return _by_period(_current(connection, register))


def _current(connection: duckdb.DuckDBPyConnection, register: str) -> list[dict[str, Any]]:
    kind = "and s.report_kind = r.report_kind" if register == "enterprise_returns" else ""
    cursor = connection.execute(
        f"""
        select r.*
        from raw.{register} as r
        inner join meta.slots as s
            on s.register = '{register}' and s.delivery_id = r.delivery_id
            and s.period = r.period {kind}
        where s.is_current
        """
    )
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _by_period(rows: list[dict[str, Any]]) -> dict[date, tuple[Row, ...]]:
    periods = sorted({row["period"] for row in rows})
    return {period: tuple(row for row in rows if row["period"] == period) for period in periods}
