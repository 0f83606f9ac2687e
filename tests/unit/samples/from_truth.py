"""The generator's own truth as rows of registers, before any sheet is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from statscope.registers.catalogue import all_registers
from statscope.registers.contract import Kind
from statscope.samples import enterprise_records, project_records
from statscope.samples.months import PERIODS, REPORTED
from statscope.samples.truth import County
from unit.samples.recount import Registers, Row

Maker = Callable[[date], Iterable[Any]]


def registers_of(county: County) -> Registers:
    """Every list of every month, as the county knows it."""

    def ledger(period: date) -> tuple[Any, ...]:
        return project_records.ledger(county, period, real_estate=False) + project_records.ledger(
            county, period, real_estate=True
        )

    def lists(register: str, maker: Maker, periods: Iterable[date]) -> dict[date, tuple[Row, ...]]:
        return {
            period: tuple(_in_yuan(register, record) for record in maker(period))
            for period in periods
        }

    return Registers(
        enterprises=lists(
            "enterprises", lambda p: enterprise_records.directory(county, p), PERIODS
        ),
        monthly=lists(
            "enterprise_returns", lambda p: enterprise_records.monthly_returns(county, p), REPORTED
        ),
        annual=lists(
            "enterprise_returns",
            lambda p: enterprise_records.annual_returns(county, p.year),
            (date(2009, 12, 1), date(2010, 12, 1)),
        ),
        registered_enterprises=lists(
            "registered_enterprises",
            lambda p: enterprise_records.register_list(county, p),
            PERIODS,
        ),
        projects=lists("projects", ledger, PERIODS),
        project_progress=lists(
            "project_progress", lambda p: project_records.progress(county, p), REPORTED
        ),
        registered_projects=lists(
            "registered_projects", lambda p: project_records.register_list(county, p), PERIODS
        ),
        project_evidence=lists(
            "project_evidence", lambda p: project_records.evidence(county.papers, p), PERIODS
        ),
        plan_revisions=lists(
            "plan_revisions", lambda p: project_records.revisions(county.revisions, p), PERIODS
        ),
    )


def _in_yuan(register: str, record: Any) -> Row:  # noqa: ANN401
    row = dict(record)
    for column in all_registers()[register].columns:
        if column.kind is Kind.AMOUNT and row.get(column.name) is not None:
            row[column.name] = Decimal(row[column.name]) / 100
    return row
