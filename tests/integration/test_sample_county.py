"""The synthetic county's published marts give the figures of the county it was made after.

The figures come out of the rows: nothing in the product knows them.
"""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

APRIL_2011 = date(2011, 4, 1)
COUNTY = "510525"
REASONS = {
    "owner_not_in_directory",
    "missing_document",
    "nonconforming_document",
    "expired_document",
    "plan_revision_pending",
    "ready_to_file",
}

pytestmark = pytest.mark.slow


def test_coverage_of_projects_is_47_of_87_and_the_register_shrank_by_sixty_percent(
    sample: duckdb.DuckDBPyConnection,
) -> None:
    row = sample.execute(
        """select regime_id, eligible_units, registered_units, registered_eligible_units,
            coverage_rate, registered_units_prior_year, registered_units_growth, is_scope_break
        from marts.rpt_registration_coverage
        where period = ? and regime_family = 'fai' and division_code = ?""",
        [APRIL_2011, COUNTY],
    ).fetchall()
    assert row == [
        ("fai_2011", 87, 47, 47, pytest.approx(47 / 87), 119, pytest.approx(47 / 119 - 1), True)
    ]
    assert round(row[0][6] * 100, 1) == -60.5


def test_eligible_projects_under_construction_are_87_in_the_facts(
    sample: duckdb.DuckDBPyConnection,
) -> None:
    found = sample.execute(
        """select count(*), sum(cast(is_registered as int)) from marts.fct_project_scope
        where period = ? and regime_id = 'fai_2011' and is_eligible
            and construction_status = 'under_construction'""",
        [APRIL_2011],
    ).fetchall()
    assert found == [(87, 47)]


def test_forty_unregistered_projects_spread_over_every_reason(
    sample: duckdb.DuckDBPyConnection,
) -> None:
    rows = sample.execute(
        """select primary_reason, reasons from marts.rpt_unregistered_projects
        where period = ?""",
        [APRIL_2011],
    ).fetchall()
    assert len(rows) == 40
    assert {primary for primary, _ in rows} == REASONS
    assert all(reasons and reasons[0] == primary for primary, reasons in rows)


def test_the_two_mines_wait_for_their_plan_revision(sample: duckdb.DuckDBPyConnection) -> None:
    names = sample.execute(
        """select project_name from marts.rpt_unregistered_projects
        where period = ? and list_contains(reasons, 'plan_revision_pending')
            and invested_since_start_cny > planned_total_cny
            and (project_name like '%石屏一矿%' or project_name like '%箭竹坪矿%')""",
        [APRIL_2011],
    ).fetchall()
    assert len(names) == 2


def test_townships_add_up_to_the_county(sample: duckdb.DuckDBPyConnection) -> None:
    """True here because every sample project carries a township code."""
    sums = sample.execute(
        """select regime_family, length(division_code) as digits, sum(eligible_units),
            sum(registered_units)
        from marts.rpt_registration_coverage where period = ? group by all order by all""",
        [APRIL_2011],
    ).fetchall()
    county = {family: rest for family, digits, *rest in sums if digits == 6}
    townships = {family: rest for family, digits, *rest in sums if digits == 9}
    assert county == townships
    assert "fai" in county
    assert "industry" in county


def test_every_delivered_row_and_yuan_has_a_fate(sample: duckdb.DuckDBPyConnection) -> None:
    lost = sample.execute(
        """select count(*) as files,
            sum(rows_present - rows_loaded - rows_rejected - rows_duplicate - rows_superseded
                - rows_ignored),
            sum(amount_present_cny - amount_loaded_cny - amount_rejected_cny
                - amount_duplicate_cny - amount_superseded_cny - amount_ignored_cny),
            min(rows_rejected + rows_duplicate + rows_superseded + rows_ignored)
        from meta.deliveries where rows_present is not null"""
    ).fetchone()
    assert lost is not None
    files, rows, money, _ = lost
    assert files > 50
    assert (rows, money) == (0, 0)


def test_every_fate_and_state_occurs_in_the_sample(sample: duckdb.DuckDBPyConnection) -> None:
    fates = sample.execute(
        """select sum(rows_rejected) > 0, sum(rows_duplicate) > 0, sum(rows_superseded) > 0,
            sum(rows_ignored) > 0 from meta.deliveries"""
    ).fetchone()
    assert fates == (True, True, True, True)
    states = sample.execute("select distinct state from meta.deliveries").fetchall()
    assert {state for (state,) in states} >= {"accepted", "rejected", "superseded"}


def test_the_file_says_that_it_is_synthetic(sample: duckdb.DuckDBPyConnection) -> None:
    assert sample.execute("select is_synthetic from meta.about").fetchall() == [(True,)]


def test_the_units_give_the_published_growth_of_value_added_and_of_investment(
    sample: duckdb.DuckDBPyConnection,
) -> None:
    found = {
        indicator: (current, round(growth * 100, 1), is_break)
        for indicator, current, growth, is_break in sample.execute(
            """select indicator, round(current_cny / 1e9, 2), comparable_growth, is_scope_break
            from marts.rpt_growth where period = ? and division_code = ?""",
            [APRIL_2011, COUNTY],
        ).fetchall()
    }
    assert found["industrial_value_added"] == (2.05, 23.8, True)
    assert found["fixed_asset_investment"] == (0.97, 15.8, True)


def test_no_published_level_straddles_the_change_of_rule_without_its_flag(
    sample: duckdb.DuckDBPyConnection,
) -> None:
    """Between 2010 and 2011 both lines moved: naive growth is another figure, and says so."""
    found = sample.execute(
        """select indicator, published_nominal_growth, comparable_growth, is_scope_break
        from marts.rpt_growth
        where period = ? and division_code = ? and published_nominal_growth is not null""",
        [APRIL_2011, COUNTY],
    ).fetchall()
    assert len(found) == 4
    for indicator, published, comparable, is_break in found:
        assert is_break, indicator
        assert abs(published - comparable) > 0.001, indicator


def test_the_bridge_leads_from_last_years_level_to_this_years_to_the_cent(
    sample: duckdb.DuckDBPyConnection,
) -> None:
    found = sample.execute(
        """select division_code, indicator, count(*), count(distinct component),
            sum(if(component = 'current', amount_cny, -amount_cny))
        from marts.rpt_change_bridge where period = ? group by all""",
        [APRIL_2011],
    ).fetchall()
    assert len(found) > 40
    assert {(rows, names, residual) for *_, rows, names, residual in found} == {(15, 15, 0)}
