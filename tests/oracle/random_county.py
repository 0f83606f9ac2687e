"""Random counties with values at, just below and just above every line, and their deliveries.

A county is drawn from a seed, written as the departments' CSV files, and kept as plain objects
for the oracle. The files are clean: mess is the business of the ingest tests.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

from oracle.scope_oracle import County, Enterprise, Project, Return, Revision

CENT = Decimal("0.01")
REVENUE_LINES = [Decimal(2_000_000), Decimal(5_000_000), Decimal(20_000_000)]
PLAN_LINES = [Decimal(50_000), Decimal(500_000), Decimal(5_000_000)]
INDUSTRIES = ["0610", "1200", "1310", "2511", "3700", "3900", "4430", "4690", "5110", "5211",
              "6110", "6210", "6300", "6500", "6600", "6710", "0111", "4610"]  # fmt: skip
TOWNSHIPS = ["510525100", "510525101", "510525102", "510525"]
PERIODS = [date(2010, 11, 1), date(2010, 12, 1), date(2011, 1, 1), date(2011, 2, 1),
           date(2011, 4, 1), date(2012, 2, 1)]  # fmt: skip


def draw_amount(random: Random, lines: Sequence[Decimal]) -> Decimal | None:
    """Nothing, zero, a value at or a cent beside a line, or any value around the lines."""
    kind = random.randrange(6)
    line = random.choice(lines)
    if kind == 0:
        return None
    if kind == 1:
        return line + random.choice([-CENT, Decimal(0), CENT])
    if kind == 2:
        return Decimal(0)
    return (line * Decimal(random.randrange(1, 400)) / 100).quantize(CENT)


def draw_enterprise(random: Random, number: int) -> Enterprise:
    """One row of the directory."""
    opened = random.choice(
        [None, date(2005, 3, 1), date(2009, 9, 30), date(2009, 10, 1), date(2010, 9, 30),
         date(2010, 10, 1), date(2011, 2, 15), date(2011, 10, 1)]
    )  # fmt: skip
    return Enterprise(
        enterprise_id=f"E{number:05d}",
        division_code=random.choice(TOWNSHIPS),
        industry_code=random.choice(INDUSTRIES),
        industry_edition=random.choice([2002, 2011, 2017]),
        ownership_code=random.choice(["", "110", "141", "151", "159", "173"]),
        unit_type=random.choice(["legal_unit"] * 5 + ["branch"]),
        operating_status=random.choice(["operating"] * 5 + ["suspended", "deregistered"]),
        opened_on=opened,
        employees=random.choice([None, 10, 50, 300]),
    )


def draw_project(random: Random, number: int) -> Project:
    """One row of the ledger of projects."""
    return Project(
        project_id=f"P-{number:05d}",
        division_code=random.choice(TOWNSHIPS),
        construction_nature=random.choice(["new", "expansion", "purchase", "real_estate"]),
        planned_total=draw_amount(random, PLAN_LINES),
        working_capital=random.choice([None, None, Decimal("0.01"), Decimal(100_000)]),
        construction_status=random.choice(
            ["under_construction"] * 4 + ["planned", "suspended", "completed"]
        ),
    )


def draw_revision(random: Random, number: int) -> Revision:
    """One request for a plan revision, approved around a month's end or not at all."""
    return Revision(
        project_id=f"P-{number:05d}",
        requested_on=date(2010, 10, 5),
        approved_on=random.choice([None, date(2010, 12, 31), date(2011, 1, 1), date(2011, 4, 30)]),
        revised_total=draw_amount(random, PLAN_LINES) or Decimal(1),
    )


