"""A second implementation of scope, in plain Python, written from method.md and definitions.md.

It shares no code and no seed with the product: lines, classes and precedences are typed again
here, so that a wrong row or a wrong operator in either shows as a difference. Slow and simple
on purpose: one unit, one month, one regime at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from oracle.county import (
    County,
    Enterprise,
    Project,
    Revision,
    annual_returns,
    directory,
    last_day,
    ledger,
    list_month,
    periodic_returns,
    registered,
)

MILLION = Decimal(1_000_000)


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


@dataclass(frozen=True)
class Ruling:
    """How the rules of one class judge one unit, whatever its status.

    ``is_met`` is None where the deciding value is not known.
    """

    scope_class: str
    rule_id: str
    line: Decimal | None
    is_met: bool | None


# --- regimes in force ---------------------------------------------------------------------------

INDUSTRY_LINES = {"ind_1998": 5, "ind_2007": 5, "ind_2011": 20}
ENTERPRISE_REGIMES = (*INDUSTRY_LINES, "trade_2011", "con_any", "re_any", "svc_2013", "svc_2020")
PROJECT_LINES = {"fai_pre1997": Decimal(50_000), "fai_1997": MILLION / 2, "fai_2011": 5 * MILLION}
IN_FORCE = {
    "industry": {"ind_1998": (1998, 2006), "ind_2007": (2007, 2010), "ind_2011": (2011, 9999)},
    "trade": {"trade_2011": (2011, 9999)},
    "construction": {"con_any": (0, 9999)},
    "real_estate": {"re_any": (0, 9999)},
    "services": {"svc_2013": (2013, 2019), "svc_2020": (2020, 9999)},
    "fai": {"fai_pre1997": (0, 1996), "fai_1997": (1997, 2010), "fai_2011": (2011, 9999)},
}
"""Family -> regime -> first and last year of its periodic reports; all change in January."""


def regime_in_force(family: str, period: date) -> str | None:
    """The regime by which a family reports monthly."""
    for regime, (first, last) in IN_FORCE[family].items():
        if first <= period.year <= last:
            return regime
    return None


def is_scope_break(family: str, period: date) -> bool:
    """Whether another regime, or none, was in force a year before."""
    return regime_in_force(family, period) != regime_in_force(
        family, period.replace(year=period.year - 1)
    )


# --- sizing -------------------------------------------------------------------------------------


@cache
def size(county: County, unit: Enterprise, period: date) -> tuple[Decimal | None, str]:
    """Revenue that sizes an enterprise, and the source that decided."""
    opened_late = unit.opened_on is not None and unit.opened_on >= date(period.year - 1, 10, 1)
    sources = [
        (annual_returns(county, period.year - 1), "annual"),
        (periodic_returns(county, date(period.year - 1, 12, 1)), "december_ytd"),
    ]
    if opened_late:
        sources.insert(0, (periodic_returns(county, period), "current_ytd"))
    for returns, name in sources:
        row = returns.get(unit.enterprise_id)
        if row is not None and row.main_revenue is not None:
            return row.main_revenue, name
    return None, "none"


def headcount(county: County, unit: Enterprise, year: int) -> int | None:
    """Employees by the annual return of a year, else by the directory."""
    row = annual_returns(county, year).get(unit.enterprise_id)
    return unit.employees if row is None or row.employees is None else row.employees


# --- classes ------------------------------------------------------------------------------------

TRADE_CLASSES = {
    2002: {"63": "wholesale", "65": "retail", "66": "hotel", "67": "catering"},
    2011: {"51": "wholesale", "52": "retail", "61": "hotel", "62": "catering"},
    2017: {"51": "wholesale", "52": "retail", "61": "hotel", "62": "catering"},
}
TRADE_LINES = {"wholesale": 20, "retail": 5, "hotel": 2, "catering": 2}
SERVICES = {
    2002: "a 51-62 a 79-81 a 85-85 b 73-78 b 84-84 s 87-87 c 82-83 c 88-92",
    2011: "a 53-60 a 63-65 a 76-78 a 83-83 b 71-75 b 82-82 s 84-84 c 79-81 c 85-89",
    2017: "a 53-60 a 63-65 a 76-79 a 84-84 b 71-75 b 83-83 s 85-85 c 80-82 c 86-90",
}
"""Edition -> size class and divisions; s is social work, which changed its class in 2020."""
REAL_ESTATE = {2002: ("72", "721"), 2011: ("70", "701"), 2017: ("70", "701")}
"""Edition -> division of real estate, and the group that develops it."""
SERVICE_LINES = {
    "svc_2013": {"a": 10, "b": 10, "c": 5},
    "svc_2020": {"a": 20, "b": 10, "c": 5},
}
HEADCOUNT_LINE = 50
STATE_OWNED = {"110", "141", "151"}
CONTRACTING = {"施工总承包一级", "专业承包二级", "二级"}
"""Grades that the random counties use and that make a constructor count."""


def edition_of(county: County, unit: Enterprise, period: date) -> int:
    """The stated edition of a code, else that of the month of the list that carries it."""
    if unit.industry_edition is not None:
        return unit.industry_edition
    month = list_month(county.enterprises, period) or period
    return 2002 if month.year < 2012 else 2011 if month.year < 2018 else 2017


def scope_class_of(unit: Enterprise, edition: int, regime: str) -> str | None:
    """The class of a unit under a regime; None outside every class."""
    code, division = unit.industry_code, unit.industry_code[:2]
    estate, development = REAL_ESTATE[edition]
    if regime == "trade_2011":
        return TRADE_CLASSES[edition].get(division)
    if regime == "con_any":
        return "construction" if 47 <= int(division) <= 50 else None
    if regime == "re_any":
        return "real_estate" if code.startswith(development) else None
    if regime.startswith("svc"):
        if division == estate:
            return None if code.startswith(development) else "services_b"
        return service_class(int(division), edition, regime)
    return "industry" if is_industry(int(division), edition) else None


def is_industry(division: int, edition: int) -> bool:
    """Mining, manufacturing, utilities: divisions 06 to 46, but for two of the 2002 edition."""
    return 6 <= division <= 46 and not (edition == 2002 and division in {12, 38})


def service_class(division: int, edition: int, regime: str) -> str | None:
    """The size class of a service, without real estate."""
    words = SERVICES[edition].split()
    for size_class, span in zip(words[::2], words[1::2], strict=True):
        first, last = span.split("-")
        if int(first) <= division <= int(last):
            social = "services_b" if regime == "svc_2013" else "services_c"
            return social if size_class == "s" else f"services_{size_class}"
    return None


def family_of(county: County, unit: Enterprise, placed: date, period: date) -> str | None:
    """The family to which a unit's code belongs by the regimes in force in a month."""
    edition = edition_of(county, unit, placed)
    for family, regimes in IN_FORCE.items():
        if family == "fai":
            continue
        current = regime_in_force(family, period)
        for regime in [current] if current else regimes:
            if scope_class_of(unit, edition, regime) is not None:
                return family
    return None


