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


def same_code(delivered: str, asked: str) -> str:
    """Return the condition that two codes mean one unit: 18 characters embed the 9.

    Args:
        delivered: an SQL expression of our own that gives a tidy code.
        asked: another one.
    """
    return f"""(
        {delivered} = {asked}
        or (length({asked}) = 9 and length({delivered}) = 18
            and substr({delivered}, 9, 9) = {asked})
        or (length({asked}) = 18 and {delivered} = substr({asked}, 9, 9)))"""


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
    comment="逐期说明：一个单位或项目在每个报告期、每种口径下的结论及依据；"
    "接受九位或十八位代码及已变更的代码。| "
    "Every period and regime of one unit: value, line, rule, legal basis, status, registration, "
    "reasons, source file and row; takes 9- or 18-character codes, and codes since replaced.",
    reads=(
        "marts.fct_enterprise_scope",
        "marts.fct_project_scope",
        "marts.dim_enterprises",
        "marts.dim_projects",
        "marts.dim_enterprise_codes",
        "marts.rpt_unregistered_enterprises",
        "marts.rpt_unregistered_projects",
        "marts.fct_unit_documents",
        "meta.deliveries",
        "meta.rules",
    ),
    sql="""
        with asked as (
            select upper(replace(trim(cast(unit_id as varchar)), ' ', '')) as asked_id
        ),
        codes as (
            select replace(asked_id, '-', '') as asked_code from asked
            union
            select joined.enterprise_id
            from marts.dim_enterprise_codes as joined
            inner join asked as a
                on """
    + same_code("joined.delivered_id", "replace(a.asked_id, '-', '')")
    + """
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
        papers as (
            select p.period, p.unit_kind, p.unit_id,
                coalesce(list(p.document order by p.document) filter (p.is_missing), [])
                    as missing_documents,
                coalesce(list(p.document order by p.document) filter (p.is_faulty), [])
                    as faulty_documents,
            from marts.fct_unit_documents as p
            where p.necessity = 'mandatory'
            group by all
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
            semi join codes as c on """
    + same_code("f.enterprise_id", "c.asked_code")
    + """
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
            inner join asked as a on f.project_id = a.asked_id
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
            f.primary_reason, f.reasons, p.missing_documents, p.faulty_documents,
            m.register || '/' || m.file_name as measure_file,
            f.measure_row_number as measure_row,
            s.register || '/' || s.file_name as source_file,
            f.source_row_number as source_row,
        from facts as f
        left join bases as b on f.rule_id = b.rule_id
        left join papers as p
            on f.unit_kind = p.unit_kind and f.unit_id = p.unit_id and f.period = p.period
        left join files as m on f.measure_delivery_id = m.delivery_id
        left join files as s on f.source_delivery_id = s.delivery_id
        order by f.unit_kind, f.unit_id, f.period, f.regime_id
    """,
)

