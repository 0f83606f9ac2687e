"""The published file holds the tables and columns that its users were promised."""

from __future__ import annotations

import duckdb
import pytest

PROMISED = {
    "marts.dim_enterprises": "enterprise_id enterprise_name division_code industry_code "
    "industry_edition section_code unit_type operating_status opened_on",
    "marts.dim_projects": "project_id project_name owner_id owner_name division_code "
    "construction_nature planned_total_cny started_on construction_status department leader",
    "marts.fct_enterprise_scope": "period enterprise_id division_code scope_class regime_id "
    "rule_id measure measure_cny threshold_cny sizing_source scope_status is_eligible "
    "is_registered",
    "marts.fct_project_scope": "period project_id division_code regime_id rule_id measure_cny "
    "threshold_cny construction_status scope_status is_eligible is_registered",
    "marts.fct_scope_transitions": "period comparison_id unit_kind unit_id division_code "
    "old_regime_id new_regime_id old_status new_status transition measure_cny",
    "marts.rpt_scope_transitions": "period comparison_id division_code scope_class transition "
    "units measure_cny",
    "marts.rpt_registration_coverage": "period unit_kind regime_family division_code regime_id "
    "eligible_units registered_units registered_eligible_units coverage_rate "
    "registered_units_prior_year registered_units_growth is_scope_break",
    "marts.rpt_unregistered_projects": "period project_id project_name division_code owner_name "
    "planned_total_cny invested_since_start_cny primary_reason reasons missing_documents "
    "faulty_documents department leader first_seen_period days_open due_on days_overdue "
    "next_window_on",
    "marts.rpt_unregistered_enterprises": "period enterprise_id enterprise_name division_code "
    "measure_cny threshold_cny primary_reason reasons entry_route next_window_on",
    "marts.rpt_registered_ineligible": "period unit_kind unit_id scope_status measure_cny "
    "threshold_cny",
    "marts.fct_annual_scope": "year enterprise_id regime_id measure_cny threshold_cny "
    "scope_status is_eligible",
    "marts.rpt_uncounted_investment": "project_id approved_total_cny "
    "invested_since_start_cny uncounted_cny revision_state",
    "marts.rpt_growth": "period indicator division_code current_cny comparable_growth "
    "current_panel_growth matched_growth published_nominal_growth panel_bias_pp "
    "is_scope_break missing_base_share",
    "marts.rpt_change_bridge": "period indicator division_code component units amount_cny "
    "contribution_pp",
    "marts.rpt_near_threshold": "unit_kind unit_id side measure_cny threshold_cny ratio "
    "expected_crossing_period",
    "marts.rpt_threshold_curve": "period unit_kind threshold_cny units measure_cny units_share "
    "measure_share",
    "marts.rpt_target_progress": "indicator division_code department leader target_cny "
    "actual_cny progress_share time_share is_on_track required_daily_cny",
    "marts.rpt_county_ranking": "period indicator value_cny growth rank is_tied "
    "gap_to_leader_pp gap_to_next_pp",
    "marts.rpt_unit_flags": "unit_kind unit_id check_id severity evidence delivery_id "
    "source_row_number period",
    "meta.deliveries": "delivery_id content_sha256 ignored_columns register period source "
    "file_name loaded_at state reject_reason rows_present rows_loaded rows_rejected "
    "rows_duplicate rows_superseded rows_ignored amount_present_cny amount_loaded_cny",
    "meta.rejected_rows": "delivery_id register sheet row_number reasons column_name raw_value "
    "raw_row",
    "meta.checks": "check_id tool severity is_blocking passed observed examined_rows",
    "meta.known_issues": "issue_id kind severity subject period affected issue_zh issue_en "
    "who_acts",
    "meta.about": "product_version vintage built_at periods deliveries is_synthetic "
    "min_duckdb_version",
}

MACROS = {
    "scope_at": ["at_period", "regime"],
    "what_if_enterprises": ["at_period", "line_cny"],
    "what_if_projects": ["at_period", "line_cny"],
    "explain_unit": ["unit_id"],
}

TYPES = {"_cny": "DECIMAL(18,2)", "_rate": "DOUBLE", "_share": "DOUBLE", "_growth": "DOUBLE"}

pytestmark = pytest.mark.slow


@pytest.fixture
def columns(sample: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for schema, table, column, kind in sample.execute(
        "select schema_name, table_name, column_name, data_type from duckdb_columns()"
    ).fetchall():
        found.setdefault(f"{schema}.{table}", {})[column] = kind
    return found


@pytest.mark.parametrize("table", PROMISED)
def test_a_promised_table_has_its_columns(columns: dict[str, dict[str, str]], table: str) -> None:
    assert set(PROMISED[table].split()) - set(columns.get(table, {})) == set()


def test_the_promised_macros_take_their_arguments(sample: duckdb.DuckDBPyConnection) -> None:
    found = sample.execute(
        "select function_name, parameters from duckdb_functions() where schema_name = 'marts'"
    ).fetchall()
    assert {name: arguments for name, arguments in found if name in MACROS} == MACROS


def test_names_keep_their_types(columns: dict[str, dict[str, str]]) -> None:
    wrong = [
        (table, column, kind)
        for table, found in columns.items()
        if table.startswith("marts.")
        for column, kind in found.items()
        for ending, expected in TYPES.items()
        if column.endswith(ending) and kind != expected
    ]
    wrong += [
        (table, column, kind)
        for table, found in columns.items()
        if table.startswith(("marts.", "meta."))
        for column, kind in found.items()
        if column.startswith(("is_", "has_")) and kind != "BOOLEAN"
    ]
    assert wrong == []


def test_every_table_and_column_says_what_it_means_in_chinese_and_english(
    sample: duckdb.DuckDBPyConnection,
) -> None:
    silent = sample.execute(
        """select schema_name || '.' || table_name || '.' || column_name from duckdb_columns()
        where schema_name in ('marts', 'meta')
            and not regexp_matches(coalesce(comment, ''), '^[^|]*[一-龥][^|]*\\| *[A-Za-z]')
        union all
        select schema_name || '.' || table_name from duckdb_tables()
        where schema_name in ('marts', 'meta')
            and not regexp_matches(coalesce(comment, ''), '^[^|]*[一-龥][^|]*\\| *[A-Za-z]')"""
    ).fetchall()
    assert silent == []


def test_every_mart_has_a_view_with_chinese_names(sample: duckdb.DuckDBPyConnection) -> None:
    marts = sample.execute(
        "select count(*) from duckdb_tables() where schema_name = 'marts'"
    ).fetchone()
    views = sample.execute(
        "select view_name from duckdb_views() where schema_name = 'zh' and not internal"
    ).fetchall()
    assert marts is not None
    assert len(views) == marts[0]
    for (view,) in views:
        assert sample.execute(f'select * from zh."{view}" limit 1').description


def test_only_the_promised_schemas_are_published(sample: duckdb.DuckDBPyConnection) -> None:
    schemas = sample.execute(
        """select distinct schema_name from duckdb_tables()
        union select distinct schema_name from duckdb_views() where not internal order by 1"""
    ).fetchall()
    assert [name for (name,) in schemas] == ["marts", "meta", "zh"]
