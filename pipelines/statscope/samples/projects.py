"""The county's investment projects and what was invested in them.

Belongs here: one project, its months of investment, its approved plan, its registration. Does
not belong here: kinds of project (``project_groups``), its papers (``evidence``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from statscope.samples.codes import organisation_code
from statscope.samples.county import (
    COUNTY_CODE,
    HOUSING_OFFICE,
    LEADERS,
    MINING_OFFICE,
    PROJECT_OFFICES,
    Township,
    draw_township,
)
from statscope.samples.draws import Draws
from statscope.samples.enterprises import Enterprise
from statscope.samples.evidence import Case
from statscope.samples.figures import (
    INVESTMENT_2010,
    INVESTMENT_2011,
    TEN_THOUSAND,
    THOUSAND,
    apportion,
)
from statscope.samples.months import (
    APRIL,
    FIRST,
    LAST,
    PERIODS,
    last_day,
    later,
    month,
    months_of_year_until,
)
from statscope.samples.project_groups import (
    CLEANED_LATE,
    IDLE,
    LAST_CLEANED,
    OVERRUN_REGISTERED,
    PLANS,
    PROJECT_GROUPS,
    REAL_ESTATE,
    REVISED,
    STATED_EXITS,
    ProjectGroup,
)
from statscope.samples.registration import Registration

_WORKS = (
    "公路改造",
    "厂房",
    "水库整治",
    "教学楼",
    "卫生院",
    "酒库",
    "市场",
    "供水",
    "农产品加工",
    "景区",
)
_ONLY_WORK = {"real_estate": "住宅小区", "purchase": "设备购置"}
_MONTHS_AHEAD = 6
_FOREIGN_OWNERS = 50_000_000
"""Numbers from here on are units of no directory."""
_RATE = {"large": (320, 2_400), "small": (15, 60), "tiny": (4, 9), "unknown": (60, 160)}
"""Bounds of a month's investment by size, thousand yuan."""
_LARGE_TIMES = (1, 1, 1, 2, 2, 3, 5)
_LOWEST_LARGE = 5_200_000 * 100
_ROUND = 10 * TEN_THOUSAND


