"""Projects as rows of registers.

Belongs here: records of the ledger, progress, register list, evidence and revisions of one
period. Does not belong here: sheets (``departments``).
"""

from __future__ import annotations

from datetime import date

from statscope.samples.evidence import ISSUERS, Paper
from statscope.samples.figures import TEN_THOUSAND
from statscope.samples.months import JANUARY, month
from statscope.samples.projects import Project
from statscope.samples.revisions import Revision
from statscope.samples.sheets import Record
from statscope.samples.truth import County

_PARTS = ("construction", "installation", "equipment", "other")
_PARTS_DO_NOT_ADD = frozenset({("small_late", 3), ("never", 2), ("kept", 1)})
_SINCE_START_STUCK = frozenset({("small_never", 4), ("entered", 2)})
_YTD_BLANK = frozenset({("small_new", 2)})


def ledger(county: County, period: date, *, real_estate: bool) -> tuple[Record, ...]:
    """Return the ledger of the period: real-estate projects, or all others."""
    return tuple(
        _project(project, period)
        for project in county.projects
        if project.is_listed(period) and (project.nature == "real_estate") is real_estate
    )


def _project(project: Project, period: date) -> Record:
    return {
        "project_id": project.project_id,
        "project_name": project.name,
        "owner_id": project.owner_id,
        "owner_name": project.owner_name,
        "division_code": project.division_code,
        "construction_nature": project.nature,
        "continuing": project.started_on < month(period.year, JANUARY),
        "planned_total": project.planned_total,
        "working_capital": project.working_capital,
        "started_on": project.started_on,
        "planned_finish_on": project.planned_finish_on,
        "construction_status": project.status(period),
        "department": project.department,
        "leader": project.leader,
    }


def progress(county: County, period: date) -> tuple[Record, ...]:
    """Return the progress of the period: projects begun and not finished before the year."""
    return tuple(_progress(p, period) for p in county.projects if _is_reported(p, period))


def _is_reported(project: Project, period: date) -> bool:
    begun = project.status(period) != "planned"
    finished = project.finished is not None and project.finished < month(period.year, JANUARY)
    return begun and not finished


def _progress(project: Project, period: date) -> Record:
    parts = dict(zip(_PARTS, project.parts(period), strict=True))
    if project.key in _PARTS_DO_NOT_ADD:
        parts["other"] += 12 * TEN_THOUSAND
    until = month(period.year, JANUARY) if project.key in _SINCE_START_STUCK else period
    return {
        "project_id": project.project_id,
        "project_name": project.name,
        "invested_ytd": None if project.key in _YTD_BLANK else project.invested_ytd(period),
        "invested_since_start": project.invested_since_start(until),
        **parts,
    }


def register_list(county: County, period: date) -> tuple[Record, ...]:
    """Return the register list of the period, with those that left in it."""
    rows = (_registered(project, period) for project in county.projects)
    return tuple(row for row in rows if row is not None)


def _registered(project: Project, period: date) -> Record | None:
    stay = project.registration
    if stay is None or not (stay.is_on(period) or stay.is_leaving(period)):
        return None
    return {
        "project_id": project.project_id,
        "project_name": project.name,
        "entered_on": stay.entered_on,
        "exit_reason": stay.exit_reason if stay.is_leaving(period) else None,
    }


def evidence(papers: tuple[Paper, ...], period: date) -> tuple[Record, ...]:
    """Return the rows of evidence that the period's delivery brings."""
    return tuple(_paper(paper) for paper in papers if paper.delivered == period)


def _paper(paper: Paper) -> Record:
    return {
        "project_id": paper.project_id,
        "document": paper.document,
        "state": paper.state,
        "issued_on": paper.issued_on,
        "valid_until": paper.valid_until,
        "applied_on": paper.applied_on,
        "department": ISSUERS[paper.document],
        "note": paper.note,
    }


def revisions(rows: tuple[Revision, ...], period: date) -> tuple[Record, ...]:
    """Return the requests that the period's delivery brings."""
    return tuple(
        {
            "project_id": row.project_id,
            "requested_on": row.requested_on,
            "approved_on": row.approved_on,
            "revised_total": row.revised_total,
        }
        for row in rows
        if row.delivered == period
    )
