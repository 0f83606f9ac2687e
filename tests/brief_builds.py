"""A hand-made county for the tests of the brief, small enough to add up in one's head.

Names of codes are the project's own seeds. What the rows say is made up; that the real models give
the brief its tables is tested on the sample county.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from statscope.settings import PROJECT_ROOT, Settings
from statscope.warehouse.build import create_tables, open_build
from statscope.warehouse.publication import publish

SEEDS = PROJECT_ROOT / "dbt_project" / "seeds"
NAMED = {
    "seeds.code_labels": "reference/code_labels",
    "seeds.divisions": "reference/divisions",
    "seeds.documents": "evidence/documents",
    "seeds.reason_codes": "evidence/reason_codes",
    "seeds.indicators": "growth/indicators",
    "seeds.bridge_components": "growth/bridge_components",
    "seeds.target_milestones": "steering/target_milestones",
    "seeds.regime_periods": "scope/regime_periods",
    "intermediate.int_regimes__stated": "scope/regimes",
    "intermediate.int_comparisons__stated": "scope/comparisons",
}

APRIL = date(2011, 4, 1)
COUNTY = "510525"
MONEY = "decimal(18, 2)"
HOSTILE = "<script>alert(1)</script> & \"石屏\" '一矿'"

SCHEMAS = {
    "rpt_registration_coverage": """period date, unit_kind varchar, regime_family varchar,
        division_code varchar, regime_id varchar, eligible_units bigint, registered_units bigint,
        registered_eligible_units bigint, coverage_rate double,
        registered_units_prior_year bigint, registered_units_growth double,
        is_scope_break boolean""",
    "rpt_growth": f"""period date, indicator varchar, division_code varchar,
        current_units bigint, current_cny {MONEY}, comparable_growth double,
        matched_growth double, published_nominal_growth double, panel_bias_pp double,
        is_scope_break boolean, missing_base_share double, price_basis varchar,
        growth_note varchar""",
    "rpt_change_bridge": f"""period date, indicator varchar, division_code varchar,
        component varchar, sort_order bigint, units bigint, amount_cny {MONEY},
        contribution_pp double""",
    "fct_indicator_places": f"""period date, indicator varchar, division_code varchar,
        section_code varchar, unit_kind varchar, unit_id varchar, is_here boolean,
        was_here boolean, component varchar, current_cny {MONEY}, prior_cny {MONEY},
        base_cny {MONEY}""",
    "fct_indicator_units": f"""period date, indicator varchar, unit_kind varchar,
        unit_id varchar, is_registered boolean, division_code varchar, current_cny {MONEY}""",
    "fct_scope_transitions": f"""period date, comparison_id varchar, unit_kind varchar,
        unit_id varchar, division_code varchar, old_regime_id varchar, new_regime_id varchar,
        transition varchar, measure_cny {MONEY}""",
    "dim_projects": """project_id varchar, project_name varchar, owner_id varchar,
        owner_name varchar, department varchar, leader varchar""",
    "dim_enterprises": "enterprise_id varchar, enterprise_name varchar",
    "rpt_unregistered_projects": f"""period date, project_id varchar, project_name varchar,
        division_code varchar, owner_name varchar, planned_total_cny {MONEY},
        invested_since_start_cny {MONEY}, primary_reason varchar, reasons varchar[],
        missing_documents varchar[], faulty_documents varchar[], department varchar,
        leader varchar, first_seen_period date, days_open bigint, due_on date,
        days_overdue bigint, next_window_on date""",
    "rpt_unregistered_enterprises": f"""period date, enterprise_id varchar,
        enterprise_name varchar, division_code varchar, regime_id varchar,
        measure_cny {MONEY}, threshold_cny {MONEY}, primary_reason varchar, reasons varchar[],
        entry_route varchar, next_window_on date""",
    "rpt_responsibility": f"""period date, county_code varchar, unit_kind varchar,
        holder_kind varchar, holder varchar, is_unassigned boolean, eligible_units bigint,
        registered_eligible_units bigint, coverage_rate double, coverage_rank bigint,
        unregistered_units bigint, ready_units bigint, overdue_units bigint,
        longest_overdue_days bigint, zero_investment_units bigint,
        unregistered_planned_cny {MONEY}, unregistered_invested_cny {MONEY}""",
    "rpt_target_progress": f"""period date, indicator varchar, division_code varchar,
        department varchar, leader varchar, target_cny {MONEY}, actual_cny {MONEY},
        actual_basis varchar, progress_share double, time_share double, month_share double,
        is_on_track boolean, required_daily_cny {MONEY}, milestone varchar, milestone_on date,
        milestone_gap_cny {MONEY}, unregistered_cny {MONEY}""",
    "rpt_county_ranking": f"""period date, indicator varchar, division_code varchar,
        is_own_county boolean, figure_source varchar, value_cny {MONEY}, growth double,
        rank bigint, is_tied boolean, gap_to_leader_pp double, gap_to_next_pp double,
        value_to_next_cny {MONEY}""",
    "rpt_assessment_scores": """period date, division_code varchar, system_id varchar,
        item varchar, is_in_force boolean, sort_order integer, indicator varchar, measure varchar,
        label_zh varchar, label_en varchar, is_scope_break boolean, measured_value double,
        full_value double, weight_points double, points double, lost_points double,
        lost_to_scope_points double, lost_to_performance_points double, one_effort double,
        effort_working_days double, points_per_effort double, points_per_working_day double,
        effort_rank bigint, score_note varchar, is_synthetic boolean""",
    "rpt_entry_forecast": f"""period date, unit_kind varchar, regime_family varchar,
        division_code varchar, entry_route varchar, window_number bigint, opens_on date,
        closes_on date, candidates bigint, low_units bigint, expected_units bigint,
        high_units bigint, independent_forecasts bigint, corrected_units double,
        corrected_low_units double, corrected_high_units double, coverage_share double,
        expected_ytd_cny {MONEY}, expected_adds_this_year_cny {MONEY}""",
    "fct_entry_candidates": f"""period date, unit_kind varchar, unit_id varchar,
        unit_name varchar, division_code varchar, candidate_kind varchar, department varchar,
        leader varchar, primary_reason varchar, readiness_share double, ready_on date,
        early_window bigint, expected_window bigint, windows_open_on date[],
        windows_close_on date[], invested_ytd_cny {MONEY}, adds_this_year_cny {MONEY}""",
}


def million(amount: float | None) -> Decimal | None:
    """So many million yuan."""
    return None if amount is None else Decimal(str(amount)) * 1_000_000


@dataclass(frozen=True)
class Unit:
    """One unit of an indicator, in million yuan, now and a year before."""

    unit_id: str
    township: str
    component: str
    current: float | None = None
    prior: float | None = None


FIRMS = (
    *(Unit(f"E{n}", f"{COUNTY}100", "continuing", 110 + 5 * n, 100) for n in range(4)),
    Unit("E4", f"{COUNTY}101", "continuing", 135, 100),
    Unit("E5", f"{COUNTY}101", "entry_new_built", 77.77),
    *(Unit(f"E{6 + n}", f"{COUNTY}102", "entry_grew_past_line", 40 + 5 * n) for n in range(3)),
    Unit("E9", f"{COUNTY}102", "exit_stopped", None, 66.66),
)
"""Value added: what E5 has now and what E9 had must not be found out."""

WORKS = (
    *(Unit(f"P{n}", f"{COUNTY}100", "continuing", 50 + n, 40) for n in range(4)),
    *(Unit(f"P{4 + n}", f"{COUNTY}101", "scope_rule", None, 2 + n / 10) for n in range(4)),
    Unit("P8", f"{COUNTY}101", "exit_completed", None, 33.33),
)

Rows = dict[str, list[tuple[object, ...]]]


def county() -> Rows:
    """All tables of the county, by name."""
    rows: Rows = {name: [] for name in SCHEMAS}
    _coverage(rows)
    for indicator, kind, units in (
        ("industrial_value_added", "enterprise", FIRMS),
        ("fixed_asset_investment", "project", WORKS),
    ):
        _indicator(rows, indicator, kind, units)
    _growth(rows)
    _transitions(rows)
    _unregistered(rows)
    _steering(rows)
    _responsibility(rows)
    _assessment(rows)
    _entering(rows)
    return rows


def _coverage(rows: Rows) -> None:
    """Eight projects, five registered; six firms, all registered, and one that is too small."""
    fai, industry = ("project", "fai"), ("enterprise", "industry")
    for (kind, family), code, regime, figures in (
        (fai, COUNTY, "fai_2011", (8, 5, 5, 0.625, 10, -0.5, True)),
        (fai, f"{COUNTY}100", "fai_2011", (4, 4, 4, 1.0, 6, -1 / 3, True)),
        (fai, f"{COUNTY}101", "fai_2011", (4, 1, 1, 0.25, 4, -0.75, True)),
        (industry, COUNTY, "ind_2011", (6, 7, 6, 1.0, 6, 1 / 6, False)),
        (industry, f"{COUNTY}100", "ind_2011", (6, 7, 6, 1.0, 6, 1 / 6, False)),
    ):
        rows["rpt_registration_coverage"].append((APRIL, kind, family, code, regime, *figures))


def _indicator(rows: Rows, indicator: str, kind: str, units: Sequence[Unit]) -> None:
    """Places, values and the bridge of one indicator."""
    for unit in units:
        here, was = unit.current is not None, unit.prior is not None
        values = (million(unit.current), million(unit.prior), million(unit.prior))
        for place in (COUNTY, unit.township):
            head = (APRIL, indicator, place, None, kind, unit.unit_id, here, was)
            rows["fct_indicator_places"].append((*head, unit.component, *values))
        if here:
            listed = (APRIL, indicator, kind, unit.unit_id, True, unit.township, values[0])
            rows["fct_indicator_units"].append(listed)
    prior = sum(unit.prior or 0 for unit in units)
    for order, component in enumerate(_components()):
        if component in {"prior", "current"}:
            members = [u for u in units if getattr(u, component) is not None]
            amount = sum(getattr(u, component) for u in members)
        else:
            members = [u for u in units if u.component == component]
            amount = sum((u.current or 0) - (u.prior or 0) for u in members)
        part = (order + 1, len(members), million(round(amount, 2)), amount / prior * 100)
        rows["rpt_change_bridge"].append((APRIL, indicator, COUNTY, component, *part))


def _components() -> list[str]:
    """Every component in its order."""
    path = SEEDS / "growth" / "bridge_components.csv"
    return [line.split(",")[0] for line in path.read_text("utf-8").splitlines()[1:]]


def _growth(rows: Rows) -> None:
    """Comparable growth of both; the rule for investment has changed, that for industry not."""
    value_added = (9, million(817.77), 0.238, 0.211, 0.311, 2.7, False, 0.0)
    invested = (4, million(206), 0.158, None, 0.053, None, True, None)
    for indicator, figures in (
        ("industrial_value_added", value_added),
        ("fixed_asset_investment", invested),
    ):
        rows["rpt_growth"].append((APRIL, indicator, COUNTY, *figures, "current_prices", None))


def _transitions(rows: Rows) -> None:
    """Investment: 8 stay, 6 drop, 3 unknown. Industry: 6 stay, 2 drop: their money is secret."""
    for comparison, kind, old, new, counts in (
        ("fai_1997_to_fai_2011", "project", "fai_1997", "fai_2011",
         {"retained": 8, "dropped": 6, "unknown": 3, "outside": 2}),
        ("ind_2007_to_ind_2011", "enterprise", "ind_2007", "ind_2011",
         {"retained": 6, "dropped": 2, "gained": 4}),
    ):  # fmt: skip
        for transition, count in counts.items():
            for n in range(count):
                measure = None if transition == "unknown" else million(10.01 + n)
                unit = f"{kind}-{transition}-{n}"
                place = (kind, unit, f"{COUNTY}100", old, new, transition, measure)
                rows["fct_scope_transitions"].append((APRIL, comparison, *place))


def _unregistered(rows: Rows) -> None:
    """Three projects: one late, one later, one without a deadline."""
    for n, (name, planned, reason, missing, due_on, overdue) in enumerate(
        (
            ("不急的项目", 987654321.01, "ready_to_file", [], None, None),
            (HOSTILE, 123456789.02, "missing_document", ["contract"], date(2011, 4, 25), 5),
            ("最急的项目", 55555555.03, "missing_document", ["photo"], date(2011, 4, 10), 20),
        )
    ):
        rows["dim_projects"].append((f"Q{n}", name, f"O{n}", "甲酒业有限公司", "水务局", None))
        rows["rpt_unregistered_projects"].append(
            (APRIL, f"Q{n}", name, f"{COUNTY}101", "甲酒业有限公司", Decimal(str(planned)),
             Decimal("44444444.04"), reason, [reason], missing, [], "水务局", None,
             date(2011, 3, 1), 30, due_on, overdue, date(2011, 5, 20))
        )  # fmt: skip
    for n, unit in enumerate(WORKS):
        owner = (f"OW{n}", f"业主{n}", "水务局" if n < 1 else "交通局", None)
        rows["dim_projects"].append((unit.unit_id, f"项目{n}", *owner))


def _steering(rows: Rows) -> None:
    """Targets of the county, of three townships and of two offices; a tie in the ranking."""
    shared = (0.3288, 1 / 3)

    def target(
        indicator: str, code: str, office: str | None, target: float, actual: float, basis: str
    ) -> None:
        on_track = actual / target >= shared[0]
        rows["rpt_target_progress"].append(
            (APRIL, indicator, code, office, None, million(target), million(actual), basis,
             actual / target, *shared, on_track, million(1.5), "half_year",
             date(2011, 6, 30), million(max(0, target / 2 - actual)), None)
        )  # fmt: skip

    value_added = "industrial_value_added"
    target(value_added, COUNTY, None, 2000, 817.77, "division")
    target(value_added, f"{COUNTY}100", None, 900, 470, "division")
    target(value_added, f"{COUNTY}101", None, 700, 212.77, "division")
    target(value_added, f"{COUNTY}102", None, 500, 135, "division")
    target("fixed_asset_investment", COUNTY, "水务局", 300, 50, "assigned_projects")
    peers = (
        ("510521", 0.273, 1, False, 0.0, None),
        ("510522", 0.238, 2, True, 3.5, 3.5),
        (COUNTY, 0.238, 2, True, 3.5, 3.5),
        ("510524", None, None, False, None, None),
    )
    for code, growth, rank, is_tied, gap, to_next in peers:
        place = (code == COUNTY, "bulletin", million(2050), growth, rank, is_tied, gap, to_next)
        rows["rpt_county_ranking"].append((APRIL, value_added, code, *place, None))


def _responsibility(rows: Rows) -> None:
    """Two offices; no leader answers for anything."""
    for kind, holder, eligible, registered, late in (
        ("department", "水务局", 4, 1, 2),
        ("department", "交通局", 4, 4, 0),
        ("leader", None, 8, 5, 2),
    ):
        counts = (eligible, registered, registered / eligible, None, eligible - registered, 1, late)
        money = (million(1166.66), million(44.44))
        place = (COUNTY, "project", kind, holder, holder is None)
        rows["rpt_responsibility"].append((APRIL, *place, *counts, 20, 0, *money))


def _assessment(rows: Rows) -> None:
    """Two invented systems; the one in force loses by performance, the other by the scope, too."""
    fai, value_added = "fixed_asset_investment", "industrial_value_added"

    def item(  # noqa: PLR0913 - a row of the table
        system: str, order: int, indicator: str, measure: str, weight: float, points: float | None,
        *, scope: float = 0, day: float | None = None, rank: int | None = None,
        note: str | None = None,
    ) -> None:  # fmt: skip
        lost = None if points is None else weight - points
        split = (None, None) if lost is None else (scope, lost - scope)
        rows["rpt_assessment_scores"].append(
            (APRIL, COUNTY, system, f"{measure}-{order}", system == "assess_2011", order, indicator,
             measure, f"考核{order}", f"Item {order}", indicator == fai, None, None, weight, points,
             lost, *split, None, 5, None, day, rank, note, True)
        )  # fmt: skip

    item("assess_2008", 1, fai, "published_growth", 60, 20, scope=30, day=0.5, rank=1)
    item("assess_2008", 2, value_added, "target_progress", 40, 41)
    item("assess_2011", 1, value_added, "comparable_growth", 50, 44.26, day=0.25, rank=2)
    item("assess_2011", 2, fai, "coverage_rate", 30, 12.5, day=0.75, rank=1)
    item("assess_2011", 3, fai, "target_progress", 20, None, note="no_target")


def _entering(rows: Rows) -> None:
    """Six projects, three expected by the next window, one more by the one after: its amount would
    follow from that of both."""
    adds = {"A": 11.11, "B": 12.11, "C": 13.11, "D": 999.99, "E": None, "F": 10}
    windows = {"A": 1, "B": 1, "C": 1, "D": 2, "E": None, "F": 3}
    opens = [date(2011, month, 1) for month in (5, 6, 7)]
    closes = [date(2011, month, 20) for month in (5, 6, 7)]
    for name, window in windows.items():
        kind = "planned_project" if name == "F" else "unregistered_project"
        early = 1 if window else None
        rows["dim_projects"].append((f"K{name}", f"候选{name}", f"OK{name}", "业主", None, None))
        rows["fct_entry_candidates"].append(
            (APRIL, "project", f"K{name}", f"候选{name}", f"{COUNTY}101", kind, "水务局", None,
             None if name == "F" else "missing_document", 0.75, date(2011, 5, 16), early, window,
             opens, closes, million(5.55), million(adds[name]))
        )  # fmt: skip
    for number, (low, expected, high, amount) in enumerate(
        ((1, 3, 5, 36.33), (3, 4, 5, 1036.32), (4, 5, 5, 1046.32)), start=1
    ):
        corrected = (8, 1.5, 0, 4, 0.8) if number == 1 else (1, 2.5, None, None, None)
        rows["rpt_entry_forecast"].append(
            (APRIL, "project", "fai", COUNTY, "project", number, opens[number - 1],
             closes[number - 1], 6, low, expected, high, *corrected, None, million(amount))
        )  # fmt: skip
    rows["rpt_entry_forecast"].append(
        (APRIL, "enterprise", "industry", COUNTY, "annual", 1, date(2011, 11, 1),
         date(2011, 11, 30), 2, 0, 1, 2, 0, None, None, None, None, None, None)
    )  # fmt: skip


def publish_county(
    settings: Settings,
    rows: Mapping[str, Sequence[tuple[object, ...]]],
    *,
    is_synthetic: bool = True,
    without: Sequence[str] = (),
) -> None:
    """Publish these rows; tables named in ``without`` do not exist at all."""
    settings.build_file.unlink(missing_ok=True)
    with open_build(settings.build_file) as connection:
        create_tables(connection)
        _name_codes(connection)
        connection.execute("create schema marts")
        for name, schema in SCHEMAS.items():
            if name not in without:
                _fill(connection, f"marts.{name}", schema, rows.get(name, ()))
        connection.execute(
            """insert into meta.deliveries (delivery_id, state, is_synthetic)
            values ('d', 'accepted', ?)""",
            [is_synthetic],
        )
    publish(settings, dbt_manifest=Path("none"))


def _name_codes(connection: duckdb.DuckDBPyConnection) -> None:
    """Take the project's own names of codes."""
    connection.execute("create schema seeds")
    connection.execute("create schema intermediate")
    for table, path in NAMED.items():
        statement = f"create table {table} as from read_csv(?, all_varchar = true)"
        connection.execute(statement, [str(SEEDS / f"{path}.csv")])


def _fill(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    schema: str,
    rows: Sequence[tuple[Any, ...]],
) -> None:
    """Create a table with these rows."""
    connection.execute(f"create table {table} ({schema})")
    if rows:
        places = ", ".join("?" * len(rows[0]))
        connection.executemany(f"insert into {table} values ({places})", [list(r) for r in rows])