@dataclass(frozen=True)
class Project:
    """One project; money in fen.

    Attributes:
        group: its kind.
        index: its place within the group.
        project_id: its code.
        name: its name.
        owner_id: the owner's code; public owners have none.
        owner_name: the owner's name.
        division_code: its township.
        nature: contract value of the nature of construction.
        started_on: start of works.
        planned_finish_on: planned end of works.
        finished: month of completion.
        department: office in charge.
        leader: leader in charge.
        registration: its stay on the register, if any.
        case: why it is not registered, where it should be.
        planned_total: total of the plan as first approved, gross; None when unknown.
        working_capital: the part that is initial working capital.
        invested_before: investment before January 2010.
        invested: period -> the month's investment.
        mix: weights of construction, installation, equipment and other.
    """

    group: ProjectGroup
    index: int
    project_id: str
    name: str
    owner_id: str | None
    owner_name: str
    division_code: str
    nature: str
    started_on: date
    planned_finish_on: date
    finished: date | None
    department: str
    leader: str
    registration: Registration | None
    case: Case | None
    planned_total: int | None
    working_capital: int | None
    invested_before: int
    invested: Mapping[date, int]
    mix: tuple[int, int, int, int]

    @property
    def key(self) -> tuple[str, int]:
        """Group and place: what special cases are named by."""
        return (self.group.name, self.index)

    def status(self, period: date) -> str:
        """Return the contract value of the state of works on the period's last day."""
        if self.started_on > last_day(period):
            return "planned"
        if self.finished is not None and self.finished <= period:
            return "completed"
        if self.group.halted is not None and self.group.halted <= period:
            return "suspended"
        return "under_construction"

    def is_listed(self, period: date) -> bool:
        """Say whether the ledger knows it: from half a year before works start."""
        return later(self.started_on.replace(day=1), -_MONTHS_AHEAD) <= period

    def invested_ytd(self, period: date) -> int:
        """Return the year's investment until the period."""
        return sum(self.invested[m] for m in months_of_year_until(period))

    def invested_since_start(self, period: date) -> int:
        """Return all investment until the period."""
        return self.invested_before + sum(self.invested[m] for m in PERIODS if m <= period)

    def parts(self, period: date) -> tuple[int, ...]:
        """Split the year's investment into construction, installation, equipment and other."""
        return tuple(
            part * THOUSAND for part in apportion(self.invested_ytd(period) // THOUSAND, self.mix)
        )


def make_projects(draws: Draws, copy: int, owners: Sequence[Enterprise]) -> tuple[Project, ...]:
    """Return the projects of one copy of the county, investment calibrated, plans fitted to it."""
    kinds = [(group, index) for group in PROJECT_GROUPS for index in range(group.count)]
    drafts = [
        _draft(draws, copy * len(kinds) + place, (group, index), owners)
        for place, (group, index) in enumerate(kinds)
    ]
    for period, total in ((month(2010, APRIL), INVESTMENT_2010), (LAST, INVESTMENT_2011)):
        drafts = _with_investment(drafts, period, total)
    return tuple(_with_plan(draws, draft) for draft in drafts)


def counts_in(project: Project, period: date) -> bool:
    """Say whether the project belongs to the investment that is fitted at the period."""
    is_registered = project.registration is not None and project.registration.is_on(period)
    return is_registered and (project.group.size == "large" or project.nature == "real_estate")


def _draft(
    draws: Draws, number: int, kind: tuple[ProjectGroup, int], owners: Sequence[Enterprise]
) -> Project:
    group, index = kind
    case = group.cases[index] if group.cases else None
    township = draw_township(draws, number, "project township")
    started = _day(draws, number, group.started)
    finished = _finish(draws, number, group)
    nature = _nature(draws, number, kind)
    owner_id, owner_name = _owner(draws, number, kind, owners, township)
    return Project(
        group=group,
        index=index,
        project_id=f"{COUNTY_CODE}-{started.year}-{number + 1:05d}",
        name=_name(draws, number, kind, township),
        owner_id=owner_id,
        owner_name=owner_name,
        division_code=township.code,
        nature=nature,
        started_on=started,
        planned_finish_on=started + timedelta(days=draws.between((300, 1_100), number, "finish")),
        finished=finished,
        department=_department(draws, number, case, nature),
        leader=draws.pick(LEADERS, number, "leader"),
        registration=_registration(draws, number, kind, started, finished),
        case=case,
        planned_total=None,
        working_capital=None,
        invested_before=_invested_before(draws, number, kind, started),
        invested=_investment(draws, number, kind, started, finished),
        mix=_mix(draws, number, nature),
    )


def _day(draws: Draws, number: int, bounds: tuple[date, date]) -> date:
    first, last = bounds
    return first + timedelta(days=draws.between((0, (last - first).days), number, "start"))


def _finish(draws: Draws, number: int, group: ProjectGroup) -> date | None:
    if group.finished is None:
        return None
    first, last = group.finished
    span = (last.year - first.year) * 12 + last.month - first.month
    return later(first, draws.between((0, span), number, "finished"))


def _nature(draws: Draws, number: int, kind: tuple[ProjectGroup, int]) -> str:
    group, index = kind
    if (group.name, index) in REAL_ESTATE:
        return "real_estate"
    if group.cases and group.cases[index].purchase:
        return "purchase"
    return draws.pick(("new", "new", "new", "expansion", "renovation", "relocation"), number, "nat")


def _owner(
    draws: Draws,
    number: int,
    kind: tuple[ProjectGroup, int],
    owners: Sequence[Enterprise],
    township: Township,
) -> tuple[str | None, str]:
    group, index = kind
    case = group.cases[index] if group.cases else None
    if case is not None and case.owner_unknown:
        return organisation_code(_FOREIGN_OWNERS + number), f"示例外地投资有限公司{number + 1:03d}"
    wanted = "7210" if (group.name, index) in REAL_ESTATE else None
    firms = [o for o in owners if wanted is None or o.industry_code == wanted]
    is_public = draws.pick((True, True, False, False, False), number, "public")
    if is_public and wanted is None and not (case and case.name):
        return None, f"示例{township.name}人民政府"
    firm = draws.pick(firms, number, "owner")
    is_short = draws.below(6, number, "short owner") == 0
    return (firm.organisation_code if is_short else firm.enterprise_id), firm.name


def _name(draws: Draws, number: int, kind: tuple[ProjectGroup, int], township: Township) -> str:
    group, index = kind
    if group.cases and group.cases[index].name is not None:
        copies = number // sum(each.count for each in PROJECT_GROUPS)
        name = group.cases[index].name
        return f"{name}" if copies == 0 else f"{name}(示例副本{copies})"
    drawn = draws.pick(_WORKS, number, "works")
    work = _ONLY_WORK.get(_nature(draws, number, kind), drawn)
    return f"示例{township.name}{work}项目{number + 1:03d}"


def _department(draws: Draws, number: int, case: Case | None, nature: str) -> str:
    if case is not None and case.name is not None:
        return MINING_OFFICE
    if nature == "real_estate":
        return HOUSING_OFFICE
    return draws.pick(PROJECT_OFFICES, number, "office")


def _registration(
    draws: Draws,
    number: int,
    kind: tuple[ProjectGroup, int],
    started: date,
    finished: date | None,
) -> Registration | None:
    group, index = kind
    if group.registered is None:
        return None
    first, last = group.registered
    delay = 1 + draws.below(group.delay + 1, number, "delay")
    first = min(max(first, later(started.replace(day=1), delay)), last)
    if group.name.startswith("done_") and group.name != "done_early" and finished is not None:
        last = min(last, later(finished, 1))
    reason = group.exit_reason
    if (group.name, index) in CLEANED_LATE:
        last, reason = LAST_CLEANED, "清退"
    elif (group.name, index) in STATED_EXITS:
        reason = "清退"
    entered = first if first > FIRST else later(started.replace(day=1), 1)
    return Registration(first, last, min(entered, first), None, reason)


def _rate(draws: Draws, number: int, kind: tuple[ProjectGroup, int]) -> int:
    group, index = kind
    low = REAL_ESTATE.get((group.name, index)) is not None or (group.name, index) in PLANS
    if low:
        return draws.between((60, 90), number, "rate")
    times = draws.pick(_LARGE_TIMES, number, "times") if group.size == "large" else 1
    return draws.between(_RATE[group.size], number, "rate") * times


def _invested_before(
    draws: Draws, number: int, kind: tuple[ProjectGroup, int], started: date
) -> int:
    elapsed = (FIRST.year - started.year) * 12 + FIRST.month - started.month
    return max(elapsed, 0) * _rate(draws, number, kind) * 7 // 10 * THOUSAND


def _investment(
    draws: Draws,
    number: int,
    kind: tuple[ProjectGroup, int],
    started: date,
    finished: date | None,
) -> dict[date, int]:
    group, index = kind
    rate = _rate(draws, number, kind)
    ends = min(finished or later(LAST, 1), group.halted or later(LAST, 1))
    idle = (group.name, index) in IDLE
    return {
        m: rate * draws.between((55, 145), number, "month", m) // 100 * THOUSAND
        if started <= last_day(m) and m <= ends and not (idle and m.year == LAST.year)
        else 0
        for m in PERIODS
    }


def _mix(draws: Draws, number: int, nature: str) -> tuple[int, int, int, int]:
    if nature == "purchase":
        return (0, 0, 1, 0)
    return (
        draws.between((45, 70), number, "construction"),
        draws.between((4, 12), number, "installation"),
        draws.between((8, 30), number, "equipment"),
        draws.between((3, 10), number, "other"),
    )


def _with_investment(drafts: list[Project], period: date, total: int) -> list[Project]:
    """Fit the year's investment until the period of the projects that count to the total."""
    counted = {d.project_id: d.invested_ytd(period) for d in drafts if counts_in(d, period)}
    fitted = dict(zip(counted, apportion(total, tuple(counted.values())), strict=True))
    window = months_of_year_until(period)
    result = []
    for draft in drafts:
        if draft.project_id in fitted:
            months = apportion(fitted[draft.project_id], [draft.invested[m] for m in window])
            fresh = {m: amount * THOUSAND for m, amount in zip(window, months, strict=True)}
            result.append(replace(draft, invested={**draft.invested, **fresh}))
        else:
            result.append(draft)
    return result


def _with_plan(draws: Draws, draft: Project) -> Project:
    """Fit the approved plan to what was invested: above it, or below it where it was outrun."""
    if draft.key in PLANS:
        given = PLANS[draft.key]
        return replace(draft, planned_total=given.total, working_capital=given.working_capital)
    real_estate = REAL_ESTATE.get(draft.key)
    if real_estate is not None:
        return replace(draft, planned_total=real_estate)
    total = _planned_total(draws, draft)
    has_capital = draft.group.size == "large" and draws.below(6, draft.project_id, "capital") == 0
    capital = total // 20 // _ROUND * _ROUND if has_capital and total is not None else None
    is_clear = total is not None and capital is not None and total - capital > _LOWEST_LARGE
    return replace(draft, planned_total=total, working_capital=capital if is_clear else None)


def _planned_total(draws: Draws, draft: Project) -> int | None:
    invested = draft.invested_since_start(LAST)
    word = (draft.project_id, "plan")
    if draft.group.size == "unknown":
        return None
    if draft.group.name == "planned":
        return draws.between((60, 900), *word) * _ROUND
    if draft.group.size == "tiny":
        return draws.between((20, 49), *word) * TEN_THOUSAND
    if draft.group.size == "small":
        share = draws.between((104, 190), *word)
        return min(max(invested * share // 100, 52 * TEN_THOUSAND), 498 * TEN_THOUSAND)
    if outran_plan(draft):
        return max(
            invested * draws.between((72, 92), *word) // 100 // _ROUND * _ROUND, _LOWEST_LARGE
        )
    share = draws.between((101, 106) if draft.finished else (112, 260), *word)
    return max(-(-invested * share // 100 // _ROUND) * _ROUND, _LOWEST_LARGE)


def outran_plan(project: Project) -> bool:
    """Say whether the project is one whose investment exceeds its plan."""
    is_case = project.case is not None and project.case.revision is not None
    return is_case or project.key in OVERRUN_REGISTERED or project.key in REVISED
