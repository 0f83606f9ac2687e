"""Puts all scenarios into one folder of deliveries, so that one run serves them all.

Belongs here: one file a register and month with the rows of every scenario, and lists that go on
until a scenario's next one. Does not belong here: what the rows say.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from scenarios.reading import Row, Scenario
from statscope.registers.catalogue import all_registers
from statscope.registers.contract import Kind, Nature, Register

YUAN = "(元)"


def assemble(scenarios: Sequence[Scenario], deliveries: Path) -> None:
    """Write the deliveries of all scenarios."""
    for register in sorted({name for one in scenarios for name, _ in one.given}):
        for month in months_of(scenarios, register):
            tables = [found for one in scenarios if (found := rows_at(one, register, month))]
            write(deliveries / register / f"{month}.csv", [row for rows in tables for row in rows])


def months_of(scenarios: Iterable[Scenario], register: str) -> list[str]:
    """The months for which any scenario delivers a register."""
    return sorted({month for one in scenarios for name, month in one.given if name == register})


def rows_at(scenario: Scenario, register: str, month: str) -> Sequence[Row]:
    """What a scenario delivers for a month; its list of units goes on until its next one."""
    if all_registers()[register].nature is Nature.UNIT_LIST:
        own = (stem for name, stem in scenario.given if name == register and stem <= month)
        month = max(own, default=month)
    table = scenario.given.get((register, month))
    return table.rows if table else ()


def accepted_columns(register: Register) -> set[str]:
    """How scenario files head their columns: contract names, money in yuan."""
    return {
        f"{column.name}{YUAN}" if column.kind is Kind.AMOUNT else column.name
        for column in register.columns
    }


def write(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    """Write one delivery; a column that a scenario leaves out is empty for it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, fieldnames=columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
