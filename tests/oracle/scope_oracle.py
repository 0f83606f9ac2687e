"""A second implementation of scope, in plain Python, written from method.md and definitions.md.

It shares no code and no seed with the product: lines, classes and precedences are typed again
here, so that a wrong row or a wrong operator in either shows as a difference. Slow and simple
on purpose: one unit, one month, one regime at a time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

MILLION = Decimal(1_000_000)


@dataclass(frozen=True)
class Enterprise:
    """A row of the directory."""

    enterprise_id: str
    division_code: str
    industry_code: str
    industry_edition: int
    ownership_code: str = ""
    unit_type: str = "legal_unit"
    operating_status: str = "operating"
    opened_on: date | None = None
    qualification: str = ""
    employees: int | None = None


@dataclass(frozen=True)
class Return:
    """A return of an enterprise; revenue in yuan since 1 January."""

    enterprise_id: str
    main_revenue: Decimal | None
    employees: int | None = None


@dataclass(frozen=True)
class Project:
    """A row of the ledger of projects; amounts in yuan."""

    project_id: str
    division_code: str
    construction_nature: str
    planned_total: Decimal | None
    working_capital: Decimal | None
    construction_status: str


@dataclass(frozen=True)
class Revision:
    """A plan revision; amounts in yuan."""

    project_id: str
    requested_on: date
    approved_on: date | None
    revised_total: Decimal


@dataclass
class County:
    """What was delivered, by reference month."""

    enterprises: dict[date, list[Enterprise]] = field(default_factory=dict)
    periodic: dict[date, list[Return]] = field(default_factory=dict)
    annual: dict[int, list[Return]] = field(default_factory=dict)
    registered_enterprises: dict[date, set[str]] = field(default_factory=dict)
    projects: dict[date, list[Project]] = field(default_factory=dict)
    revisions: dict[date, list[Revision]] = field(default_factory=dict)
    registered_projects: dict[date, set[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """What the scope facts must say of one unit under one regime in one month."""

    rule_id: str
    scope_class: str
    scope_status: str
    measure_cny: Decimal | None
    threshold_cny: Decimal | None
    sizing_source: str
    is_registered: bool | None

    @property
    def is_eligible(self) -> bool | None:
        """In scope, not in scope, or not known."""
        return None if self.scope_status == "unknown" else self.scope_status == "in_scope"


def months(first: date, last: date) -> list[date]:
    """Every first day of a month from first to last."""
    found = []
    month = first
    while month <= last:
        found.append(month)
        month = next_month(month)
    return found


def next_month(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def last_day(month: date) -> date:
    """The last day of a month."""
    return next_month(month) - timedelta(days=1)


def modelled_periods(county: County) -> list[date]:
    """Months from the first to the last list or return in which anything was delivered."""
    bounding = {
        *county.enterprises,
        *county.periodic,
        *county.registered_enterprises,
        *county.projects,
        *county.registered_projects,
        *(date(year, 12, 1) for year in county.annual),
    }
    if not bounding:
        return []
    delivered = bounding | set(county.revisions)
    return [m for m in months(min(bounding), max(bounding)) if m in delivered]


def list_in_force(lists: dict[date, list], period: date) -> list:
    """The newest list that is not younger than the period; none before the first."""
    known = [month for month in lists if month <= period]
    return lists[max(known)] if known else []


# --- sizing -----------------------------------------------------------------------------------


def size(county: County, unit: Enterprise, period: date) -> tuple[Decimal | None, str]:
    """Revenue that sizes an enterprise, and the source that decided."""
    opened_late = unit.opened_on is not None and unit.opened_on >= date(period.year - 1, 10, 1)
    sources = [
        (county.annual.get(period.year - 1, []), "annual"),
        (county.periodic.get(date(period.year - 1, 12, 1), []), "december_ytd"),
    ]
    if opened_late:
        sources.insert(0, (county.periodic.get(period, []), "current_ytd"))
    for returns, name in sources:
        for row in returns:
            if row.enterprise_id == unit.enterprise_id and row.main_revenue is not None:
                return row.main_revenue, name
    return None, "none"


def headcount(county: County, unit: Enterprise, period: date) -> int | None:
    """Employees by last year's annual return, else by the directory."""
    for row in county.annual.get(period.year - 1, []):
        if row.enterprise_id == unit.enterprise_id and row.employees is not None:
            return row.employees
    return unit.employees


# --- classes ----------------------------------------------------------------------------------


def is_industry(unit: Enterprise) -> bool:
    """Mining, manufacturing, utilities: divisions 06 to 46 of any edition.

    Division 12 (mining support) exists from the 2011 edition on only.
    """
    division = int(unit.industry_code[:2])
    first_edition_with_12 = 2011
    if division == 12:
        return unit.industry_edition >= first_edition_with_12
    return 6 <= division <= 46


