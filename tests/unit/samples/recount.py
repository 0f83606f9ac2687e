"""An independent recount of the promised figures in plain Python, after docs on definitions.

It knows rows of registers, wherever they come from, and nothing of the generator or the models.
Amounts are in yuan.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

Row = Mapping[str, Any]
Lists = Mapping[date, tuple[Row, ...]]

APRIL_2010, APRIL_2011 = date(2010, 4, 1), date(2011, 4, 1)
FAI_LINE = Decimal(5_000_000)
OLD_FAI_LINE = Decimal(500_000)
INDUSTRY_LINE, OLD_INDUSTRY_LINE = Decimal(20_000_000), Decimal(5_000_000)
WORKS = ("content", "contract", "photo", "approval")
PURCHASE = ("purchase_contract", "payment", "arrival_photo")
SUBSTITUTES = ("works_permit", "design", "feasibility")
REASONS = (
    "owner_not_in_directory",
    "missing_document",
    "nonconforming_document",
    "expired_document",
    "plan_revision_pending",
    "ready_to_file",
)


@dataclass(frozen=True)
class Registers:
    """Every row that counts, by register and period."""

    enterprises: Lists
    monthly: Lists
    annual: Lists
    registered_enterprises: Lists
    projects: Lists
    project_progress: Lists
    registered_projects: Lists
    project_evidence: Lists
    plan_revisions: Lists
    long_ids: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        lists = (self.enterprises, self.monthly, self.annual, self.registered_enterprises)
        for rows in (rows for each in lists for rows in each.values()):
            for row in rows:
                if len(row["enterprise_id"]) == 18:
                    self.long_ids[row["enterprise_id"][8:17]] = row["enterprise_id"]

    def unit(self, code: str) -> str:
        return self.long_ids.get(code.replace("-", ""), code.replace("-", ""))


def month_end(period: date) -> date:
    return (period.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def in_force(lists: Lists, period: date) -> tuple[Row, ...]:
    return lists[max(delivered for delivered in lists if delivered <= period)]


def by(key: str, rows: Iterable[Row]) -> dict[str, Row]:
    return {row[key]: row for row in rows}


def registered(lists: Lists, key: str, period: date) -> set[str]:
    return {row[key] for row in lists[period] if row["exit_reason"] is None}


# Projects


def approved_total(registers: Registers, project: Row, period: date) -> Decimal | None:
    approved = [
        row
        for delivered, rows in registers.plan_revisions.items()
        for row in rows
        if delivered <= period
        and row["project_id"] == project["project_id"]
        and row["approved_on"] is not None
        and row["approved_on"] <= month_end(period)
    ]
    if not approved:
        return project["planned_total"]
    return max(approved, key=lambda row: row["approved_on"])["revised_total"]


def meets_line(registers: Registers, project: Row, period: date, line: Decimal) -> bool:
    total = approved_total(registers, project, period)
    if line == FAI_LINE and project["construction_nature"] == "real_estate":
        return True
    return total is not None and total - (project["working_capital"] or 0) >= line


def eligible_projects(registers: Registers, period: date, line: Decimal) -> set[str]:
    return {
        project["project_id"]
        for project in in_force(registers.projects, period)
        if project["construction_status"] == "under_construction"
        and meets_line(registers, project, period, line)
    }


def invested_ytd(registers: Registers, period: date, chosen: set[str]) -> Decimal:
    rows = registers.project_progress[period]
    return sum((row["invested_ytd"] or 0 for row in rows if row["project_id"] in chosen), Decimal())


def base_of_growth(registers: Registers) -> Decimal:
    projects = by("project_id", in_force(registers.projects, APRIL_2010))
    listed = registered(registers.registered_projects, "project_id", APRIL_2010)
    kept = {p for p in listed if meets_line(registers, projects[p], APRIL_2010, FAI_LINE)}
    return invested_ytd(registers, APRIL_2010, kept)


def papers(registers: Registers, project_id: str, period: date) -> dict[str, set[str]]:
    latest: dict[tuple[Any, ...], Row] = {}
    for delivered in sorted(p for p in registers.project_evidence if p <= period):
        for row in registers.project_evidence[delivered]:
            if row["project_id"] == project_id:
                key = (row["document"], row["issued_on"], row["applied_on"], row["department"])
                latest[key] = row
    held: dict[str, set[str]] = {}
    for row in latest.values():
        ended = row["valid_until"] is not None and row["valid_until"] < month_end(period)
        state = "expired" if row["state"] == "valid" and ended else row["state"]
        held.setdefault(row["document"], set()).add(state)
    return held


def paper_fault(states: set[str]) -> str | None:
    if states & {"valid", "waived"}:
        return None
    if "expired" in states:
        return "expired_document"
    if "nonconforming" in states and "applied" not in states:
        return "nonconforming_document"
    return "missing_document"


def reasons_of(registers: Registers, project: Row, period: date) -> tuple[str, ...]:
    held = papers(registers, project["project_id"], period)
    needed = PURCHASE if project["construction_nature"] == "purchase" else WORKS
    found = {
        paper_fault(held.get(document, set())) for document in needed if document != "approval"
    }
    if "approval" in needed and not any("valid" in held.get(s, set()) for s in SUBSTITUTES):
        found.add(paper_fault(held.get("approval", set())))
    directory = {
        registers.unit(row["enterprise_id"]) for row in in_force(registers.enterprises, period)
    }
    if project["owner_id"] is not None and registers.unit(project["owner_id"]) not in directory:
        found.add("owner_not_in_directory")
    progress = by("project_id", registers.project_progress[period]).get(project["project_id"])
    total = approved_total(registers, project, period)
    if progress and total is not None and progress["invested_since_start"] > total:
        found.add("plan_revision_pending")
    found.discard(None)
    return tuple(r for r in REASONS if r in found) or ("ready_to_file",)


def unregistered_projects(registers: Registers, period: date) -> dict[str, tuple[str, ...]]:
    projects = by("project_id", in_force(registers.projects, period))
    missing = eligible_projects(registers, period, FAI_LINE) - registered(
        registers.registered_projects, "project_id", period
    )
    return {p: reasons_of(registers, projects[p], period) for p in sorted(missing)}


# Enterprises


def is_industry(unit: Row) -> bool:
    return "06" <= unit["industry_code"][:2] <= "46"


def registered_enterprises(registers: Registers, period: date) -> set[str]:
    listed = registered(registers.registered_enterprises, "enterprise_id", period)
    return {registers.unit(code) for code in listed}


def units(registers: Registers, period: date) -> dict[str, Row]:
    rows = in_force(registers.enterprises, period)
    return {registers.unit(row["enterprise_id"]): row for row in rows}


def returns(registers: Registers, lists: Lists, period: date) -> dict[str, Row]:
    return {registers.unit(row["enterprise_id"]): row for row in lists.get(period, ())}


def revenue(registers: Registers, unit_id: str, unit: Row, period: date) -> Decimal | None:
    year = period.year - 1
    if unit["opened_on"] >= date(year, 10, 1):
        now = returns(registers, registers.monthly, period).get(unit_id)
        if now is not None and now["main_revenue"] is not None:
            return now["main_revenue"]
    for lists in (registers.annual, registers.monthly):
        row = returns(registers, lists, date(year, 12, 1)).get(unit_id)
        if row is not None and row["main_revenue"] is not None:
            return row["main_revenue"]
    return None


def industry_status(registers: Registers, period: date, line: Decimal) -> dict[str, str]:
    result = {}
    for unit_id, unit in units(registers, period).items():
        if not is_industry(unit):
            continue
        measure = revenue(registers, unit_id, unit, period)
        if unit["unit_type"] == "branch":
            result[unit_id] = "not_a_legal_unit"
        elif unit["operating_status"] != "operating":
            result[unit_id] = "not_operating"
        elif measure is None:
            result[unit_id] = "unknown"
        else:
            result[unit_id] = "in_scope" if measure >= line else "below_threshold"
    return result


@dataclass(frozen=True)
class ValueAdded:
    """Value added of the units registered in industry, with and without those lacking a base."""

    current: Decimal
    current_with_base: Decimal
    base: Decimal

    @property
    def growth(self) -> Decimal:
        return self.current_with_base / self.base - 1


def value_added(registers: Registers) -> ValueAdded:
    directory = units(registers, APRIL_2011)
    before = returns(registers, registers.monthly, APRIL_2010)
    current = with_base = base = Decimal()
    for unit_id in registered_enterprises(registers, APRIL_2011):
        row = returns(registers, registers.monthly, APRIL_2011).get(unit_id)
        if row is None or row["value_added"] is None or not is_industry(directory[unit_id]):
            continue
        current += row["value_added"]
        prior = row["value_added_prior"]
        if prior is None and unit_id in before:
            prior = before[unit_id]["value_added"]
        if prior is not None:
            with_base += row["value_added"]
            base += prior
    return ValueAdded(current, with_base, base)
