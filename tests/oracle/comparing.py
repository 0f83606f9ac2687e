"""Compares the marts of a build with what the oracles say of its counties.

Belongs here: reading marts, which rows must stand there, differences in words. Does not belong
here: what is right (the oracles), how a build is made (``model_runs``, the pipeline).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple
from pathlib import Path
from typing import Any

import duckdb

from oracle.annual_oracle import annual_scope
from oracle.bridge_oracle import bridges
from oracle.county import County, directory, ledger, modelled_periods
from oracle.coverage_oracle import coverage
from oracle.evidence_oracle import papers
from oracle.growth_oracle import INDICATORS, divisions, growth, growth_periods, of_nobody
from oracle.scope_oracle import (
    ENTERPRISE_REGIMES,
    PROJECT_LINES,
    enterprise_verdict,
    project_verdict,
)

Rows = dict[tuple[Any, ...], tuple[Any, ...]]
Marts = Mapping[str, Mapping[str, Rows]]
"""Topic -> county code -> key -> values."""

TOLERANCE = 1e-9
SHOWN = 12

QUERIES = {
    "enterprises": (
        3,
        """select left(division_code, 6), period, enterprise_id, regime_id, rule_id, scope_class,
            scope_status, measure_cny, threshold_cny, sizing_source, is_registered, is_eligible
        from marts.fct_enterprise_scope where regime_family != 'other_investment'""",
    ),
    "projects": (
        3,
        """select left(division_code, 6), period, project_id, regime_id, rule_id, scope_class,
            scope_status, measure_cny, threshold_cny, '', is_registered, is_eligible
        from marts.fct_project_scope""",
    ),
    "annual": (
        3,
        """select left(division_code, 6), year, enterprise_id, regime_id, rule_id, scope_class,
            measure_cny, threshold_cny, sizing_source, scope_status, is_eligible
        from marts.fct_annual_scope where regime_family != 'other_investment'""",
    ),
    "coverage": (
        3,
        """select left(division_code, 6), period, regime_family, division_code, regime_id,
            eligible_units, registered_units, registered_eligible_units,
            registered_units_prior_year, is_scope_break
        from marts.rpt_registration_coverage where regime_family != 'other_investment'""",
    ),
    "growth": (
        3,
        """select left(division_code, 6), period, indicator, division_code, current_cny,
            comparable_growth, current_panel_growth, matched_growth, published_nominal_growth,
            panel_bias_pp, is_scope_break, missing_base_share
        from marts.rpt_growth""",
    ),
    "bridge": (
        4,
        """select left(division_code, 6), period, indicator, division_code, component, units,
            amount_cny, contribution_pp
        from marts.rpt_change_bridge""",
    ),
    "papers": (
        3,
        """with places as (
            select distinct period, enterprise_id, left(division_code, 6) as county
            from marts.rpt_unregistered_enterprises
        )
        select places.county, d.period, d.unit_id, d.document, d.standing, d.is_missing,
            d.is_faulty
        from marts.fct_unit_documents as d
        inner join places on d.period = places.period and d.unit_id = places.enterprise_id
        where d.unit_kind = 'enterprise'""",
    ),
}
"""Topic -> length of the key, and the rows with the county in front."""


def read_marts(build: Path) -> Marts:
    """Read every compared mart once, by county."""
    with duckdb.connect(str(build), read_only=True) as connection:
        return {topic: read_topic(connection, topic) for topic in QUERIES}


def read_topic(connection: duckdb.DuckDBPyConnection, topic: str) -> dict[str, Rows]:
    """Read one mart, by county; a key that stands there twice is a row too many."""
    key_length, query = QUERIES[topic]
    counties: dict[str, Rows] = {}
    for code, *row in connection.execute(query).fetchall():
        key, values = tuple(row[:key_length]), tuple(row[key_length:])
        rows = counties.setdefault(code, {})
        if key in rows:
            key = (*key, "again")
        rows[key] = values
    return counties


# --- what must stand there ----------------------------------------------------------------------


def expected_enterprises(county: County) -> Rows:
    """Every enterprise of a class, in every month, under every regime."""
    return {
        (period, unit.enterprise_id, regime): (*astuple(verdict), verdict.is_eligible)
        for period in modelled_periods(county)
        for unit in directory(county, period).values()
        for regime in ENTERPRISE_REGIMES
        if (verdict := enterprise_verdict(county, unit, period, regime)) is not None
    }


def expected_projects(county: County) -> Rows:
    """Every project, in every month, under every regime."""
    return {
        (period, unit.project_id, regime): (*astuple(verdict), verdict.is_eligible)
        for period in modelled_periods(county)
        for unit in ledger(county, period).values()
        for regime in PROJECT_LINES
        for verdict in [project_verdict(county, unit, period, regime)]
    }


def expected_annual(county: County) -> Rows:
    """Every enterprise of a class, in every year, under the regimes of its annual survey."""
    return {key: astuple(row) for key, row in annual_scope(county).items()}


def expected_coverage(county: County) -> Rows:
    """Every family and division."""
    return {key: astuple(row) for key, row in coverage(county).items()}


def expected_growth(county: County) -> Rows:
    """Every indicator and division, of months with a list of the register."""
    return {
        (period, indicator, division): astuple(growth(county, indicator, period, division))
        for indicator in INDICATORS
        for period in growth_periods(county, indicator)
        for division in divisions(county, indicator, period)
    }


def expected_bridge(county: County) -> Rows:
    """Every component, of months with a list of the register then and a year before."""
    return {
        (period, indicator, division, component): astuple(row)
        for indicator in INDICATORS
        for period in growth_periods(county, indicator)
        for division, rows in bridges(
            county, indicator, divisions(county, indicator, period), period
        ).items()
        for component, row in rows.items()
    }


def expected_papers(county: County) -> Rows:
    """Every paper asked of an enterprise that ought to be registered and is not."""
    return {key: astuple(row) for key, row in papers(county).items()}


EXPECTED: Mapping[str, Callable[[County], Rows]] = {
    "enterprises": expected_enterprises,
    "projects": expected_projects,
    "annual": expected_annual,
    "coverage": expected_coverage,
    "growth": expected_growth,
    "bridge": expected_bridge,
    "papers": expected_papers,
}
TOPICS = tuple(EXPECTED)


# --- differences --------------------------------------------------------------------------------


def differences(county: County, marts: Marts, topic: str) -> list[str]:
    """The first rows that are missing, too many or different, in words."""
    rows = marts[topic].get(county.code, {})
    found, expected = sides(county, topic, rows, EXPECTED[topic](county))
    lines = [f"missing {show(key)}: {show(expected[key])}" for key in expected.keys() - found]
    lines += [f"too many {show(key)}: {show(found[key])}" for key in found.keys() - expected]
    for key in expected.keys() & found:
        if not all(map(is_equal, found[key], expected[key])):
            lines.append(f"{show(key)}: found {show(found[key])}, expected {show(expected[key])}")
    return sorted(lines)[:SHOWN] + ([f"{len(lines)} in all"] if len(lines) > SHOWN else [])


def sides(county: County, topic: str, found: Rows, expected: Rows) -> tuple[Rows, Rows]:
    """What was found and what is expected, as they are compared: growth of places without units."""
    if topic != "growth":
        return found, expected
    expected = {**growth_of_nobody(county, found.keys() - expected.keys()), **expected}
    return {
        key: row for key, row in found.items() if key in expected or not is_empty(row)
    }, expected


def growth_of_nobody(county: County, places: Iterable[tuple[Any, ...]]) -> Rows:
    """What places must show that have nobody on the list, now or a year ago: 0, and no rate."""
    months = {indicator: growth_periods(county, indicator) for indicator in INDICATORS}
    return {
        (period, indicator, division): astuple(of_nobody(indicator, period))
        for period, indicator, division in places
        if period in months[indicator]
    }


def is_empty(growth_row: tuple[Any, ...]) -> bool:
    """Whether a row of growth says nothing: there is no list."""
    return all(one is None or isinstance(one, bool) for one in growth_row)


def show(values: tuple[Any, ...]) -> str:
    """A row in one line."""
    return " ".join(str(value) for value in values)


def is_equal(found: Any, expected: Any) -> bool:  # noqa: ANN401 - whatever a column holds
    """Whether two cells agree: money and words exactly, rates closely."""
    if isinstance(found, float) and isinstance(expected, float):
        return math.isclose(found, expected, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    return found == expected
