"""Hand-made build files for the tests of publication, queries and the command line.

A few rows in the tables that the pipeline ends in, with the columns that the output contract
names. What the rows say is made up; that the real models give these tables is tested where the
whole pipeline runs.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from statscope.settings import Settings
from statscope.warehouse.build import create_tables, open_build
from statscope.warehouse.publication import Publication, publish

MARTS = {
    "dim_enterprises": """
        select * from (values
            ('91510525MA00000016', '甲酒业有限公司', '510525001', '1512', '2002', 'C',
                'legal_unit', 'operating', date '2001-05-01', date '2011-04-01', true,
                'enterprises-1', 3),
            ('20000000X', '=乙砖厂', '510525002', '3031', '2002', 'C',
                'legal_unit', 'operating', null, date '2011-04-01', true, 'enterprises-1', 4),
            ('91510525MA00000032', '丙修理店', '510525001', '8011', '2002', 'O',
                'legal_unit', 'operating', null, date '2011-04-01', true, 'enterprises-1', 5)
        ) as t (enterprise_id, enterprise_name, division_code, industry_code,
            industry_edition, section_code, unit_type, operating_status, opened_on,
            last_listed_period, is_listed, source_delivery_id, source_row_number)""",
    "dim_projects": """
        select * from (values
            ('P-1', '石屏一矿', null, '甲酒业有限公司', '510525001', 'new',
                cast(8000000 as decimal(18,2)), date '2010-03-01', 'under_construction',
                '经信局', '张三', date '2011-04-01', true, 'projects-1', 5),
            ('P-2', '乡村公路', null, '交通局', '510525002', 'new',
                cast(600000 as decimal(18,2)), null, 'under_construction', '交通局', '李四',
                date '2011-04-01', true, 'projects-1', 6)
        ) as t (project_id, project_name, owner_id, owner_name, division_code,
            construction_nature, planned_total_cny, started_on, construction_status,
            department, leader, last_listed_period, is_listed, source_delivery_id,
            source_row_number)""",
    "fct_enterprise_scope": """
        select
            cast(period as date) as period, enterprise_id, division_code, 'industry' as scope_class,
            regime_id, 'industry' as regime_family, regime_id = 'ind_2011' as is_in_force,
            regime_id || '.industry' as rule_id,
            'main_revenue' as measure, cast(measure as decimal(18,2)) as measure_cny,
            cast(line as decimal(18,2)) as threshold_cny,
            cast(measure as decimal(18,2)) as measure_value,
            cast(line as decimal(18,2)) as threshold_value,
            cast(line as decimal(18,2)) as line_cny,
            measure >= line as is_rule_met, false as is_met_without_line,
            if(measure is null, 'none', 'annual') as sizing_source,
            case when measure is null then 'unknown' when measure >= line then 'in_scope'
                else 'below_threshold' end as scope_status,
            measure >= line as is_eligible, is_registered,
            if(measure is null, null, 'returns-1') as measure_delivery_id,
            if(measure is null, null, 7) as measure_row_number,
            'enterprises-1' as source_delivery_id, 3 as source_row_number
        from (values ('91510525MA00000016', '510525001', 21000000, false),
            ('20000000X', '510525002', 6000000, true))
            as u (enterprise_id, division_code, measure, is_registered)
        cross join (values ('ind_2007', 5000000), ('ind_2011', 20000000)) as r (regime_id, line)
        cross join (values ('2011-03-01'), ('2011-04-01')) as p (period)""",
    "fct_project_scope": """
        select
            cast(period as date) as period, project_id, division_code, 'project' as scope_class,
            regime_id, 'fai' as regime_family, regime_id = 'fai_2011' as is_in_force,
            regime_id || '.project' as rule_id,
            'planned_total' as measure, cast(measure as decimal(18,2)) as measure_cny,
            cast(line as decimal(18,2)) as threshold_cny,
            cast(line as decimal(18,2)) as line_cny,
            measure >= line as is_rule_met, false as is_met_without_line,
            'under_construction' as construction_status,
            if(measure >= line, 'in_scope', 'below_threshold') as scope_status,
            measure >= line as is_eligible, false as is_registered,
            'projects-1' as measure_delivery_id, 5 as measure_row_number,
            'projects-1' as source_delivery_id, 5 as source_row_number
        from (values ('P-1', '510525001', 8000000), ('P-2', '510525002', 600000))
            as u (project_id, division_code, measure)
        cross join (values ('fai_1997', 500000), ('fai_2011', 5000000)) as r (regime_id, line)
        cross join (values ('2011-03-01'), ('2011-04-01')) as p (period)""",
    "dim_enterprise_codes": """
        select '30000000X' as delivered_id, '20000000X' as enterprise_id,
            'successor' as joined_by""",
    "fct_enterprises_without_class": """
        select date '2011-04-01' as period, '91510525MA00000032' as enterprise_id,
            '510525001' as division_code, false as is_registered""",
    "fct_annual_scope": """
        select 2010 as year, '91510525MA00000016' as enterprise_id, 'ind_2007' as regime_id,
            'industry' as scope_class, 'ind_2007.industry' as rule_id, 'main_revenue' as measure,
            cast(21000000 as decimal(18,2)) as measure_cny,
            cast(5000000 as decimal(18,2)) as threshold_cny,
            cast(21000000 as decimal(18,2)) as measure_value,
            cast(5000000 as decimal(18,2)) as threshold_value, 'annual' as sizing_source,
            'in_scope' as scope_status, true as is_eligible,
            'returns-1' as measure_delivery_id, 7 as measure_row_number""",
    "fct_unit_documents": """
        select cast(period as date) as period, 'project' as unit_kind, 'P-1' as unit_id,
            document, necessity, standing, cast(valid_until as date) as valid_until,
            false as is_replaced, standing = 'missing' as is_missing,
            standing = 'expired' as is_faulty,
            if(standing = 'missing', null, 'projects-1') as source_delivery_id,
            if(standing = 'missing', null, 4) as source_row_number
        from (values ('2011-03-01', 'contract', 'mandatory', 'missing', null),
            ('2011-04-01', 'contract', 'mandatory', 'missing', null),
            ('2011-04-01', 'approval', 'mandatory', 'expired', '2010-12-31'),
            ('2011-04-01', 'design', 'substitute', 'missing', null),
            ('2011-04-01', 'eia', 'expected', 'good', null))
            as t (period, document, necessity, standing, valid_until)""",
    "rpt_unlisted_mentions": """
        select cast(period as date) as period, 'enterprise' as unit_kind,
            '91510525MA00000059' as unit_id, unit_name, register,
            delivery_id as source_delivery_id, row_number as source_row_number
        from (values ('2010-12-01', null, 'enterprise_returns', 'returns-1', 8),
            ('2011-04-01', '丁水泥厂', 'registered_enterprises', 'enterprises-1', 9))
            as t (period, unit_name, register, delivery_id, row_number)""",
    "rpt_unit_flags": """
        select date '2011-04-01' as period, 'project' as unit_kind, 'P-1' as unit_id,
            'invested_beyond_plan' as check_id, '超计划投资' as check_name_zh,
            'Investment beyond the plan' as check_name_en, 'verification' as severity,
            '{"beyond_plan_cny": 1000000}' as evidence, 'projects-1' as delivery_id,
            5 as source_row_number""",
    "fct_scope_transitions": """
        select * from (values
            (date '2011-04-01', 'ind_2007_to_ind_2011', 'enterprise', '20000000X', '510525002',
                'ind_2007', 'ind_2011', 'in_scope', 'below_threshold', 'dropped',
                cast(6000000 as decimal(18,2))),
            (date '2011-04-01', 'ind_2007_to_ind_2011', 'enterprise', '91510525MA00000016',
                '510525001', 'ind_2007', 'ind_2011', 'in_scope', 'in_scope', 'retained',
                cast(21000000 as decimal(18,2)))
        ) as t (period, comparison_id, unit_kind, unit_id, division_code, old_regime_id,
            new_regime_id, old_status, new_status, transition, measure_cny)""",
    "rpt_registration_coverage": """
        select * from (values
            (date '2011-04-01', 'enterprise', 'industry', '510525', 'ind_2011', 1, 1, 0,
                cast(0 as double), 3, cast(-2/3 as double), true),
            (date '2011-04-01', 'enterprise', 'industry', '510525001', 'ind_2011', 1, 0, 0,
                cast(0 as double), 1, cast(-1 as double), true),
            (date '2011-04-01', 'project', 'fai', '510525', 'fai_2011', 1, null, null,
                null, null, null, true)
        ) as t (period, unit_kind, regime_family, division_code, regime_id, eligible_units,
            registered_units, registered_eligible_units, coverage_rate,
            registered_units_prior_year, registered_units_growth, is_scope_break)""",
    "rpt_unregistered_projects": """
        select date '2011-04-01' as period, 'P-1' as project_id, '石屏一矿' as project_name,
            '510525001' as division_code, '甲酒业有限公司' as owner_name, 'fai_2011' as regime_id,
            cast(8000000 as decimal(18,2)) as planned_total_cny,
            cast(9000000 as decimal(18,2)) as invested_since_start_cny,
            'missing_document' as primary_reason,
            ['missing_document', 'plan_revision_pending'] as reasons,
            ['contract'] as missing_documents, cast([] as varchar[]) as faulty_documents,
            '经信局' as department, '张三' as leader, date '2011-03-01' as first_seen_period,
            30 as days_open, cast(null as date) as due_on, cast(null as bigint) as days_overdue,
            cast(null as date) as next_window_on""",
    "rpt_unregistered_enterprises": """
        select date '2011-04-01' as period, '91510525MA00000016' as enterprise_id,
            '甲酒业有限公司' as enterprise_name, '510525001' as division_code,
            'ind_2011' as regime_id, cast(21000000 as decimal(18,2)) as measure_cny,
            cast(20000000 as decimal(18,2)) as threshold_cny,
            'waits_for_annual_batch' as primary_reason, ['waits_for_annual_batch'] as reasons,
            'annual' as entry_route, date '2011-11-01' as next_window_on""",
    "fct_register_changes": """
        select date '2011-04-01' as period, 'enterprise' as unit_kind, '20000000X' as unit_id,
            'industry' as regime_family, true as is_registered, null as was_registered,
            '510525002' as division_code, null as component""",
    "fct_indicator_units": """
        select date '2011-04-01' as period, 'main_revenue' as indicator,
            'enterprise' as unit_kind, unit_id, true as is_registered, true as was_registered,
            division_code, division_code as prior_division_code,
            cast(amount as decimal(18,2)) as current_cny,
            cast(amount - 100 as decimal(18,2)) as prior_cny,
            cast(amount - 90 as decimal(18,2)) as base_cny,
            'returns-1' as source_delivery_id, 4 as source_row_number
        from (values ('20000000X', '510525002', 1000), ('91510525MA00000016', '510525001', 500))
            as t (unit_id, division_code, amount)""",
    "rpt_registered_ineligible": """
        select date '2011-04-01' as period, 'enterprise' as unit_kind, '20000000X' as unit_id,
            'below_threshold' as scope_status, cast(6000000 as decimal(18,2)) as measure_cny,
            cast(20000000 as decimal(18,2)) as threshold_cny""",
}

SEEDS = {
    "regime_periods": """
        select * from (values
            ('ind_2007', 'periodic', date '2007-01-01', date '2011-01-01'),
            ('ind_2007', 'annual', date '2007-01-01', date '2011-01-01'),
            ('ind_2011', 'periodic', date '2011-01-01', null)
        ) as t (regime_id, survey_kind, valid_from, valid_to)""",
    "code_labels": """
        select * from (values
            ('scope_status', 'in_scope', '口径内', 'In scope'),
            ('measure', 'main_revenue', '主营业务收入', 'Main revenue')
        ) as t (code_list, code, label_zh, label_en)""",
    "documents": """
        select * from (values
            ('project', 'contract', 2, '施工合同', 'Works contract'),
            ('project', 'approval', 4, '审批', 'Approval')
        ) as t (unit_kind, document, sort_order, label_zh, label_en)""",
    "reason_codes": """
        select * from (values
            ('project', 'missing_document', '缺少入库材料', 'A document is missing'),
            ('enterprise', 'missing_document', '缺少入库材料', 'A document is missing'),
            ('enterprise', 'waits_for_annual_batch', '等待年度申报', 'Waits for the batch')
        ) as t (unit_kind, reason, label_zh, label_en)""",
}

STATED = {
    "int_regimes__stated": """
        select *, false as is_what_if from (values
            ('ind_2007', 'industry', 'enterprise', '2007年口径', 'Industry 2007', '2007年制度'),
            ('ind_2011', 'industry', 'enterprise', '2011年口径', 'Industry 2011', '国统字87号'),
            ('con_any', 'construction', 'enterprise', '建筑业口径', 'Construction', '建筑业制度'),
            ('fai_1997', 'fai', 'project', '1997年投资口径', 'Investment 1997', '1997年制度'),
            ('fai_2011', 'fai', 'project', '2011年投资口径', 'Investment 2011', '国统字87号')
        ) as t (regime_id, regime_family, unit_kind, regime_name_zh,
            regime_name_en, legal_basis)""",
    "int_scope_rules__stated": """
        select regime_id || '.' || scope_class as rule_id, regime_id, scope_class, 1 as alternative,
            measure, threshold, if(threshold is null, null, 'cny') as threshold_unit,
            'none' as condition, legal_basis
        from (values
            ('ind_2007', 'industry', 'main_revenue', 5000000, '2007年制度'),
            ('ind_2011', 'industry', 'main_revenue', 20000000, '国统字87号'),
            ('con_any', 'construction', 'qualification', null, '建筑业制度'),
            ('fai_1997', 'project', 'planned_total', 500000, '1997年制度'),
            ('fai_2011', 'project', 'planned_total', 5000000, '国统字87号')
        ) as t (regime_id, scope_class, measure, threshold, legal_basis)""",
}

DELIVERIES = (
    ("enterprises-1", "enterprises", "2011-04.xlsx", "accepted", None, 3, 3, 0),
    ("returns-1", "enterprise_returns", "2010.csv", "accepted", None, 3, 2, 1),
    ("projects-1", "projects", "2011-04.csv", "accepted", None, 2, 2, 0),
    ("projects-1", "projects", "copy of 2011-04.csv", "duplicate", None, None, None, None),
    ("broken", "projects", "2011-05.xlsx", "rejected", "unreadable", None, None, None),
)


SQL_OF_CHECKS = {
    "dbt.unique_key": """select enterprise_id from "build"."marts"."dim_enterprises"
        group by enterprise_id having count(*) > 1""",
}


def write_build(build: Path, *, extra_rows: int = 0) -> None:
    """Make a finished build file; ``extra_rows`` enterprises more make it larger."""
    with open_build(build) as connection:
        create_tables(connection)
        for schema, tables in (("marts", MARTS), ("seeds", SEEDS), ("intermediate", STATED)):
            connection.execute(f"create schema {schema}")
            for name, select in tables.items():
                connection.execute(f"create table {schema}.{name} as {select}")
        connection.execute(
            """insert into marts.dim_enterprises (enterprise_id, enterprise_name)
            select 'X' || i, '多出的单位' from range(?) as t (i)""",
            [extra_rows],
        )
        _comment(connection)
        _fill_ledger(connection)


def publish_small(
    settings: Settings, *, extra_rows: int = 0, changes: tuple[str, ...] = ()
) -> Publication:
    """Make a build file anew, with further statements if asked, and publish it."""
    settings.build_file.unlink(missing_ok=True)
    write_build(settings.build_file, extra_rows=extra_rows)
    with open_build(settings.build_file) as connection:
        for statement in changes:
            connection.execute(statement)
    return publish(settings, dbt_manifest=settings.dbt_target / "manifest.json")


def _comment(connection: duckdb.DuckDBPyConnection) -> None:
    """Give every mart and column a comment of the usual form."""
    for name in MARTS:
        connection.execute(
            f"comment on table marts.{name} is '表 {name}：说明。| One row per thing.'"
        )
    columns = connection.execute(
        "select table_name, column_name from duckdb_columns() where schema_name = 'marts'"
    ).fetchall()
    for table, column in columns:
        connection.execute(
            f"comment on column marts.{table}.{column} is '列 {column}：说明。| A column.'"
        )


def _fill_ledger(connection: duckdb.DuckDBPyConnection) -> None:
    """Put files, rows and checks of every fate on record."""
    now = datetime(2011, 5, 3, tzinfo=UTC)
    for delivery_id, register, name, state, reason, present, loaded, rejected in DELIVERIES:
        connection.execute(
            """insert into meta.deliveries (delivery_id, register, period, source, file_name,
                loaded_at, state, reject_reason, rows_present, rows_loaded, rows_rejected,
                rows_duplicate, rows_superseded, rows_ignored, amount_present_cny, is_synthetic)
            values (?, ?, ?, '', ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 12345.67, false)""",
            [
                *(delivery_id, register, date(2011, 4, 1), name, now, state, reason),
                *(present, loaded, rejected),
            ],
        )
    connection.execute(
        """insert into meta.rejected_rows values ('returns-1', 'enterprise_returns', '2010.csv',
            '', 4, date '2010-12-01', ['bad_number'], 'main_revenue', '=1+1',
            '{"主营业务收入": "=1+1"}')"""
    )
    connection.execute(
        """insert into meta.set_aside_rows values ('returns-1', 'enterprise_returns', '2010.csv',
            '', 9, date '2010-12-01', 'ignored', 'subtotal', '{"单位名称": "合计"}')"""
    )
    for check_id, blocking, passed, status, reason in (
        ("dbt.unique_key", True, True, "passed", None),
        ("door.row_floor.projects.2011-04", True, False, "accepted", "洪水"),
        ("review.not_in_directory", False, False, "failed", None),
        ("door.row_floor.enterprises.2011-04", True, None, "not_applicable", None),
    ):
        connection.execute(
            """insert into meta.checks values (?, 'statscope', 'error', ?, ?, ?, '3 rows', 3,
                'projects', null, '检查。| A check.', 'operator', ?, ?, ?)""",
            [check_id, blocking, passed, status, reason, now, SQL_OF_CHECKS.get(check_id)],
        )
