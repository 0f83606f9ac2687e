"""What a county delivered, as plain objects, and looking things up in it.

Belongs here: the shapes that the oracles read, months, lists in force, where a unit is. Does not
belong here: rules (``scope_oracle``), rates (``growth_oracle``), files (``county_files``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

COUNTY_DIGITS = 6


@dataclass(frozen=True)
class Enterprise:
    """A row of the directory."""

    enterprise_id: str
    division_code: str
    industry_code: str
    industry_edition: int | None
    ownership_code: str = ""
    unit_type: str = "legal_unit"
    operating_status: str = "operating"
    opened_on: date | None = None
    qualification: str = ""
    employees: int | None = None
    name: str = "示例企业"


@dataclass(frozen=True)
class Return:
    """A return of an enterprise; money in yuan since 1 January."""

    enterprise_id: str
    main_revenue: Decimal | None
    employees: int | None = None
    main_revenue_prior: Decimal | None = None
    output_value: Decimal | None = None
    output_value_prior: Decimal | None = None
    value_added: Decimal | None = None
    value_added_prior: Decimal | None = None


@dataclass(frozen=True)
class Project:
    """A row of the ledger of projects; amounts in yuan."""

    project_id: str
    division_code: str
    construction_nature: str
    planned_total: Decimal | None
    working_capital: Decimal | None
    construction_status: str
    started_on: date | None = None


@dataclass(frozen=True)
class Progress:
    """A project's investment since 1 January, in yuan."""

    project_id: str
    invested_ytd: Decimal | None


@dataclass(frozen=True)
class Entry:
    """A row of a list of the statistics register."""

    unit_id: str
    entry_reason: str = ""
    exit_reason: str = ""
    scope_class: str = ""


@dataclass(frozen=True)
class Revision:
    """A plan revision; amounts in yuan."""

    project_id: str
    requested_on: date
    approved_on: date | None
    revised_total: Decimal


@dataclass(frozen=True)
class Paper:
    """A paper of an enterprise; ``of_month`` is the month that it says it is of."""

    enterprise_id: str
    document: str
    state: str
    issued_on: date | None = None
    valid_until: date | None = None
    applied_on: date | None = None
    of_month: date | None = None


@dataclass(eq=False)
class County:
    """What was delivered, by reference month; ``code_changes`` names units that were delivered
    under characters 9 to 17 of their id before that month."""

    code: str = "510525"
    seed: int = 0
    enterprises: dict[date, list[Enterprise]] = field(default_factory=dict)
    periodic: dict[date, list[Return]] = field(default_factory=dict)
    annual: dict[int, list[Return]] = field(default_factory=dict)
    registered_enterprises: dict[date, list[Entry]] = field(default_factory=dict)
    projects: dict[date, list[Project]] = field(default_factory=dict)
    progress: dict[date, list[Progress]] = field(default_factory=dict)
    revisions: dict[date, list[Revision]] = field(default_factory=dict)
    registered_projects: dict[date, list[Entry]] = field(default_factory=dict)
    papers: dict[date, list[Paper]] = field(default_factory=dict)
    code_changes: dict[str, date] = field(default_factory=dict)


# --- months -------------------------------------------------------------------------------------


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


def year_before(month: date) -> date:
    """The same month of the year before."""
    return month.replace(year=month.year - 1)


@cache
def modelled_periods(county: County) -> tuple[date, ...]:
    """Months from the first to the last list or return in which anything was delivered."""
    bounding = {
        *county.enterprises,
        *county.periodic,
        *county.registered_enterprises,
        *county.projects,
        *county.progress,
        *county.registered_projects,
        *(date(year, 12, 1) for year in county.annual),
    }
    if not bounding:
        return ()
    delivered = bounding | set(county.revisions) | set(county.papers)
    return tuple(m for m in months(min(bounding), max(bounding)) if m in delivered)


# --- look-ups -----------------------------------------------------------------------------------


def list_month(lists: Mapping[date, object], period: date) -> date | None:
    """The month of the newest list that is not younger than the period; none before the first."""
    return max((month for month in lists if month <= period), default=None)


@cache
def directory(county: County, period: date) -> Mapping[str, Enterprise]:
    """The directory in force: enterprise id -> row."""
    month = list_month(county.enterprises, period)
    rows = county.enterprises[month] if month else []
    return {row.enterprise_id: row for row in rows}


@cache
def ledger(county: County, period: date) -> Mapping[str, Project]:
    """The ledger of projects in force: project id -> row."""
    month = list_month(county.projects, period)
    rows = county.projects[month] if month else []
    return {row.project_id: row for row in rows}


@cache
def periodic_returns(county: County, period: date) -> Mapping[str, Return]:
    """The periodic returns of a month: enterprise id -> row."""
    return {row.enterprise_id: row for row in county.periodic.get(period, [])}


@cache
def annual_returns(county: County, year: int) -> Mapping[str, Return]:
    """The annual returns of a year: enterprise id -> row."""
    return {row.enterprise_id: row for row in county.annual.get(year, [])}


@cache
def progress_reports(county: County, period: date) -> Mapping[str, Progress]:
    """The investment reported for a month: project id -> row."""
    return {row.project_id: row for row in county.progress.get(period, [])}


def register_of(county: County, kind: str) -> Mapping[date, Sequence[Entry]]:
    """The lists of the statistics register of one kind of unit."""
    return county.registered_enterprises if kind == "enterprise" else county.registered_projects


@cache
def entries(county: County, kind: str, period: date) -> Mapping[str, Entry] | None:
    """The rows of a month's register by unit; None where no list was delivered."""
    lists = register_of(county, kind)
    return {row.unit_id: row for row in lists[period]} if period in lists else None


@cache
def registered(county: County, kind: str, period: date) -> frozenset[str] | None:
    """The units registered in a month; None where no list was delivered."""
    rows = entries(county, kind, period)
    return None if rows is None else frozenset(u for u, row in rows.items() if not row.exit_reason)


def units_in_force(
    county: County, kind: str, period: date
) -> Mapping[str, Enterprise] | Mapping[str, Project]:
    """The list in force of one kind of unit."""
    return directory(county, period) if kind == "enterprise" else ledger(county, period)


@cache
def place(county: County, kind: str, unit_id: str, period: date) -> date | None:
    """The month by whose list a registered unit is placed.

    The month itself where its list in force holds the unit, else the last month before whose list
    does, else the first one after; None where no list ever does.
    """
    holding = [
        month
        for month in modelled_periods(county)
        if unit_id in units_in_force(county, kind, month)
    ]
    before = [month for month in holding if month <= period]
    return max(before) if before else min(holding, default=None)


def division_of(county: County, kind: str, unit_id: str, period: date) -> str | None:
    """Where a registered unit is: 9 digits, or 6 where only the county is known."""
    placed = place(county, kind, unit_id, period)
    return units_in_force(county, kind, placed)[unit_id].division_code if placed else None


def levels(divisions: Iterable[str]) -> set[str]:
    """The divisions and the counties that they are in."""
    found = set(divisions)
    return found | {code[:COUNTY_DIGITS] for code in found}


def is_within(code: str | None, division: str) -> bool:
    """Whether a unit's code belongs to a county (6 digits) or is that very township (9)."""
    return code is not None and (
        code[:COUNTY_DIGITS] == division if len(division) == COUNTY_DIGITS else code == division
    )
