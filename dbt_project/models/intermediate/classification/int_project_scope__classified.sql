{{ config(materialized='view') }}

with

projects as (
    select * from {{ ref('int_projects__in_force') }}
),

sized as (
    select * from {{ ref('int_projects__sized') }}
),

periods as (
    select * from {{ ref('int_periods__modelled') }}
),

registered as (
    select * from {{ ref('int_projects__registered') }}
),

natures as (
    select * from {{ ref('scope_class_natures') }}
),

rules as (
    select * from {{ ref('int_scope_rules__paired') }}
),

regimes_in_force as (
    select * from {{ ref('int_regimes__in_force') }}
),

measured as (
    select
        projects.period,
        projects.project_id,
        projects.division_code,
        projects.construction_nature,
        projects.construction_status,
        projects.source_delivery_id,
        projects.source_row_number,
        cast(null as decimal(18, 2)) as revenue_cny,
        cast(null as bigint) as employees,
        sized.measure_cny as planned_total_cny,
        sized.approved_total_cny,
        sized.working_capital_cny,
        sized.measure_delivery_id,
        sized.measure_row_number,
        false as is_state_owned,
        false as is_qualified,
        case
            when projects.construction_status != 'under_construction'
                then 'not_under_construction'
        end as obstacle,
        if(
            periods.registered_project_list_period is null,
            null,
            coalesce(registered.is_registered, false)
        ) as is_registered,
    from projects
    inner join periods
        on projects.period = periods.period
    inner join sized
        on
            projects.period = sized.period
            and projects.project_id = sized.project_id
    left join registered
        on
            projects.period = registered.period
            and projects.project_id = registered.project_id
),

class_sets as (
    select distinct class_set
    from natures
),

-- a class set names the natures it singles out; its row without a nature takes the rest
ruled as (
    select
        measured.*,
        rules.*,
    from measured
    cross join class_sets
    left join natures as named
        on
            class_sets.class_set = named.class_set
            and measured.construction_nature = named.construction_nature
    left join natures as remaining
        on
            class_sets.class_set = remaining.class_set
            and remaining.construction_nature is null
    inner join rules
        on
            class_sets.class_set = rules.class_set
            and coalesce(named.scope_class, remaining.scope_class) = rules.scope_class
),

{{ judged_by_rules('ruled') }},

final as (
    select
        judged.period,
        judged.project_id,
        judged.division_code,
        judged.scope_class,
        judged.regime_id,
        judged.regime_family,
        regimes_in_force.regime_id is not null as is_in_force,
        judged.rule_id,
        judged.measure,
        judged.planned_total_cny as measure_cny,
        judged.threshold_cny,
        judged.measure_value,
        judged.threshold_value,
        judged.line_cny,
        judged.approved_total_cny,
        judged.working_capital_cny,
        judged.construction_status,
        judged.is_rule_met,
        judged.is_met_without_line,
        judged.scope_status,
        judged.is_eligible,
        judged.is_registered,
        judged.source_delivery_id,
        judged.source_row_number,
        judged.measure_delivery_id,
        judged.measure_row_number,
    from judged
    left join regimes_in_force
        on
            judged.period = regimes_in_force.period
            and judged.regime_id = regimes_in_force.regime_id
)

select * from final
