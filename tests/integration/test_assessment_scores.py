"""The assessment of the sample county equals one recomputed in plain Python from its inputs.

Belongs here: the rules as the seed states them, applied by hand to the published figures. Does
not belong here: these figures themselves (``tests/oracle``), bounds of a rule (unit test of the
model).
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from statscope.settings import PROJECT_ROOT

SEEDS = PROJECT_ROOT / "dbt_project" / "seeds"
NEUTRAL = ("comparable_growth", "coverage_rate", "county_rank")
Row = Mapping[str, Any]


def seed(path: str) -> list[dict[str, str]]:
    with (SEEDS / path).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def keyed(file: duckdb.DuckDBPyConnection, table: str, *keys: str) -> dict[tuple[Any, ...], Row]:
    found = file.sql(f"select * from {table}")
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
    return {tuple(row[key] for key in keys): row for row in rows}


def number(text: str) -> float | None:
    return float(text) if text else None


def quotient(above: Decimal | float | None, below: Decimal | float | None) -> float | None:
    return None if above is None or not below else float(above) / float(below)


class County:
    """The published figures that an item may look at."""

    def __init__(self, file: duckdb.DuckDBPyConnection) -> None:
        self.growth = keyed(file, "marts.rpt_growth", "period", "division_code", "indicator")
        self.coverage = keyed(
            file, "marts.rpt_registration_coverage", "period", "division_code", "regime_family"
        )
        self.bridge = keyed(
            file,
            "(from marts.rpt_change_bridge where component = 'scope_rule')",
            *("period", "division_code", "indicator"),
        )
        self.targets = keyed(
            file,
            "(from marts.rpt_target_progress where department is null and leader is null)",
            *("period", "division_code", "indicator"),
        )
        self.places = keyed(
            file,
            "(from marts.rpt_county_ranking where is_own_county)",
            *("period", "division_code", "indicator"),
        )

    def inputs(self, place: tuple[Any, ...], item: Row, family: str) -> dict[str, Any]:
        """Everything that is known of the place for the item's indicator."""
        key = (*place, item["indicator"])
        gathered: dict[str, Any] = {}
        for table in (self.growth, self.targets, self.places):
            gathered |= table.get(key, {})
        scope = self.bridge.get(key, {})
        gathered |= {"scope_units": scope.get("units"), "scope_cny": scope.get("amount_cny")}
        return gathered | dict(self.coverage.get((*place, family), {}))


def value_of(item: Row, known: Mapping[str, Any]) -> float | None:
    column = {
        "target_progress": "progress_share",
        "published_growth": "published_nominal_growth",
        "comparable_growth": "comparable_growth",
        "register_growth": "registered_units_growth",
        "coverage_rate": "coverage_rate",
        "county_rank": "rank",
    }[item["measure"]]
    return known.get(column)


def scope_effect(item: Row, known: Mapping[str, Any]) -> float | None:
    if item["measure"] in NEUTRAL or known.get("is_scope_break") is False:
        return 0.0
    if item["measure"] == "register_growth":
        share = quotient(known["scope_units"], known.get("registered_units_prior_year"))
        return None if share is None else -share
    below = "target_cny" if item["measure"] == "target_progress" else "prior_cny"
    return quotient(known["scope_cny"], known.get(below))


def full_value(item: Row, known: Mapping[str, Any]) -> float | None:
    basis = item["full_at_basis"]
    return number(item["full_at"]) if basis == "fixed" else known.get(basis)


def points_of(item: Row, value: float | None, full: float | None) -> float | None:
    if value is None or full is None:
        return None
    weight, cap = float(item["weight_points"]), float(item["cap_share"])
    if item["scoring_method"] == "steps":
        short = math.ceil(round((full - value) / float(item["step"]), 9))
        share = 1 - max(short, 0) * float(item["step_points"]) / weight
    else:
        zero = float(item["zero_at"])
        if item["full_at_basis"] != "fixed" and full <= zero:
            return None
        share = (value - zero) / (full - zero)
    return weight * min(max(share, 0), cap)


def expected(item: Row, known: Mapping[str, Any]) -> tuple[float | None, ...]:
    """Points, and points had the line not moved."""
    value, effect = value_of(item, known), scope_effect(item, known)
    full = full_value(item, known)
    without = None if value is None or effect is None else value - effect
    return points_of(item, value, full), points_of(item, without, full)


def test_every_score_of_the_sample_county_is_that_of_its_rules_applied_by_hand(
    sample: duckdb.DuckDBPyConnection,
) -> None:
    county = County(sample)
    families = {row["indicator"]: row["regime_family"] for row in seed("growth/indicators.csv")}
    items = seed("steering/assessment_items.csv")
    published = keyed(
        sample, "marts.rpt_assessment_scores", "period", "division_code", "system_id", "item"
    )
    places = {key[:2] for key in county.coverage}
    checked = scored = 0
    for place in places:
        for item in items:
            if item["division_level"] == "county" and len(place[1]) != 6:
                continue
            row = published[*place, item["system_id"], item["item"]]
            known = county.inputs(place, item, families[item["indicator"]])
            points, without = expected(item, known)
            assert row["points"] == pytest.approx(points, abs=1e-4), row
            lost = None if without is None else float(item["weight_points"]) - without
            assert row["lost_to_performance_points"] == pytest.approx(lost, abs=1e-4), row
            checked, scored = checked + 1, scored + (points is not None)
    assert checked == len(published)
    assert scored > 100


def test_points_lost_to_scope_and_to_performance_are_all_the_points_lost(
    sample: duckdb.DuckDBPyConnection,
) -> None:
    apart = sample.execute(
        """select count(*), count_if(abs(
            lost_to_scope_points + lost_to_performance_points - lost_points) > 2e-4)
        from marts.rpt_assessment_scores where lost_to_scope_points is not null"""
    ).fetchone()
    assert apart is not None
    assert apart[0] > 100
    assert apart[1] == 0


def test_one_system_is_in_force_and_each_has_a_hundred_points_for_the_county(
    sample: duckdb.DuckDBPyConnection,
) -> None:
    systems = sample.execute(
        """select period, count(distinct system_id) filter (is_in_force),
            list(distinct weight order by weight)
        from (
            select period, system_id, is_in_force, sum(weight_points) as weight
            from marts.rpt_assessment_scores where length(division_code) = 6 group by all)
        group by period"""
    ).fetchall()
    assert systems
    assert {tuple(row[1:2]) for row in systems} == {(1,)}
    assert all(weights == [100.0] for _, _, weights in systems)


def test_invented_rules_say_so_in_every_row(sample: duckdb.DuckDBPyConnection) -> None:
    rows = sample.execute(
        "select distinct is_synthetic, contains(source, '合成') from marts.rpt_assessment_scores"
    ).fetchall()
    assert rows == [(True, True)]