def draw_county(seed: int, units: int = 120) -> County:
    """One county: lists change once, registers come for some months only."""
    random = Random(seed)  # noqa: S311
    county = County()
    firms = [draw_enterprise(random, number) for number in range(units)]
    projects = [draw_project(random, number) for number in range(units)]
    county.enterprises = {PERIODS[0]: firms, PERIODS[3]: firms[: units - 10]}
    county.projects = {PERIODS[0]: projects, PERIODS[3]: projects[10:]}
    for period in PERIODS:
        county.periodic[period] = draw_returns(random, firms)
    county.annual = {year: draw_returns(random, firms) for year in (2009, 2010)}
    for period in PERIODS[1:]:
        county.registered_enterprises[period] = {
            firm.enterprise_id for firm in firms if random.random() < 0.5
        }
        county.registered_projects[period] = {
            project.project_id for project in projects if random.random() < 0.5
        }
    county.revisions = {
        PERIODS[2]: [draw_revision(random, number) for number in range(0, units, 3)]
    }
    return county


def draw_returns(random: Random, firms: Iterable[Enterprise]) -> list[Return]:
    """Returns of most firms."""
    return [
        Return(
            firm.enterprise_id,
            draw_amount(random, REVENUE_LINES),
            random.choice([None, 49, 50, 51]),
        )
        for firm in firms
        if random.random() < 0.8
    ]


# --- deliveries ---------------------------------------------------------------------------------


def write_deliveries(county: County, root: Path) -> None:
    """Write the county as the files of its departments, one folder a register."""
    for period, firms in county.enterprises.items():
        write(root / "enterprises" / f"{period:%Y-%m}.csv", [enterprise_row(f) for f in firms])
    for period, returns in county.periodic.items():
        write(root / "enterprise_returns" / f"{period:%Y-%m}.csv", [return_row(r) for r in returns])
    for year, returns in county.annual.items():
        write(root / "enterprise_returns" / f"{year}.csv", [return_row(r) for r in returns])
    for period, listed in county.registered_enterprises.items():
        rows = [{"enterprise_id": unit} for unit in sorted(listed)]
        write(root / "registered_enterprises" / f"{period:%Y-%m}.csv", rows)
    for period, projects in county.projects.items():
        write(root / "projects" / f"{period:%Y-%m}.csv", [project_row(p) for p in projects])
    for period, revisions in county.revisions.items():
        rows = [revision_row(revision) for revision in revisions]
        write(root / "plan_revisions" / f"{period:%Y-%m}.csv", rows)
    for period, listed in county.registered_projects.items():
        rows = [{"project_id": unit} for unit in sorted(listed)]
        write(root / "registered_projects" / f"{period:%Y-%m}.csv", rows)


def enterprise_row(firm: Enterprise) -> dict[str, object]:
    """A line of the directory."""
    return {
        "enterprise_id": firm.enterprise_id,
        "enterprise_name": f"示例企业{firm.enterprise_id}",
        "division_code": firm.division_code,
        "industry_code": firm.industry_code,
        "industry_edition": firm.industry_edition,
        "ownership_code": firm.ownership_code,
        "unit_type": firm.unit_type,
        "operating_status": firm.operating_status,
        "opened_on": firm.opened_on or "",
        "employees": "" if firm.employees is None else firm.employees,
    }


def return_row(row: Return) -> dict[str, object]:
    """A line of the returns, in thousand yuan as the register's default says."""
    return {
        "enterprise_id": row.enterprise_id,
        "main_revenue": "" if row.main_revenue is None else row.main_revenue / 1_000,
        "employees": "" if row.employees is None else row.employees,
    }


def project_row(project: Project) -> dict[str, object]:
    """A line of the ledger of projects, amounts in yuan by the header."""
    return {
        "project_id": project.project_id,
        "project_name": f"示例项目{project.project_id}",
        "owner_name": "示例建设单位",
        "division_code": project.division_code,
        "construction_nature": project.construction_nature,
        "planned_total(元)": "" if project.planned_total is None else project.planned_total,
        "working_capital(元)": "" if project.working_capital is None else project.working_capital,
        "construction_status": project.construction_status,
    }


def revision_row(revision: Revision) -> dict[str, object]:
    """A line of the plan revisions, amounts in yuan by the header."""
    return {
        "project_id": revision.project_id,
        "requested_on": revision.requested_on,
        "approved_on": revision.approved_on or "",
        "revised_total(元)": revision.revised_total,
    }


def write(path: Path, rows: Sequence[dict[str, object]]) -> None:
    """Write one delivery."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
