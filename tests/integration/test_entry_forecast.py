"""The forecast of entries agrees with the lists it is made of and with what later happened.

Belongs here: counts by hand over the sample county's published tables. Does not belong here:
bounds of windows and paces (unit tests of the models), whether the interval holds as often as it
says (``tests/unit/test_prediction_interval.py``).
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

import duckdb

from oracle.interval_oracle import Past, predict

Group = tuple[date, str, str, str]


def rows(file: duckdb.DuckDBPyConnection, statement: str) -> list[dict[str, Any]]:
    found = file.sql(statement)
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def counties(file: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    return rows(file, "from marts.rpt_entry_forecast where length(division_code) = 6")


def by_group(file: duckdb.DuckDBPyConnection) -> dict[Group, list[dict[str, Any]]]:
    groups = defaultdict(list)
    for row in rows(file, "from marts.fct_entry_candidates"):
        key = row["period"], row["unit_kind"], row["regime_family"], row["entry_route"]
        groups[key].append(row)
    return groups


def reaching(candidates: list[dict[str, Any]], pace: str, window: int) -> int:
    return sum((row[pace] or 9) <= window for row in candidates)


def test_every_forecast_counts_the_candidates_that_reach_its_window(
    sample: duckdb.DuckDBPyConnection,
) -> None:
    groups = by_group(sample)
    forecasts = counties(sample)
    assert len(forecasts) > 50
    for row in forecasts:
        key = row["period"], row["unit_kind"], row["regime_family"], row["entry_route"]
        candidates, window = groups[key], row["window_number"]
        counted = [
            reaching(candidates, f"{pace}_window", window) for pace in ("late", "expected", "early")
        ]
        assert counted == [row["low_units"], row["expected_units"], row["high_units"]], row
        assert row["low_units"] <= row["expected_units"] <= row["high_units"]
        assert row["candidates"] == len(candidates)


def test_what_entered_later_is_the_difference_of_two_published_lists(
    sample: duckdb.DuckDBPyConnection,
) -> None:
    listed: dict[date, set[str]] = defaultdict(set)
    for period, project in sample.execute(
        "select period, project_id from marts.fct_project_scope where is_in_force and is_registered"
    ).fetchall():
        listed[period].add(project)
    known = [
        row
        for row in counties(sample)
        if row["unit_kind"] == "project" and row["entered_units"] is not None
    ]
    assert known
    for row in known:
        before, after = listed[row["period"]], listed[row["outcome_period"]]
        assert len(after - before) == row["unforeseen_units"] + still_in(sample, row, after)


def still_in(file: duckdb.DuckDBPyConnection, row: dict[str, Any], after: set[str]) -> int:
    """Candidates of a forecast on the list of its outcome."""
    candidates = file.execute(
        "select unit_id from marts.fct_entry_candidates where period = ? and unit_kind = 'project'",
        [row["period"]],
    ).fetchall()
    return len(after & {unit for (unit,) in candidates})


def test_a_forecast_is_judged_only_by_lists_that_are_there(
    sample: duckdb.DuckDBPyConnection,
) -> None:
    last = sample.execute("select list_max(periods) from meta.about").fetchone()
    assert last is not None
    open_rows = [row for row in counties(sample) if row["outcome_period"] > last[0]]
    assert open_rows
    assert all(row["entered_units"] is None for row in open_rows)
    assert all(row["is_within_interval"] is None for row in open_rows)


def number(month: date) -> int:
    """Months by number."""
    return month.year * 12 + month.month


def earlier_of(row: dict[str, Any], forecasts: list[dict[str, Any]]) -> list[Past]:
    """The county's earlier forecasts of a window whose outcome was known when a row was made."""
    same = ("unit_kind", "regime_family", "entry_route", "window_number")
    return [
        Past(
            number(other["period"]),
            number(other["outcome_period"]),
            other["candidates"],
            other["entered_units"],
        )
        for other in forecasts
        if all(other[name] == row[name] for name in same)
        and other["division_code"] == row["division_code"][:6]
        and other["outcome_period"] <= row["period"]
        and other["entered_units"] is not None
    ]


def test_a_correction_is_the_plain_one_from_outcomes_known_in_its_own_period(
    sample: duckdb.DuckDBPyConnection,
) -> None:
    forecasts = counties(sample)
    corrected = bounded = 0
    for row in rows(sample, "from marts.rpt_entry_forecast"):
        past = earlier_of(row, forecasts)
        assert row["past_forecasts"] == len(past)
        made = predict(past, row["candidates"])
        if made is None:
            assert row["corrected_units"] is None
            continue
        assert abs(row["corrected_units"] - made.expected) < 1e-9
        assert (row["corrected_low_units"], row["corrected_high_units"]) == (made.low, made.high)
        known = row["entered_units"]
        held = None if known is None else made.holds(known)
        assert row["is_within_corrected"] is held
        corrected += 1
        bounded += made.low is not None
    assert corrected > bounded > 100


def test_every_unregistered_project_of_the_list_is_a_candidate(
    sample: duckdb.DuckDBPyConnection,
) -> None:
    apart = sample.execute(
        """select count(*) from (
            (select period, project_id from marts.rpt_unregistered_projects except
            select period, unit_id from marts.fct_entry_candidates
            where candidate_kind = 'unregistered_project')
            union all
            (select period, unit_id from marts.fct_entry_candidates
            where candidate_kind = 'unregistered_project' except
            select period, project_id from marts.rpt_unregistered_projects))"""
    ).fetchone()
    assert apart == (0,)