INDUSTRY_LINES = {"ind_1998": 5, "ind_2007": 5, "ind_2011": 20}
TRADE_CLASSES = {
    2002: {"63": "wholesale", "65": "retail", "66": "hotel", "67": "catering"},
    2011: {"51": "wholesale", "52": "retail", "61": "hotel", "62": "catering"},
    2017: {"51": "wholesale", "52": "retail", "61": "hotel", "62": "catering"},
}
TRADE_LINES = {"wholesale": 20, "retail": 5, "hotel": 2, "catering": 2}
STATE_OWNED = {"110", "141", "151"}


def enterprise_verdict(
    county: County, unit: Enterprise, period: date, regime: str
) -> Verdict | None:
    """One enterprise under one regime in one month; None outside every class of the regime."""
    found = class_and_rule(unit, regime, size(county, unit, period)[0])
    if found is None:
        return None
    scope_class, rule, line, is_any_size = found
    revenue, source = size(county, unit, period)
    listed = county.registered_enterprises.get(period)
    registered = None if listed is None else unit.enterprise_id in listed
    status = status_of_unit(unit, revenue, None if is_any_size else line)
    shown_line = None if rule == "ind_1998.industry.1" else line
    return Verdict(rule, scope_class, status, revenue, shown_line, source, registered)


def class_and_rule(
    unit: Enterprise, regime: str, revenue: Decimal | None
) -> tuple[str, str, Decimal, bool] | None:
    """Class, deciding rule, line, and whether the rule takes the unit at any size."""
    if regime == "trade_2011":
        kind = TRADE_CLASSES[unit.industry_edition].get(unit.industry_code[:2])
        if kind is None:
            return None
        return kind, f"trade_2011.{kind}", TRADE_LINES[kind] * MILLION, False
    if not is_industry(unit):
        return None
    line = INDUSTRY_LINES[regime] * MILLION
    if regime != "ind_1998":
        return "industry", f"{regime}.industry", line, False
    if unit.ownership_code in STATE_OWNED:
        return "industry", "ind_1998.industry.1", line, True
    by_line = revenue is not None and revenue >= line
    return "industry", f"ind_1998.industry.{2 if by_line else 1}", line, False


def status_of_unit(unit: Enterprise, revenue: Decimal | None, line: Decimal | None) -> str:
    """The documented precedence."""
    if unit.unit_type != "legal_unit":
        return "not_a_legal_unit"
    if unit.operating_status != "operating":
        return "not_operating"
    if line is None:
        return "in_scope"
    if revenue is None:
        return "unknown"
    return "in_scope" if revenue >= line else "below_threshold"


# --- projects ---------------------------------------------------------------------------------

PROJECT_LINES = {"fai_pre1997": Decimal(50_000), "fai_1997": MILLION / 2, "fai_2011": 5 * MILLION}


def approved_total(county: County, project: Project, period: date) -> Decimal | None:
    """Plan as approved on the last day of the month, before working capital is taken off."""
    latest: dict[date, Revision] = {}
    for month in sorted(county.revisions):
        if month <= period:
            for row in county.revisions[month]:
                if row.project_id == project.project_id:
                    latest[row.requested_on] = row
    approved = [
        row
        for row in latest.values()
        if row.approved_on is not None and row.approved_on <= last_day(period)
    ]
    if approved:
        return max(approved, key=lambda row: (row.approved_on, row.requested_on)).revised_total
    return project.planned_total


def project_verdict(county: County, project: Project, period: date, regime: str) -> Verdict:
    """One project under one investment regime in one month."""
    total = approved_total(county, project, period)
    measure = None if total is None else total - (project.working_capital or Decimal(0))
    line: Decimal | None = PROJECT_LINES[regime]
    scope_class = "project"
    if regime == "fai_2011" and project.construction_nature == "real_estate":
        scope_class, line = "real_estate_project", None
    listed = county.registered_projects.get(period)
    registered = None if listed is None else project.project_id in listed
    return Verdict(
        rule_id=f"{regime}.{scope_class}",
        scope_class=scope_class,
        scope_status=status_of_project(project, measure, line),
        measure_cny=measure,
        threshold_cny=line,
        sizing_source="",
        is_registered=registered,
    )


def status_of_project(project: Project, measure: Decimal | None, line: Decimal | None) -> str:
    """The documented precedence."""
    if project.construction_status != "under_construction":
        return "not_under_construction"
    if line is None:
        return "in_scope"
    if measure is None:
        return "unknown"
    return "in_scope" if measure >= line else "below_threshold"
