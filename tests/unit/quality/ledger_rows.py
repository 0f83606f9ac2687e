"""Ledger rows for tests of checks: a build file with just enough of ``meta`` filled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from statscope.warehouse.build import create_tables, open_build


@dataclass(frozen=True)
class File:
    """One delivered file as the ledger has it; the delivery id is the file's name."""

    register: str
    name: str
    months: tuple[str, ...] = ("2011-04",)
    loaded: int = 0
    rejected: int = 0
    money: float | None = None
    source: str = ""
    kinds: tuple[str, ...] = ("",)
    state: str = "accepted"
    reason: str | None = None


def month(text: str) -> date:
    """Return the first day of ``YYYY-MM``."""
    return date.fromisoformat(f"{text}-01")


def ledger(path: Path, files: Sequence[File]) -> Path:
    """Write a build file whose ledger has these files."""
    with open_build(path) as connection:
        create_tables(connection)
        for file in files:
            days = [month(text) for text in file.months]
            refused = file.state == "rejected"
            connection.execute(
                """insert into meta.deliveries (
                    delivery_id, register, file_name, period, periods, source, report_kind, state,
                    reject_reason, rows_present, rows_loaded, rows_rejected, rows_duplicate,
                    rows_superseded, rows_ignored
                ) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0)""",
                [
                    file.name,
                    file.register,
                    file.name,
                    max(days) if days else None,
                    days,
                    file.source,
                    file.kinds[0],
                    file.state,
                    file.reason,
                    None if refused else file.loaded + file.rejected,
                    None if refused else file.loaded,
                    None if refused else file.rejected,
                ],
            )
            if len(days) > 1 and file.rejected:  # rows whose own month could not be read
                connection.executemany(
                    "insert into meta.rejected_rows (delivery_id, row_number) values (?, ?)",
                    [(file.name, row) for row in range(file.rejected)],
                )
            for day in [] if refused else days:
                for kind in file.kinds:
                    connection.execute(
                        "insert into meta.slots values (?, ?, ?, ?, ?, ?, ?, true)",
                        [
                            file.register,
                            day,
                            file.source,
                            kind,
                            file.name,
                            file.loaded // len(days),
                            file.money,
                        ],
                    )
    return path
