{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='fail',
    pre_hook="{{ forget_run_periods() }}",
) }}

with

units as (
    select * from {{ ref('int_enterprises__in_force') }}
    where {{ in_run() }}
),

projects as (
    select * from {{ ref('int_projects__in_force') }}
    where {{ in_run() }}
),

sized_projects as (
    select * from {{ ref('int_projects__sized') }}
    where {{ in_run() }}
),

evaluated as (
    select * from {{ ref('int_enterprise_scope__evaluated') }}
    where {{ in_run() }}
),

periods as (
    select * from {{ ref('int_periods__modelled') }}
),

registered as (
    select * from {{ ref('int_enterprises__registered') }}
    where {{ in_run() }}
),

rules as (
    select * from {{ ref('int_scope_rules__paired') }}
    where class_set = 'owners'
),

regimes_in_force as (
    select * from {{ ref('int_regimes__in_force') }}
),

running_projects as (
    select
        projects.period,
        projects.owner_id,
        projects.construction_status = 'under_construction' as is_running,
        sized_projects.approved_total_cny,
        sized_projects.measure_delivery_id,
        sized_projects.measure_row_number,
    from projects
    inner join sized_projects
        on
            projects.period = sized_projects.period
            and projects.project_id = sized_projects.project_id
    where projects.owner_id is not null
),

owners as (
    select
        period,
        owner_id,
        count_if(is_running) as running,
        count_if(is_running and approved_total_cny is null) as running_unknown,
        max(approved_total_cny) filter (where is_running) as largest_cny,
        arg_max(measure_delivery_id, approved_total_cny) filter (where is_running)
            as measure_delivery_id,
        arg_max(measure_row_number, approved_total_cny) filter (where is_running)
            as measure_row_number,
    from running_projects
    group by period, owner_id
),

counted_elsewhere as (
    select distinct
        period,
        enterprise_id,
        regime_family,
    from evaluated
    where is_in_force and scope_status = 'in_scope'
),

-- Without a running project nothing is being built: the value is 0, and known. With one
-- whose total is unknown the largest is unknown too, unless another reaches the line.
ruled as (
    select
        units.period,
        units.enterprise_id,
        units.division_code,
        units.source_delivery_id,
        units.source_row_number,
        cast(null as decimal(18, 2)) as revenue_cny,
        cast(null as bigint) as employees,
        case
            when owners.running = 0 then 0
            when
                owners.running_unknown = 0 or owners.largest_cny >= rules.line_cny
                then owners.largest_cny
        end as planned_total_cny,
        owners.measure_delivery_id,
        owners.measure_row_number,
        false as is_state_owned,
        false as is_qualified,
        case
            when units.operating_status != 'operating' then 'not_operating'
        end as obstacle,
        if(
            periods.registered_enterprise_list_period is null,
            null,
            coalesce(registered.is_registered, false)
        ) as is_registered,
        exists(
            select 1
            from counted_elsewhere
            where
                counted_elsewhere.period = units.period
                and counted_elsewhere.enterprise_id = units.enterprise_id
                and counted_elsewhere.regime_family != rules.regime_family
        ) as is_counted_elsewhere,
        rules.*,
    from owners
    inner join periods
        on owners.period = periods.period
    inner join units
        on
            owners.period = units.period
            and owners.owner_id = units.enterprise_id
    left join registered
        on
            units.period = registered.period
            and units.enterprise_id = registered.enterprise_id
    cross join rules
    where units.unit_type = 'legal_unit'
),

{{ judged_by_rules('ruled') }},

final as (
    select
        judged.period,
        judged.enterprise_id,
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
        'none' as sizing_source,
        judged.is_rule_met,
        judged.is_met_without_line,
        judged.scope_status,
        judged.is_eligible,
        judged.is_registered,
        judged.is_counted_elsewhere,
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
