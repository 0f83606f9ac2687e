"""The whole invented county: what really is, before any department writes it down.

Belongs here: putting the parts together. Does not belong here: sheets and their flaws.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from statscope.samples.draws import Draws
from statscope.samples.enterprises import Enterprise, make_enterprises
from statscope.samples.evidence import Case, Dossier, Paper, papers_of
from statscope.samples.months import LAST, SCOPE_BREAK
from statscope.samples.projects import Project, make_projects
from statscope.samples.revisions import Revision, revisions_of

_OWNERS = frozenset({"large", "risen", "dropped", "wholesale", "construction", "real_estate"})
_SPREAD = 3
_IN_ORDER = Case()


@dataclass(frozen=True)
class County:
    """The county.

    Attributes:
        enterprises: every enterprise, in the order of its number.
        projects: every project, likewise.
        papers: every row of evidence.
        revisions: every request for a revision of a plan.
    """

    enterprises: tuple[Enterprise, ...]
    projects: tuple[Project, ...]
    papers: tuple[Paper, ...]
    revisions: tuple[Revision, ...]

    @cached_property
    def _first_enterprises(self) -> dict[tuple[str, int], Enterprise]:
        return {unit.key: unit for unit in reversed(self.enterprises)}

    @cached_property
    def _first_projects(self) -> dict[tuple[str, int], Project]:
        return {unit.key: unit for unit in reversed(self.projects)}

    def enterprise(self, group: str, index: int) -> Enterprise:
        """Return that enterprise of the county's first copy."""
        return self._first_enterprises[group, index]

    def project(self, group: str, index: int) -> Project:
        """Return that project of the county's first copy."""
        return self._first_projects[group, index]


def make_county(scale: int, seed: int) -> County:
    """Return the county: ``scale`` copies with units of their own in the same townships."""
    draws = Draws(seed)
    enterprises: list[Enterprise] = []
    projects: list[Project] = []
    for copy in range(scale):
        units = make_enterprises(draws, copy)
        enterprises += units
        projects += make_projects(draws, copy, _owners(units))
    papers = tuple(row for project in projects for row in _papers(draws, project))
    return County(tuple(enterprises), tuple(projects), papers, revisions_of(projects))


def _owners(units: Sequence[Enterprise]) -> tuple[Enterprise, ...]:
    """Return the firms that build: those that every directory names."""
    return tuple(unit for unit in units if unit.group.name in _OWNERS)


def _papers(draws: Draws, project: Project) -> Iterator[Paper]:
    """Yield the papers of a project that is registered today or should be."""
    started = project.started_on.replace(day=1)
    is_purchase = project.nature == "purchase"
    case, first, spread = project.case, max(started, SCOPE_BREAK), _SPREAD
    if case is None:
        if project.registration is None or not project.registration.is_on(LAST):
            return
        case, first, spread = _IN_ORDER, project.registration.first, 1
    dossier = Dossier(project.project_id, project.started_on, first, case, is_purchase, spread)
    yield from papers_of(draws, dossier)
