"""The record of checks: what every tool writes to ``meta.checks``.

Belongs here: the shape of one verdict and its writing. Does not belong here: any check.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

import duckdb


class Status(StrEnum):
    """How a check ended; ``error`` is never a breach and never a pass."""

    PASSED = "passed"
    FAILED = "failed"
    ACCEPTED = "accepted"  # failed, and an operator accepted it on record
    ERROR = "error"  # the check itself raised
    NOT_APPLICABLE = "not_applicable"  # nothing of its kind was delivered; examined no rows


@dataclass(frozen=True)
class CheckResult:
    """One verdict of one check.

    Attributes:
        check_id: stable name, e.g. ``door.row_floor.projects.2011-04``.
        tool: ``great_expectations``, ``dbt`` or ``statscope``.
        severity: ``error``, ``warn`` or ``info``.
        is_blocking: whether a failure stops publication.
        status: how it ended.
        observed: what was seen, in words or figures.
        examined_rows: how many rows the verdict rests on.
        subject: the table or register that was examined.
        period: the reference month, where the check is of one.
        description: Chinese first, then English.
        who_acts: operator, department, engineer or statistician.
        accepted_reason: the operator's words, where accepted.
        sql: the statement that finds what breaks it, where the published file can answer it.
    """

    check_id: str
    tool: str
    severity: str
    is_blocking: bool
    status: Status
    observed: str
    examined_rows: int
    subject: str
    period: date | None = None
    description: str = ""
    who_acts: str = "operator"
    accepted_reason: str | None = None
    sql: str | None = None

    @property
    def stops_publication(self) -> bool:
        """Whether this verdict, as it stands, keeps the run from publishing."""
        return self.is_blocking and self.status in {Status.FAILED, Status.ERROR}

    @property
    def passed(self) -> bool | None:
        """True, False, or None where the check did not apply."""
        if self.status is Status.NOT_APPLICABLE:
            return None
        return self.status is Status.PASSED


def record_checks(
    connection: duckdb.DuckDBPyConnection, results: Iterable[CheckResult], *groups: str
) -> None:
    """Write verdicts to ``meta.checks``; a check already on record is replaced.

    Args:
        connection: of the build file.
        results: the verdicts.
        groups: first words of ids, such as ``door``, of which these are all there is to say: what
            else is on record of them speaks of deliveries that have gone.
    """
    for group in groups:
        connection.execute("delete from meta.checks where starts_with(check_id, ?)", [f"{group}."])
    now = datetime.now(UTC)
    rows = [
        (
            r.check_id,
            r.tool,
            r.severity,
            r.is_blocking,
            r.passed,
            r.status.value,
            r.observed,
            r.examined_rows,
            r.subject,
            r.period,
            r.description,
            r.who_acts,
            r.accepted_reason,
            now,
            r.sql,
        )
        for r in results
    ]
    if not rows:
        return
    connection.executemany("delete from meta.checks where check_id = ?", [(r[0],) for r in rows])
    connection.executemany(
        "insert into meta.checks values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows
    )
