"""Writes counties as the files of departments, one folder a register, all counties in one file.

Belongs here: rows and CSV. Does not belong here: what is in them (``random_county``).
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from oracle.county import County, Enterprise, Entry, Paper, Progress, Project, Return, Revision

Row = dict[str, object]
Delivered = Callable[[str], str]
"""The id under which a unit was delivered in a month."""

THOUSAND = 1_000


def write_deliveries(county: County, root: Path) -> None:
    """Write one county."""
    write_counties([county], root)


def write_counties(counties: Sequence[County], root: Path) -> None:
    """Write counties of one calendar: each file holds the rows of all of them."""
    tables: dict[Path, list[Row]] = {}
    for county in counties:
        for path, rows in files_of(county):
            tables.setdefault(path, []).extend(rows)
    for path, rows in tables.items():
        write(root / path, rows)


def files_of(county: County) -> Iterable[tuple[Path, list[Row]]]:
    """Yield every file of a county: its path below the deliveries, its rows."""
    shapes: list[tuple[str, Mapping[date, Sequence[Any]], Callable[[Any, Delivered], Row]]] = [
        ("enterprises", county.enterprises, enterprise_row),
        ("enterprise_returns", county.periodic, return_row),
        ("registered_enterprises", county.registered_enterprises, enterprise_entry_row),
        ("projects", county.projects, project_row),
        ("project_progress", county.progress, progress_row),
        ("plan_revisions", county.revisions, revision_row),
        ("registered_projects", county.registered_projects, project_entry_row),
        ("enterprise_evidence", county.papers, paper_row),
    ]
    for register, deliveries, row_of in shapes:
        for month, rows in deliveries.items():
            delivered = delivered_ids(county, month)
            yield Path(register, f"{month:%Y-%m}.csv"), [row_of(row, delivered) for row in rows]
    for year, rows in county.annual.items():
        delivered = delivered_ids(county, date(year, 12, 1))
        yield (
            Path("enterprise_returns", f"{year}.csv"),
            [return_row(row, delivered) for row in rows],
        )


def delivered_ids(county: County, month: date) -> Delivered:
    """Return how ids look in a month: before its change of code a unit has nine characters."""

    def delivered(unit: str) -> str:
        changed_on = county.code_changes.get(unit)
        return unit[8:17] if changed_on is not None and month < changed_on else unit

    return delivered


def thousands(amount: Decimal | None) -> object:
    """An amount in thousand yuan, as the returns are delivered."""
    return "" if amount is None else amount / THOUSAND


def cell(value: object) -> object:
    """A cell; nothing where nothing is known."""
    return "" if value is None else value


def enterprise_row(firm: Enterprise, delivered: Delivered) -> Row:
    """A line of the directory."""
    return {
        "enterprise_id": delivered(firm.enterprise_id),
        "enterprise_name": f"{firm.name}{firm.enterprise_id}",
        "division_code": firm.division_code,
        "industry_code": firm.industry_code,
        "industry_edition": cell(firm.industry_edition),
        "ownership_code": firm.ownership_code,
        "unit_type": firm.unit_type,
        "operating_status": firm.operating_status,
        "opened_on": cell(firm.opened_on),
        "qualification": firm.qualification,
        "employees": cell(firm.employees),
    }


def return_row(row: Return, delivered: Delivered) -> Row:
    """A line of the returns, in thousand yuan as the register's default says."""
    return {
        "enterprise_id": delivered(row.enterprise_id),
        "main_revenue": thousands(row.main_revenue),
        "main_revenue_prior": thousands(row.main_revenue_prior),
        "output_value": thousands(row.output_value),
        "output_value_prior": thousands(row.output_value_prior),
        "value_added": thousands(row.value_added),
        "value_added_prior": thousands(row.value_added_prior),
        "employees": cell(row.employees),
    }


def enterprise_entry_row(entry: Entry, delivered: Delivered) -> Row:
    """A line of the list of registered units."""
    return {
        "enterprise_id": delivered(entry.unit_id),
        "scope_class": entry.scope_class,
        "entry_reason": entry.entry_reason,
        "exit_reason": entry.exit_reason,
    }


def project_row(project: Project, _delivered: Delivered) -> Row:
    """A line of the ledger of projects, amounts in yuan by the header."""
    return {
        "project_id": project.project_id,
        "project_name": f"示例项目{project.project_id}",
        "owner_name": "示例建设单位",
        "division_code": project.division_code,
        "construction_nature": project.construction_nature,
        "planned_total(元)": cell(project.planned_total),
        "working_capital(元)": cell(project.working_capital),
        "started_on": cell(project.started_on),
        "construction_status": project.construction_status,
    }


def progress_row(row: Progress, _delivered: Delivered) -> Row:
    """A line of the investment completed, in yuan by the header."""
    return {"project_id": row.project_id, "invested_ytd(元)": cell(row.invested_ytd)}


def revision_row(revision: Revision, _delivered: Delivered) -> Row:
    """A line of the plan revisions, amounts in yuan by the header."""
    return {
        "project_id": revision.project_id,
        "requested_on": revision.requested_on,
        "approved_on": cell(revision.approved_on),
        "revised_total(元)": revision.revised_total,
    }


def project_entry_row(entry: Entry, _delivered: Delivered) -> Row:
    """A line of the list of registered projects."""
    return {"project_id": entry.unit_id, "exit_reason": entry.exit_reason}


def paper_row(paper: Paper, delivered: Delivered) -> Row:
    """A line of the papers of enterprises."""
    return {
        "enterprise_id": delivered(paper.enterprise_id),
        "document": paper.document,
        "state": paper.state,
        "issued_on": cell(paper.issued_on),
        "valid_until": cell(paper.valid_until),
        "applied_on": cell(paper.applied_on),
        "税款所属期": "" if paper.of_month is None else f"{paper.of_month:%Y-%m}",
    }


def write(path: Path, rows: Sequence[Row]) -> None:
    """Write one delivery."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
