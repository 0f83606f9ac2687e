"""What other offices say of the county: in agreement with it, but for the few that are promised."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from statscope.settings import PROJECT_ROOT
from unit.samples import recount
from unit.samples.from_files import ingest, registers_of, rows_of
from unit.samples.recount import APRIL_2010, APRIL_2011, Registers, Row

COUNTY = "510525"
DECEMBER_2010 = date(2010, 12, 1)
TENTH = Decimal("0.1")


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("samples") / "build.duckdb"
    ingest(PROJECT_ROOT / "data" / "samples", path)
    return path


@pytest.fixture(scope="module")
def registers(build: Path) -> Registers:
    return registers_of(build)


def is_far(sales: Decimal, revenue: Decimal) -> bool:
    return abs(sales - revenue) > TENTH * max(sales, revenue)


def test_three_taxpayers_are_far_from_their_returns_and_one_is_a_tenth_away(
    build: Path, registers: Registers
) -> None:
    reported = recount.returns(registers, registers.monthly, APRIL_2011)
    pairs = [
        (row["sales_ytd"], reported[registers.unit(row["enterprise_id"])]["main_revenue"])
        for row in rows_of(build, "tax_sales")[APRIL_2011]
        if row["enterprise_id"] and registers.unit(row["enterprise_id"]) in reported
    ]
    assert len(pairs) > 25
    assert sum(is_far(sales, revenue) for sales, revenue in pairs) == 3
    assert sum(sales == revenue * (1 - TENTH) for sales, revenue in pairs) == 1


def test_one_taxpayer_is_over_the_line_and_files_nothing(build: Path, registers: Registers) -> None:
    sales = {
        registers.unit(row["enterprise_id"]): row["sales_ytd"]
        for row in rows_of(build, "tax_sales")[DECEMBER_2010]
        if row["enterprise_id"]
    }
    listed = recount.registered_enterprises(registers, APRIL_2011)
    status = recount.industry_status(registers, APRIL_2011, recount.INDUSTRY_LINE)
    over = {u for u, amount in sales.items() if amount >= recount.INDUSTRY_LINE} - listed
    assert [status[unit] for unit in over] == ["unknown"]


def test_a_taxpayer_without_a_code_has_the_long_form_of_a_name_and_one_is_a_stranger(
    build: Path, registers: Registers
) -> None:
    names = {row["enterprise_name"] for row in registers.enterprises[APRIL_2011]}
    nameless = [
        row["enterprise_name"]
        for row in rows_of(build, "tax_sales")[APRIL_2011]
        if row["enterprise_id"] is None
    ]
    short = [name.replace("有限责任公司", "有限公司") for name in nameless]
    assert [name in names for name in nameless] == [False, False]
    assert sorted(name in names for name in short) == [False, True]


def test_one_account_draws_more_power_while_its_output_falls(
    build: Path, registers: Registers
) -> None:
    before, now = (
        {row["account_name"]: row["kwh_ytd"] for row in rows_of(build, "power_use")[period]}
        for period in (APRIL_2010, APRIL_2011)
    )
    units = {row["enterprise_name"]: row for row in registers.enterprises[APRIL_2011]}
    reported = recount.returns(registers, registers.monthly, APRIL_2011)

    def output(name: str) -> Row:
        return reported[registers.unit(units[name]["enterprise_id"])]

    (unknown,) = set(now) - set(units)
    del now[unknown]
    falling = {n for n in now if output(n)["output_value"] < output(n)["output_value_prior"]}
    assert len(falling) == 1
    assert {n for n in falling if now[n] > before[n]} == falling
    assert all(now[n] > before[n] for n in set(now) - falling)


def test_one_account_comes_under_a_name_that_no_directory_has(
    build: Path, registers: Registers
) -> None:
    names = {row["enterprise_name"] for row in registers.enterprises[APRIL_2011]}
    accounts = {row["account_name"] for row in rows_of(build, "power_use")[APRIL_2011]}
    before = {row["account_name"] for row in rows_of(build, "power_use")[APRIL_2010]}
    (unknown,) = accounts - names
    assert {name.replace("有限公司", "厂") for name in before - accounts} == {unknown}


def test_a_filled_ledger_names_projects_that_are_not_registered(
    build: Path, registers: Registers
) -> None:
    rows = rows_of(build, "ledger_updates")[APRIL_2011]
    missing = recount.unregistered_projects(registers, APRIL_2011)
    assert len(rows) == 4
    assert {row["unit_id"] for row in rows} <= set(missing)
    assert {row["document"] for row in rows} == {None}


def test_one_permit_is_of_a_project_that_no_list_names(build: Path, registers: Registers) -> None:
    names = {row["project_name"] for row in recount.in_force(registers.projects, APRIL_2011)}
    permitted = [row["project_name"] for row in rows_of(build, "permits")[APRIL_2011]]
    assert len(permitted) == 7
    assert sum(name not in names for name in permitted) == 1


def test_the_bulletin_has_the_county_tied_fifth_and_three_and_a_half_points_behind(
    build: Path,
) -> None:
    rows = rows_of(build, "peer_indicators")[APRIL_2011]
    added = {r["division_code"]: r for r in rows if r["indicator"] == "industrial_value_added"}
    assert len(added) == 7
    growths = sorted((row["growth"] for row in added.values()), reverse=True)
    assert added[COUNTY]["growth"] == pytest.approx(0.238)
    assert growths[0] - added[COUNTY]["growth"] == pytest.approx(0.035)
    assert growths.index(added[COUNTY]["growth"]) + 1 == added[COUNTY]["rank"] == 5
    assert growths.count(added[COUNTY]["growth"]) == 2
    invested = {r["division_code"]: r for r in rows if r["indicator"] == "fixed_asset_investment"}
    assert (invested[COUNTY]["growth"], invested[COUNTY]["rank"]) == (pytest.approx(0.158), 5)
    better = [row for row in invested.values() if row["growth"] > invested[COUNTY]["growth"]]
    assert len(better) == 4


def test_targets_of_the_year_stand_for_county_offices_and_townships(build: Path) -> None:
    (rows,) = rows_of(build, "targets").values()
    county = [r for r in rows if r["division_code"] == COUNTY and r["department"] is None]
    assert {row["indicator"] for row in county} == {
        "industrial_value_added",
        "fixed_asset_investment",
    }
    assert {row["year"] for row in rows} == {2011}
    assert sum(row["leader"] is not None for row in rows) == 3
    assert sum(len(row["division_code"]) == 9 for row in rows) == 8
    assert all(row["target_growth"] is not None for row in rows)


def test_papers_of_firms_are_in_order_late_wrong_or_lapsed(build: Path) -> None:
    (rows,) = rows_of(build, "enterprise_evidence").values()
    states = {(row["state"], row["valid_until"] is None) for row in rows}
    assert states == {
        ("valid", True),
        ("valid", False),
        ("nonconforming", True),
        ("missing", True),
        ("applied", True),
    }
    assert len({row["enterprise_id"] for row in rows}) == 8
    assert len({row["document"] for row in rows}) == 5
