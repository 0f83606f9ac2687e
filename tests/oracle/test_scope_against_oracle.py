"""The scope facts of random counties equal those of an independent plain-Python implementation."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import duckdb
import pytest

from oracle.random_county import draw_county, write_deliveries
from oracle.scope_oracle import (
    INDUSTRY_LINES,
    PROJECT_LINES,
    County,
    Verdict,
    enterprise_verdict,
    list_in_force,
    modelled_periods,
    project_verdict,
)
from statscope.defs.running import RunRequest, run_pipeline
from statscope.settings import Settings

Key = tuple[date, str, str]
COMPARED_REGIMES = (*INDUSTRY_LINES, "trade_2011")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=[20110101, 20110202], ids=["first county", "second county"])
def county_and_file(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[County, Path]:
    home = tmp_path_factory.mktemp("oracle")
    county = draw_county(request.param)
    write_deliveries(county, home / "deliveries")
    settings = Settings.from_environment({}, home=home)
    outcome = run_pipeline(settings, RunRequest(), lambda _line, _share: None)
    assert outcome.status == "published", outcome.message
    return county, home / "published" / "current.duckdb"


def rows_of(path: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(query).fetchall()


def expected_enterprises(county: County) -> dict[Key, Verdict]:
    return {
        (period, unit.enterprise_id, regime): verdict
        for period in modelled_periods(county)
        for unit in list_in_force(county.enterprises, period)
        for regime in COMPARED_REGIMES
        if (verdict := enterprise_verdict(county, unit, period, regime)) is not None
    }


def expected_projects(county: County) -> dict[Key, Verdict]:
    return {
        (period, unit.project_id, regime): project_verdict(county, unit, period, regime)
        for period in modelled_periods(county)
        for unit in list_in_force(county.projects, period)
        for regime in PROJECT_LINES
    }


def test_enterprise_facts_equal_the_oracle(county_and_file: tuple[County, Path]) -> None:
    county, path = county_and_file
    found = {
        (period, unit, regime): (Verdict(*rest), eligible)
        for period, unit, regime, *rest, eligible in rows_of(
            path,
            """select period, enterprise_id, regime_id, rule_id, scope_class, scope_status,
                measure_cny, threshold_cny, sizing_source, is_registered, is_eligible
            from marts.fct_enterprise_scope
            where regime_id in ('ind_1998', 'ind_2007', 'ind_2011', 'trade_2011')""",
        )
    }
    expected = {key: (v, v.is_eligible) for key, v in expected_enterprises(county).items()}
    assert found == expected
    assert {v.scope_status for v, _ in expected.values()} == {
        "not_a_legal_unit",
        "not_operating",
        "unknown",
        "in_scope",
        "below_threshold",
    }


def test_project_facts_equal_the_oracle(county_and_file: tuple[County, Path]) -> None:
    county, path = county_and_file
    found = {
        (period, unit, regime): (rule, status, measure, line, registered, eligible)
        for period, unit, regime, rule, status, measure, line, registered, eligible in rows_of(
            path,
            """select period, project_id, regime_id, rule_id, scope_status, measure_cny,
                threshold_cny, is_registered, is_eligible
            from marts.fct_project_scope""",
        )
    }
    expected = {
        key: (
            v.rule_id,
            v.scope_status,
            v.measure_cny,
            v.threshold_cny,
            v.is_registered,
            v.is_eligible,
        )
        for key, v in expected_projects(county).items()
    }
    assert found == expected


def test_investment_coverage_of_the_county_equals_a_count_of_the_oracle(
    county_and_file: tuple[County, Path],
) -> None:
    county, path = county_and_file
    expected = {}
    for period in modelled_periods(county):
        if not list_in_force(county.projects, period):
            continue  # before the first list there is nothing to cover
        regime = "fai_1997" if period < date(2011, 1, 1) else "fai_2011"
        counts: Counter[str] = Counter()
        for unit in list_in_force(county.projects, period):
            verdict = project_verdict(county, unit, period, regime)
            counts["eligible"] += verdict.is_eligible is True
            counts["registered"] += bool(verdict.is_registered)
            counts["both"] += bool(verdict.is_registered) and verdict.is_eligible is True
        listed = period in county.registered_projects
        expected[period] = (
            regime,
            counts["eligible"],
            counts["registered"] if listed else None,
            counts["both"] if listed else None,
        )
    found = {
        period: tuple(rest)
        for period, *rest in rows_of(
            path,
            """select period, regime_id, eligible_units, registered_units,
                registered_eligible_units
            from marts.rpt_registration_coverage
            where regime_family = 'fai' and division_code = '510525'""",
        )
    }
    assert {p: f[:2] for p, f in found.items()} == {p: e[:2] for p, e in expected.items()}
    on_list = {p: e for p, e in expected.items() if e[2] is not None}
    assert {p: found[p][3] for p in on_list} == {p: e[3] for p, e in on_list.items()}