_UNDER_ANOTHER_LINE = """
        with asked as (
            select
                date_trunc('month', cast(at_period as date)) as asked_period,
                case
                    when cast(line_cny as decimal(18,2)) >= 0
                        then cast(line_cny as decimal(18,2))
                    else error('line_cny must be an amount in yuan, not negative')
                end as asked_cny,
        ),
        periods as (
            select distinct f.period from {facts} as f
            union
            select distinct n.period from {no_class} as n
        ),
        latest as (
            select max(p.period) as period
            from periods as p
            inner join asked as a on p.period <= a.asked_period
        ),
        listed as (
            select f.period, f.{id}, f.division_code, f.is_registered
            from {facts} as f
            inner join latest as t on f.period = t.period
            union
            select n.period, n.{id}, n.division_code, n.is_registered
            from {no_class} as n
            inner join latest as t on n.period = t.period
        ),
        -- the line of a class is that of its first rule in yuan
        lines as (
            select r.regime_id, r.scope_class, arg_min(r.measure, r.alternative) as line_measure,
            from meta.rules as r
            where r.threshold_unit = 'cny'
            group by all
        ),
        in_force as (
            select
                f.*, a.asked_cny,
                f.line_cny is not null and coalesce(l.line_measure = '{measure}', false)
                    as is_line_applied,
            from {facts} as f
            inner join latest as t on f.period = t.period
            left join lines as l
                on f.regime_id = l.regime_id and f.scope_class = l.scope_class
            cross join asked as a
            where f.is_in_force
        ),
        -- without a measure no line says anything: what holds in force holds under any other
        tried as (
            select
                i.*,
                if(
                    i.is_line_applied and i.measure_cny is not null,
                    i.measure_cny >= i.asked_cny or i.is_met_without_line,
                    i.is_rule_met
                ) as is_met,
            from in_force as i
        ),
        -- a status that goes before any rule goes before any line, too
        judged as (
            select
                t.* exclude (scope_status),
                t.scope_status as status_in_force,
                case
                    when t.scope_status not in ('in_scope', 'unknown', 'below_threshold')
                        then t.scope_status
                    when t.is_met then 'in_scope'
                    when t.is_met is null then 'unknown'
                    else 'below_threshold'
                end as scope_status,
            from tried as t
        ),
        -- a unit with a class in two families counts once: where it is in scope, if anywhere
        ranked as (
            select
                j.*,
                list(j.status_in_force) over (partition by j.{id}) as all_in_force,
                list(j.scope_status) over (partition by j.{id}) as all_asked,
                row_number() over (
                    partition by j.{id}
                    order by
                        list_position(['in_scope', 'unknown'], j.scope_status) nulls last,
                        list_position(['in_scope', 'unknown'], j.status_in_force) nulls last,
                        not j.is_line_applied, j.regime_id
                ) as place,
            from judged as j
        ),
        counted as (
            select
                r.*,
                case
                    when list_contains(r.all_in_force, 'in_scope') then true
                    when not list_contains(r.all_in_force, 'unknown') then false
                end as was,
                case
                    when list_contains(r.all_asked, 'in_scope') then true
                    when not list_contains(r.all_asked, 'unknown') then false
                end as is_now,
            from ranked as r
            where r.place = 1
        )
        select
            u.period, u.{id}, d.{name}, u.division_code, c.regime_family, c.scope_class,
            c.regime_id, c.measure_cny, c.line_cny as threshold_cny, a.asked_cny as line_cny,
            coalesce(c.is_line_applied, false) as is_line_applied,
            c.status_in_force, c.scope_status,
            if(c.{id} is null, false, c.was) as was_eligible,
            if(c.{id} is null, false, c.is_now) as is_eligible,
            u.is_registered,
            case
                when c.{id} is null then 'outside'
                when c.was is null or c.is_now is null then 'unknown'
                when c.was and c.is_now then 'kept'
                when c.is_now then 'gained'
                when c.was then 'lost'
                else 'outside'
            end as change,
        from listed as u
        cross join asked as a
        left join counted as c on u.{id} = c.{id}
        left join {dimension} as d on u.{id} = d.{id}
        order by u.{id}
    """

WHAT_IF_ENTERPRISES = Macro(
    name="marts.what_if_enterprises",
    arguments=("at_period", "line_cny"),
    comment="企业试算：在指定报告期有效名录上的每个单位，把现行口径的收入标准换成指定金额（元）后"
    "是否达标；按金额以外标准判定的单位不变。| "
    "Every unit of the directory in force at a period, were the revenue line of its class in force "
    "another one (in yuan); units judged by anything but revenue stay as they are.",
    reads=(
        "marts.fct_enterprise_scope",
        "marts.fct_enterprises_without_class",
        "marts.dim_enterprises",
        "meta.rules",
    ),
    sql=_UNDER_ANOTHER_LINE.format(
        facts="marts.fct_enterprise_scope",
        no_class="marts.fct_enterprises_without_class",
        dimension="marts.dim_enterprises",
        id="enterprise_id",
        name="enterprise_name",
        measure="main_revenue",
    ),
)

WHAT_IF_PROJECTS = Macro(
    name="marts.what_if_projects",
    arguments=("at_period", "line_cny"),
    comment="项目试算：在指定报告期有效台账上的每个项目，把现行口径的计划总投资标准换成指定金额（元）"
    "后是否达标；不限规模的项目不变。| "
    "Every project of the ledger in force at a period, were the line on planned totals another one "
    "(in yuan); projects that count at any size stay as they are.",
    reads=("marts.fct_project_scope", "marts.dim_projects", "meta.rules"),
    sql=_UNDER_ANOTHER_LINE.format(
        facts="marts.fct_project_scope",
        # every nature of construction has a class: this adds no row
        no_class="marts.fct_project_scope",
        dimension="marts.dim_projects",
        id="project_id",
        name="project_name",
        measure="planned_total",
    ),
)

MACROS = (SCOPE_AT, EXPLAIN_UNIT, WHAT_IF_ENTERPRISES, WHAT_IF_PROJECTS)
