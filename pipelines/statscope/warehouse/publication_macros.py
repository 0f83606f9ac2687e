"""The table macros stored in every published file.

Belongs here: SQL that a user of the file calls by name. Does not belong here: a line, a legal
basis or a code (rows of ``meta.rules``), questions of the library (``sql/``).

An argument is used only where no column of the same name is in sight: DuckDB would take the
column.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Macro:
    """One table macro.

    Attributes:
        name: schema and name.
        arguments: names of its arguments, in order.
        comment: what it answers, Chinese first.
        reads: tables without which it is not made.
        sql: its body.
    """

    name: str
    arguments: tuple[str, ...]
    comment: str
    reads: tuple[str, ...]
    sql: str


SCOPE_AT = Macro(
    name="marts.scope_at",
    arguments=("at_period", "regime"),
    comment="某期口径：在指定报告期（或其前最近一期）按指定口径判定的全部单位和项目。| "
    "Every unit under a regime, as of the latest period with facts up to the one given.",
    reads=(
        "marts.fct_enterprise_scope",
        "marts.fct_project_scope",
        "marts.dim_enterprises",
        "marts.dim_projects",
    ),
    sql="""
        with asked as (
            select
                date_trunc('month', cast(at_period as date)) as asked_period,
                cast(regime as varchar) as asked_regime,
        ),
        facts as (
            select
                'enterprise' as unit_kind, f.enterprise_id as unit_id,
                d.enterprise_name as unit_name, f.period, f.division_code, f.regime_id,
                f.scope_class, f.rule_id, f.measure, f.measure_cny, f.threshold_cny,
                f.sizing_source, f.scope_status, f.is_eligible, f.is_registered,
            from marts.fct_enterprise_scope as f
            left join marts.dim_enterprises as d on f.enterprise_id = d.enterprise_id
            union all
            select
                'project' as unit_kind, f.project_id as unit_id,
                d.project_name as unit_name, f.period, f.division_code, f.regime_id,
                f.scope_class, f.rule_id, f.measure, f.measure_cny, f.threshold_cny,
                null as sizing_source, f.scope_status, f.is_eligible, f.is_registered,
            from marts.fct_project_scope as f
            left join marts.dim_projects as d on f.project_id = d.project_id
        ),
        latest as (
            select f.unit_kind, max(f.period) as period
            from facts as f
            cross join asked
            where f.period <= asked.asked_period
            group by f.unit_kind
        )
        select facts.*
        from facts
        inner join latest
            on facts.unit_kind = latest.unit_kind and facts.period = latest.period
        inner join asked on facts.regime_id = asked.asked_regime
    """,
)

EXPLAIN_UNIT = Macro(
    name="marts.explain_unit",
    arguments=("unit_id",),
    comment="逐期说明：一个单位或项目在每个报告期、每种口径下的结论及依据；接受九位或十八位代码。| "
    "Every period and regime of one unit: value, line, rule, legal basis, status, registration, "
    "reasons, source file and row; takes 9- or 18-character codes.",
    reads=(
        "marts.fct_enterprise_scope",
        "marts.fct_project_scope",
        "marts.dim_enterprises",
        "marts.dim_projects",
        "marts.rpt_unregistered_enterprises",
        "marts.rpt_unregistered_projects",
        "meta.deliveries",
        "meta.rules",
    ),
    sql="""
        with asked as (
            select upper(replace(trim(cast(unit_id as varchar)), ' ', '')) as asked_id
        ),
        codes as (
            select asked_id, replace(asked_id, '-', '') as asked_code from asked
        ),
        files as (
            select delivery_id, any_value(register) as register,
                any_value(file_name) as file_name,
            from meta.deliveries where state <> 'duplicate' group by delivery_id
        ),
        bases as (
            select rule_id, any_value(legal_basis) as legal_basis
            from meta.rules group by rule_id
        ),
        facts as (
            select
                'enterprise' as unit_kind, f.enterprise_id as unit_id,
                d.enterprise_name as unit_name, f.period, f.regime_id, f.is_in_force,
                f.scope_class, f.rule_id, f.measure, f.measure_cny, f.threshold_cny,
                f.measure_value, f.threshold_value, f.sizing_source,
                f.scope_status, f.is_eligible, f.is_registered,
                u.primary_reason, u.reasons,
                f.measure_delivery_id, f.measure_row_number,
                f.source_delivery_id, f.source_row_number,
            from marts.fct_enterprise_scope as f
            inner join codes as c
                on f.enterprise_id = c.asked_code
                or (
                    length(f.enterprise_id) = 18 and length(c.asked_code) = 9
                    and substr(f.enterprise_id, 9, 9) = c.asked_code
                )
                or (
                    length(f.enterprise_id) = 9 and length(c.asked_code) = 18
                    and f.enterprise_id = substr(c.asked_code, 9, 9)
                )
            left join marts.dim_enterprises as d on f.enterprise_id = d.enterprise_id
            left join marts.rpt_unregistered_enterprises as u
                on f.period = u.period and f.enterprise_id = u.enterprise_id
                and f.regime_id = u.regime_id
            union all
            select
                'project' as unit_kind, f.project_id as unit_id,
                d.project_name as unit_name, f.period, f.regime_id, f.is_in_force,
                f.scope_class, f.rule_id, f.measure, f.measure_cny, f.threshold_cny,
                f.measure_cny as measure_value, f.threshold_cny as threshold_value,
                null as sizing_source, f.scope_status, f.is_eligible, f.is_registered,
                u.primary_reason, u.reasons,
                f.measure_delivery_id, f.measure_row_number,
                f.source_delivery_id, f.source_row_number,
            from marts.fct_project_scope as f
            inner join codes as c on f.project_id = c.asked_id
            left join marts.dim_projects as d on f.project_id = d.project_id
            left join marts.rpt_unregistered_projects as u
                on f.period = u.period and f.project_id = u.project_id
                and f.regime_id = u.regime_id
        )
        select
            f.unit_kind, f.unit_id, f.unit_name, f.period, f.regime_id, f.is_in_force,
            f.scope_class, f.measure, f.measure_cny, f.threshold_cny, f.measure_value,
            f.threshold_value, f.sizing_source,
            f.rule_id, b.legal_basis, f.scope_status, f.is_eligible, f.is_registered,
            f.primary_reason, f.reasons,
            m.register || '/' || m.file_name as measure_file,
            f.measure_row_number as measure_row,
            s.register || '/' || s.file_name as source_file,
            f.source_row_number as source_row,
        from facts as f
        left join bases as b on f.rule_id = b.rule_id
        left join files as m on f.measure_delivery_id = m.delivery_id
        left join files as s on f.source_delivery_id = s.delivery_id
        order by f.unit_kind, f.unit_id, f.period, f.regime_id
    """,
)

MACROS = (SCOPE_AT, EXPLAIN_UNIT)