# --- rules --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Measured:
    """What the rules look at in one unit: its row, the edition of its code, its size."""

    unit: Enterprise
    edition: int
    revenue: Decimal | None
    employees: int | None


def ruling_of_enterprise(
    county: County, unit: Enterprise, period: date, regime: str
) -> Ruling | None:
    """Class and rule of a unit under a regime in a month; None outside every class."""
    revenue = size(county, unit, period)[0]
    employees = headcount(county, unit, period.year - 1)
    edition = edition_of(county, unit, period)
    return ruling_of_measured(Measured(unit, edition, revenue, employees), regime)


def ruling_of_measured(one: Measured, regime: str) -> Ruling | None:
    """Class and rule of a unit of known size under a regime; None outside every class."""
    scope_class = scope_class_of(one.unit, one.edition, regime)
    if scope_class is None:
        return None
    rule = f"{regime}.{scope_class}"
    if regime == "con_any":
        return Ruling(scope_class, rule, None, one.unit.qualification in CONTRACTING)
    if regime == "re_any":
        return Ruling(scope_class, rule, None, is_met=True)
    if regime == "svc_2013":
        return headcount_ruling(scope_class, rule, one.revenue, one.employees)
    if regime == "ind_1998":
        return ownership_ruling(one.unit, one.revenue)
    lines = {"industry": INDUSTRY_LINES.get(regime), **TRADE_LINES}
    lines |= {f"services_{name}": line for name, line in SERVICE_LINES["svc_2020"].items()}
    line = (lines[scope_class] or 0) * MILLION
    return Ruling(scope_class, rule, line, reaches(one.revenue, line))


def reaches(value: Decimal | None, line: Decimal) -> bool | None:
    """Whether a value is at or above a line; None where it is not known."""
    return None if value is None else value >= line


