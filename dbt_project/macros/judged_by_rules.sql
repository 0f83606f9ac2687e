{#-
    The verdict on units that carry their rules: the CTEs tried_1, tried_2 and judged.

    `ruled` names a CTE with the columns of int_scope_rules__paired and, for each
    unit, obstacle (a status that goes before any rule, or null), revenue_cny,
    employees, planned_total_cny, is_state_owned and is_qualified. `judged` has all of
    them, and alternative, rule_id, measure, measure_value, threshold_value,
    threshold_cny, is_rule_met, is_met_without_line, scope_status and is_eligible. The
    first alternative that is met decides, else the first. is_rule_met looks at class and
    measure only, whatever obstacle there is. The line of a class is that of its first
    rule in yuan: line_cny is null for a unit that does not fulfil that rule's condition,
    and is_met_without_line leaves that rule out.
-#}
{% macro judged_by_rules(ruled) -%}
tried as (
    select
        *,
        {% for n in (1, 2) -%}
        case measure_{{ n }}
            when 'main_revenue' then revenue_cny
            when 'planned_total' then planned_total_cny
            when 'employees' then employees
        end as value_{{ n }},
        case condition_{{ n }}
            when 'state_owned' then is_state_owned
            when 'qualified' then is_qualified
            else true
        end as is_open_{{ n }},
        case
            when rule_id_{{ n }} is null or not is_open_{{ n }} then false
            when threshold_{{ n }} is null then true
            else coalesce(
                value_{{ n }} >= threshold_{{ n }},
                if(without_value_{{ n }} = 'not_met', false, null)
            )
        end as is_met_{{ n }},
        {% endfor -%}
    from {{ ruled }}
),

decided as (
    select
        * replace (
            if(if(threshold_unit_1 = 'cny', is_open_1, is_open_2), line_cny, null)
                as line_cny
        ),
        if(is_met_2 and not coalesce(is_met_1, false), 2, 1) as alternative,
        is_met_1 or is_met_2 as is_rule_met,
        case
            when threshold_unit_1 = 'cny' then is_met_2
            when threshold_unit_2 = 'cny' then is_met_1
            else is_met_1 or is_met_2
        end as is_met_without_line,
        case
            when obstacle is not null then obstacle
            when is_met_1 or is_met_2 then 'in_scope'
            when (is_met_1 or is_met_2) is null then 'unknown'
            else 'below_threshold'
        end as scope_status,
    from tried
),

judged as (
    select
        *,
        if(alternative = 1, rule_id_1, rule_id_2) as rule_id,
        if(alternative = 1, measure_1, measure_2) as measure,
        if(alternative = 1, value_1, value_2) as measure_value,
        if(alternative = 1, threshold_1, threshold_2) as threshold_value,
        case
            when alternative = 1 and threshold_unit_1 = 'cny' then threshold_1
            when alternative = 2 and threshold_unit_2 = 'cny' then threshold_2
        end as threshold_cny,
        if(scope_status = 'unknown', null, scope_status = 'in_scope') as is_eligible,
    from decided
)
{%- endmacro %}
