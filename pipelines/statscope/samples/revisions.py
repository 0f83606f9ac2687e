"""Requests for a revision of the approved plan.

Belongs here: who asked when, for how much, and whether it was approved. Does not belong here:
what that means for scope.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from statscope.samples.months import LAST, last_day
from statscope.samples.project_groups import OVERRUN_REGISTERED, PLANS, REVISED
from statscope.samples.projects import Project

_ROUND = 100_000 * 100
_HEADROOM_PERCENT = 118


@dataclass(frozen=True)
class Revision:
    """One request.

    Attributes:
        project_id: the project.
        requested_on: when the owner asked.
        approved_on: when it was approved, if it was.
        revised_total: the total asked for, in fen.
    """

    project_id: str
    requested_on: date
    approved_on: date | None
    revised_total: int

    @property
    def delivered(self) -> date:
        """The period whose delivery brings the row: of its approval, else of the request."""
        return (self.approved_on or self.requested_on).replace(day=1)


def revisions_of(projects: Sequence[Project]) -> tuple[Revision, ...]:
    """Return every request, in order of delivery."""
    rows = [row for project in projects for row in _revisions(project)]
    return tuple(sorted(rows, key=lambda row: (row.delivered, row.project_id)))


def _revisions(project: Project) -> Iterator[Revision]:
    plan = PLANS.get(project.key)
    if plan is not None and plan.revised is not None and plan.requested_on is not None:
        yield Revision(project.project_id, plan.requested_on, plan.approved_on, plan.revised)
    enough = project.invested_since_start(LAST) * _HEADROOM_PERCENT // 100 // _ROUND * _ROUND
    if project.key in REVISED:
        yield Revision(project.project_id, date(2010, 11, 3), date(2010, 12, 20), enough)
    asked = project.case is not None and project.case.revision == "requested"
    if asked or project.key == min(OVERRUN_REGISTERED, key=_by_name):
        yield Revision(project.project_id, last_day(LAST).replace(day=6), None, enough)


def _by_name(key: tuple[str, int]) -> tuple[bool, int]:
    """Order the overrun projects: those kept since 2010 first."""
    return (key[0] != "kept", key[1])
