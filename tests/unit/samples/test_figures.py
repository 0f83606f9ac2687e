"""The promised figures are in the rows: recounted from what the generator knows."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from statscope.samples.truth import make_county
from statscope.samples.writing import DEFAULT_SEED
from unit.samples import recount
from unit.samples.from_truth import registers_of
from unit.samples.recount import APRIL_2010, APRIL_2011, FAI_LINE, OLD_FAI_LINE, Registers


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(DEFAULT_SEED, id="the committed county"),
        pytest.param(7, id="a county of another seed"),
    ],
)
def registers(request: pytest.FixtureRequest) -> Registers:
    return registers_of(make_county(1, request.param))


def rounded(value: Decimal, places: str) -> Decimal:
    return value.quantize(Decimal(places))


def test_eighty_seven_projects_are_eligible_and_forty_seven_of_them_registered(
    registers: Registers,
) -> None:
    eligible = recount.eligible_projects(registers, APRIL_2011, FAI_LINE)
    listed = recount.registered(registers.registered_projects, "project_id", APRIL_2011)
    assert len(eligible) == 87
    assert len(listed) == 47
    assert listed <= eligible


def test_a_year_before_one_hundred_and_nineteen_projects_were_registered(
    registers: Registers,
) -> None:
    rows = registers.registered_projects[APRIL_2010]
    listed = recount.registered(registers.registered_projects, "project_id", APRIL_2010)
    assert len(listed) == 119
    assert len(rows) == 121  # two rows state why their project left
    assert len(recount.eligible_projects(registers, APRIL_2010, OLD_FAI_LINE)) > 119


def test_projects_lie_on_the_line_and_are_moved_over_it_by_capital_and_revisions(
    registers: Registers,
) -> None:
    projects = recount.by("project_id", recount.in_force(registers.projects, APRIL_2011))
    eligible = recount.eligible_projects(registers, APRIL_2011, FAI_LINE)
    gross = {p: row["planned_total"] for p, row in projects.items()}
    approved = {
        p: recount.approved_total(registers, row, APRIL_2011) for p, row in projects.items()
    }
    net = {p: a - (projects[p]["working_capital"] or 0) for p, a in approved.items() if a}
    out = {p for p in projects if projects[p]["construction_status"] == "under_construction"}
    out -= eligible
    assert sum(net.get(p) == FAI_LINE for p in eligible) == 2
    assert sum(net.get(p) == FAI_LINE - Decimal("0.01") for p in out) == 1
    assert sum(gross[p] is None for p in out) == 3
    assert sum((gross[p] or 0) >= FAI_LINE > net[p] for p in out & set(net)) == 2
    small = {p for p in eligible if gross[p] < FAI_LINE}
    assert Counter(projects[p]["construction_nature"] == "real_estate" for p in small) == {
        True: 2,
        False: 2,
    }
    last_day = [r for r in registers.plan_revisions[APRIL_2011] if r["approved_on"]]
    assert [r["approved_on"].isoformat() for r in last_day] == ["2011-04-30"]


def test_forty_unregistered_projects_spread_over_all_reasons(registers: Registers) -> None:
    missing = recount.unregistered_projects(registers, APRIL_2011)
    primary = Counter(reasons[0] for reasons in missing.values())
    assert primary == {
        "owner_not_in_directory": 4,
        "missing_document": 15,
        "nonconforming_document": 7,
        "expired_document": 4,
        "plan_revision_pending": 4,
        "ready_to_file": 6,
    }
    assert sum(len(reasons) > 1 for reasons in missing.values()) >= 9


def test_some_townships_and_offices_carry_more_of_the_missing_projects(
    registers: Registers,
) -> None:
    projects = recount.by("project_id", recount.in_force(registers.projects, APRIL_2011))
    missing = [projects[p] for p in recount.unregistered_projects(registers, APRIL_2011)]
    for column in ("division_code", "department"):
        counts = Counter(project[column] for project in missing)
        assert len(counts) >= 6
        assert max(counts.values()) >= 3 * min(counts.values())


def test_two_mines_wait_for_their_plan_revision_and_one_has_asked(registers: Registers) -> None:
    projects = recount.by("project_id", recount.in_force(registers.projects, APRIL_2011))
    missing = recount.unregistered_projects(registers, APRIL_2011)
    asked = {row["project_id"] for row in registers.plan_revisions[APRIL_2011]}
    mines = {projects[p]["project_name"]: p for p in missing if "矿" in projects[p]["project_name"]}
    assert set(mines) == {"石屏一矿", "箭竹坪矿"}
    assert [missing[p] for p in mines.values()] == [("plan_revision_pending",)] * 2
    assert all(projects[p]["continuing"] for p in mines.values())
    assert mines["石屏一矿"] in asked
    assert mines["箭竹坪矿"] not in asked


def test_investment_is_nearly_a_billion_and_grew_comparably(registers: Registers) -> None:
    listed = recount.registered(registers.registered_projects, "project_id", APRIL_2011)
    now = recount.invested_ytd(registers, APRIL_2011, listed)
    growth = now / recount.base_of_growth(registers) - 1
    assert rounded(now / 10**9, "0.01") == Decimal("0.97")
    assert rounded(growth * 100, "0.1") == Decimal("15.8")


def test_value_added_is_two_billion_and_grew_over_the_same_units(registers: Registers) -> None:
    figures = recount.value_added(registers)
    assert rounded(figures.current / 10**9, "0.01") == Decimal("2.05")
    assert rounded(figures.growth * 100, "0.1") == Decimal("23.8")
    assert figures.current > figures.current_with_base  # one unit has no base


def test_units_on_the_line_are_in_and_a_fen_below_are_out(registers: Registers) -> None:
    status = recount.industry_status(registers, APRIL_2011, recount.INDUSTRY_LINE)
    directory = recount.units(registers, APRIL_2011)
    measures = {u: recount.revenue(registers, u, directory[u], APRIL_2011) for u in status}
    assert [status[u] for u, m in measures.items() if m == 20_000_000] == ["in_scope"]
    just_below = Decimal("19999999.99")
    assert [status[u] for u, m in measures.items() if m == just_below] == ["below_threshold"]


def test_more_than_a_hundred_firms_drop_out_between_the_lines(registers: Registers) -> None:
    old = recount.industry_status(registers, APRIL_2011, recount.OLD_INDUSTRY_LINE)
    new = recount.industry_status(registers, APRIL_2011, recount.INDUSTRY_LINE)
    dropped = {u for u in old if old[u] == "in_scope" and new[u] == "below_threshold"}
    assert len(dropped) >= 100


def test_every_relation_of_scope_and_register_occurs_among_factories(registers: Registers) -> None:
    status = recount.industry_status(registers, APRIL_2011, recount.INDUSTRY_LINE)
    listed = recount.registered_enterprises(registers, APRIL_2011)
    pairs = Counter((state, unit in listed) for unit, state in status.items())
    assert pairs["in_scope", True] >= 70
    assert pairs["in_scope", False] >= 8
    assert pairs["below_threshold", True] >= 3
    assert pairs["not_operating", True] >= 1
    assert pairs["unknown", True] == 1
    assert pairs["unknown", False] >= 3
    assert pairs["not_a_legal_unit", False] == 4
    missing = [u for u, state in status.items() if state == "in_scope" and u not in listed]
    opened = [recount.units(registers, APRIL_2011)[u]["opened_on"] for u in missing]
    routes = Counter(day.year < 2010 or (day.month < 10 and day.year == 2010) for day in opened)
    assert min(routes[True], routes[False]) >= 4  # the annual route and the monthly one


def test_the_registers_shrink_at_the_scope_break(registers: Registers) -> None:
    for lists in (registers.registered_enterprises, registers.registered_projects):
        before, after = (
            sum(row["exit_reason"] is None for row in lists[period.replace(year=year, month=month)])
            for period, year, month in ((APRIL_2010, 2010, 12), (APRIL_2011, 2011, 2))
        )
        assert after < 0.6 * before


def test_progress_adds_up_for_most_projects_and_not_for_all(registers: Registers) -> None:
    rows = [row for each in registers.project_progress.values() for row in each]
    parts = ("construction", "installation", "equipment", "other")
    full = [row for row in rows if row["invested_ytd"] is not None]
    flawed = [row for row in full if sum(row[part] for part in parts) != row["invested_ytd"]]
    assert 0 < len(flawed) < len(full) / 20
    assert len(full) < len(rows)
