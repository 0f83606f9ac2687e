"""The papers of projects: which each holds, lacks or waits for.

Belongs here: papers, and the forty cases of eligible projects that are not registered. Does not
belong here: what a paper means for registration (``dbt_project``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from statscope.samples.county import (
    ENVIRONMENT_OFFICE,
    HOUSING_OFFICE,
    LAND_OFFICE,
    PLANNING_COMMISSION,
)
from statscope.samples.draws import Draws
from statscope.samples.months import LAST, last_day, later

_OWNER = "建设单位"
ISSUERS: Mapping[str, str] = MappingProxyType(
    {
        "content": _OWNER,
        "contract": _OWNER,
        "photo": "乡镇统计站",
        "approval": PLANNING_COMMISSION,
        "works_permit": HOUSING_OFFICE,
        "design": HOUSING_OFFICE,
        "feasibility": PLANNING_COMMISSION,
        "land": LAND_OFFICE,
        "planning": HOUSING_OFFICE,
        "eia": ENVIRONMENT_OFFICE,
        "purchase_contract": _OWNER,
        "payment": _OWNER,
        "arrival_photo": _OWNER,
    }
)
"""Paper -> the office that issues it."""

WORKS_PAPERS = ("content", "contract", "photo", "approval")
PURCHASE_PAPERS = ("purchase_contract", "payment", "arrival_photo")
_NOTES = {
    "nonconforming": "未加盖公章",
    "missing": "尚未提供",
    "applied": "窗口已受理",
    "waived": "续建项目，原批复仍有效，出具说明",
}


@dataclass(frozen=True)
class Case:
    """Why one eligible project is not on the register.

    Attributes:
        papers: paper -> state; ``none`` delivers no row, ``expired`` a valid one past its date.
            Papers not named are valid.
        owner_unknown: the owner is in no directory.
        revision: ``requested`` or ``not_requested`` where investment outran the plan.
        purchase: only equipment is bought.
        name: the project's name where it is not invented.
        silent: no paper at all was delivered.
    """

    papers: Mapping[str, str] = field(default_factory=dict)
    owner_unknown: bool = False
    revision: str | None = None
    purchase: bool = False
    name: str | None = None
    silent: bool = False


LAPSED = (
    Case(revision="requested", name="石屏一矿"),
    Case(revision="not_requested", name="箭竹坪矿"),
    Case(revision="requested"),
    Case(revision="not_requested"),
    Case({"photo": "missing"}, revision="requested"),
    Case({"photo": "nonconforming"}, revision="not_requested"),
    Case({"contract": "expired"}, revision="not_requested"),
    Case({"approval": "expired"}),
    Case({"approval": "expired"}),
    Case({"approval": "nonconforming"}),
    Case({"contract": "missing"}),
    Case({"approval": "expired waived"}),
)
"""Continuing projects that were on the register until December 2010."""
NEVER = (
    Case(owner_unknown=True),
    Case({"contract": "missing"}, owner_unknown=True),
    Case({"photo": "missing"}),
    Case({"approval": "applied"}),
    Case({"contract": "missing", "photo": "missing"}),
    Case({"content": "none"}),
    Case({"contract": "missing", "photo": "nonconforming"}),
    Case({"payment": "missing"}, purchase=True),
    Case({"photo": "nonconforming"}),
    Case({"contract": "nonconforming", "photo": "nonconforming"}),
    Case({"content": "nonconforming", "approval": "expired"}),
    Case({"approval": "expired"}),
    Case({"approval": "missing", "works_permit": "valid"}),
    Case(),
)
"""Projects begun in 2010 that never were on the register."""
NEW_STARTS = (
    Case({"photo": "nonconforming"}, owner_unknown=True),
    Case({"approval": "applied"}, owner_unknown=True),
    Case({"approval": "applied", "works_permit": "applied"}),
    Case({"contract": "missing"}),
    Case({"contract": "applied", "approval": "nonconforming"}),
    Case(silent=True),
    Case(silent=True),
    Case({"approval": "none"}),
    Case({"payment": "missing", "arrival_photo": "missing"}, purchase=True),
    Case({"approval": "nonconforming"}),
    Case({"contract": "nonconforming"}),
    Case({"approval": "waived", "feasibility": "valid"}),
    Case(purchase=True),
    Case(),
)
"""Projects begun in 2011."""


@dataclass(frozen=True)
class Paper:
    """One row of evidence.

    Attributes:
        delivered: the period of the delivery that brings it.
        project_id: whose paper it is.
        document: which paper.
        state: its state.
        issued_on: date of issue.
        valid_until: last day of validity, if it ends.
        applied_on: date of application.
        note: a remark.
    """

    delivered: date
    project_id: str
    document: str
    state: str
    issued_on: date | None = None
    valid_until: date | None = None
    applied_on: date | None = None
    note: str | None = None


@dataclass(frozen=True)
class Dossier:
    """What the papers of one project depend on.

    Attributes:
        project_id: whose papers.
        started_on: start of works; papers are issued around it.
        first: earliest period whose delivery may bring papers.
        case: the case it is; a project in order has an empty one.
        purchase: whether only equipment is bought.
        spread: the number of months over which papers come in.
    """

    project_id: str
    started_on: date
    first: date
    case: Case
    purchase: bool
    spread: int


def papers_of(draws: Draws, dossier: Dossier) -> tuple[Paper, ...]:
    """Return every row of evidence about one project, in order of delivery."""
    if dossier.case.silent:
        return ()
    mandatory = PURCHASE_PAPERS if dossier.purchase else WORKS_PAPERS
    states = dict.fromkeys(mandatory, "valid") | dict(dossier.case.papers)
    for expected in ("land", "planning", "eia"):
        chance = draws.pick(("valid", "valid", "missing", "applied"), dossier.project_id, expected)
        states[expected] = "none" if dossier.purchase else chance
    rows = [
        row for document, state in states.items() for row in _rows(draws, dossier, document, state)
    ]
    return tuple(sorted(rows, key=lambda row: row.delivered))


def _rows(draws: Draws, dossier: Dossier, document: str, state: str) -> tuple[Paper, ...]:
    words = (dossier.project_id, document)
    brought = min(LAST, later(dossier.first, draws.below(dossier.spread, *words, "brought")))
    if state == "none":
        return ()
    if state in {"missing", "applied"}:
        return _awaited(draws, dossier, document, state)
    near = dossier.started_on - timedelta(days=draws.between((0, 40), *words, "issued"))
    issued = min(near, last_day(brought) - timedelta(days=3))
    held = Paper(brought, dossier.project_id, document, "valid", issued)
    if state == "expired":
        return (_expired(held),)
    if state == "expired waived":
        waiver = Paper(LAST, dossier.project_id, document, "waived", note=_NOTES["waived"])
        return (_expired(held), waiver)
    note = _NOTES.get(state)
    return (Paper(brought, dossier.project_id, document, state, issued, note=note),)


def _expired(held: Paper) -> Paper:
    return Paper(
        held.delivered,
        held.project_id,
        held.document,
        "valid",
        held.issued_on,
        valid_until=last_day(later(LAST, -1)),
    )


def _awaited(draws: Draws, dossier: Dossier, document: str, state: str) -> tuple[Paper, ...]:
    """Return a paper that is not held: missing at first, applied for afterwards or not at all."""
    first = dossier.first
    missing = Paper(first, dossier.project_id, document, "missing", note=_NOTES["missing"])
    if state == "missing":
        return (missing,)
    asked = last_day(LAST) - timedelta(days=draws.between((2, 20), dossier.project_id, document))
    applied = Paper(
        LAST, dossier.project_id, document, "applied", applied_on=asked, note=_NOTES["applied"]
    )
    return (missing, applied) if first < LAST else (applied,)