def ownership_ruling(unit: Enterprise, revenue: Decimal | None) -> Ruling:
    """Industry of 1998: state-owned at any size, others from 5 million on."""
    if unit.ownership_code in STATE_OWNED:
        return Ruling("industry", "ind_1998.industry.1", None, is_met=True)
    line = INDUSTRY_LINES["ind_1998"] * MILLION
    is_met = reaches(revenue, line)
    if is_met:
        return Ruling("industry", "ind_1998.industry.2", line, is_met)
    return Ruling("industry", "ind_1998.industry.1", None, is_met)


def headcount_ruling(
    scope_class: str, rule: str, revenue: Decimal | None, employees: int | None
) -> Ruling:
    """Services of 2013: by revenue, or by 50 persons; an unknown headcount is no evidence."""
    line = SERVICE_LINES["svc_2013"][scope_class[-1]] * MILLION
    by_revenue = reaches(revenue, line)
    if not by_revenue and employees is not None and employees >= HEADCOUNT_LINE:
        return Ruling(scope_class, f"{rule}.2", None, is_met=True)
    return Ruling(scope_class, f"{rule}.1", line, by_revenue)


def enterprise_verdict(
    county: County, unit: Enterprise, period: date, regime: str
) -> Verdict | None:
    """One enterprise under one regime in one month; None outside every class of the regime."""
    ruling = ruling_of_enterprise(county, unit, period, regime)
    if ruling is None:
        return None
    revenue, source = size(county, unit, period)
    listed = registered(county, "enterprise", period)
    return Verdict(
        rule_id=ruling.rule_id,
        scope_class=ruling.scope_class,
        scope_status=status_of(obstacle_of_enterprise(unit), ruling.is_met),
        measure_cny=revenue,
        threshold_cny=ruling.line,
        sizing_source=source,
        is_registered=None if listed is None else unit.enterprise_id in listed,
    )


def obstacle_of_enterprise(unit: Enterprise) -> str | None:
    """What keeps a unit out whatever its size."""
    if unit.unit_type != "legal_unit":
        return "not_a_legal_unit"
    return None if unit.operating_status == "operating" else "not_operating"


def status_of(obstacle: str | None, is_met: bool | None) -> str:  # noqa: FBT001 - one verdict
    """The documented precedence."""
    if obstacle is not None:
        return obstacle
    return {None: "unknown", True: "in_scope", False: "below_threshold"}[is_met]


# --- projects -----------------------------------------------------------------------------------


def approved_total(county: County, project: Project, period: date) -> Decimal | None:
    """Plan as approved on the last day of the month, before working capital is taken off."""
    latest: dict[date, Revision] = {}
    for month in sorted(county.revisions):
        if month <= period:
            for row in county.revisions[month]:
                if row.project_id == project.project_id:
                    latest[row.requested_on] = row
    approved = [
        (row.approved_on, row.requested_on, row.revised_total)
        for row in latest.values()
        if row.approved_on is not None and row.approved_on <= last_day(period)
    ]
    return max(approved)[2] if approved else project.planned_total


@cache
def ruling_of_project(county: County, project: Project, period: date, regime: str) -> Ruling:
    """Class and rule of a project under an investment regime."""
    if regime == "fai_2011" and project.construction_nature == "real_estate":
        return Ruling("real_estate_project", f"{regime}.real_estate_project", None, is_met=True)
    line = PROJECT_LINES[regime]
    is_met = reaches(measure_of_project(county, project, period), line)
    return Ruling("project", f"{regime}.project", line, is_met)


def measure_of_project(county: County, project: Project, period: date) -> Decimal | None:
    """The approved total less the initial working capital."""
    total = approved_total(county, project, period)
    return None if total is None else total - (project.working_capital or Decimal(0))


def project_verdict(county: County, project: Project, period: date, regime: str) -> Verdict:
    """One project under one investment regime in one month."""
    ruling = ruling_of_project(county, project, period, regime)
    obstacle = (
        None if project.construction_status == "under_construction" else "not_under_construction"
    )
    listed = registered(county, "project", period)
    return Verdict(
        rule_id=ruling.rule_id,
        scope_class=ruling.scope_class,
        scope_status=status_of(obstacle, ruling.is_met),
        measure_cny=measure_of_project(county, project, period),
        threshold_cny=ruling.line,
        sizing_source="",
        is_registered=None if listed is None else project.project_id in listed,
    )


def ruling_at(county: County, kind: str, unit_id: str, period: date, regime: str) -> Ruling | None:
    """How a unit of the list in force is judged; None where it is on no list or in no class."""
    if kind == "enterprise":
        unit = directory(county, period).get(unit_id)
        return None if unit is None else ruling_of_enterprise(county, unit, period, regime)
    project = ledger(county, period).get(unit_id)
    return None if project is None else ruling_of_project(county, project, period, regime)
