"""What the ingest tests share: a small bureau whose deliveries can be written and read in."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from statscope.ingest.deliveries import find_deliveries
from statscope.ingest.limits import Limits
from statscope.ingest.loading import RegisterReport, ingest_register
from statscope.registers.catalogue import all_registers
from statscope.warehouse.ledger import begin_full_build

FATES = ("loaded", "rejected", "duplicate", "superseded", "ignored")


@dataclass
class Bureau:
    """A home with deliveries; ``run`` reads them, ``query`` looks at the build file."""

    home: Path
    reports: dict[str, RegisterReport] = field(default_factory=dict)

    @property
    def deliveries(self) -> Path:
        return self.home / "deliveries"

    @property
    def build(self) -> Path:
        return self.home / "warehouse" / "build.duckdb"

    def deliver(self, name: str, content: str | bytes, *, age: int | None = None) -> Path:
        """Write ``<register>/<file>``; a larger age is an older file."""
        path = self.deliveries / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        if age is not None:
            os.utime(path, (1_300_000_000 - age, 1_300_000_000 - age))
        return path

    def run(self, *periods: date, limits: Limits | None = None) -> None:
        """Read everything, or only what concerns some periods."""
        if not periods:
            begin_full_build(self.build, self.home / "published")
        files = find_deliveries(self.deliveries, limits or Limits())
        delivered = {file.register for file in files} | set(self.reports)
        for name, register in all_registers().items():
            if name not in delivered:
                continue
            self.reports[name] = ingest_register(
                self.build,
                register,
                files,
                periods=frozenset(periods) or None,
                deliveries_root=self.deliveries,
                progress=lambda _reached: None,
            )

    def query(self, sql: str, values: Iterable[object] = ()) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.build), read_only=True) as connection:
            return connection.execute(sql, list(values)).fetchall()

    def delivery(self, file_name: str) -> dict[str, Any]:
        """The ledger row of one file."""
        with duckdb.connect(str(self.build), read_only=True) as connection:
            found = connection.execute(
                "select * from meta.deliveries where file_name = ?", [file_name]
            )
            names = [column[0] for column in found.description]
            rows = found.fetchall()
        assert len(rows) == 1, rows
        return dict(zip(names, rows[0], strict=True))

    def counts(self, file_name: str) -> dict[str, int]:
        """Rows of one file by fate, without the fates that did not occur."""
        row = self.delivery(file_name)
        return {fate: row[f"rows_{fate}"] for fate in FATES if row[f"rows_{fate}"]}

    def refusal(self, file_name: str) -> tuple[str, str]:
        """Why a file was refused, and the words for it."""
        row = self.delivery(file_name)
        assert row["state"] == "rejected"
        assert row["rows_present"] is None
        return row["reject_reason"], row["reject_detail"]

    def rejected(self) -> list[tuple[Any, ...]]:
        """Row number, reasons, column and raw value of every rejected row."""
        return self.query(
            """select row_number, reasons, column_name, raw_value from meta.rejected_rows
            order by register, file_name, row_number"""
        )

    def set_aside(self) -> list[tuple[Any, ...]]:
        """Row number, fate and rule of every duplicate and ignored row."""
        return self.query(
            """select row_number, fate, rule from meta.set_aside_rows
            order by register, file_name, row_number"""
        )


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    """An empty bureau."""
    (tmp_path / "deliveries").mkdir()
    return Bureau(tmp_path)
