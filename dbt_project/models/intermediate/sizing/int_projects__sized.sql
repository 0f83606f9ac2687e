{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='fail',
    pre_hook="{{ forget_run_periods() }}",
) }}

with

periods as (
    select * from {{ ref('int_periods__modelled') }}
    where {{ in_run() }}
),

projects as (
    select * from {{ ref('int_projects__in_force') }}
    where {{ in_run() }}
),

revisions as (
    select * from {{ ref('stg_plan_revisions__revisions') }}
),

-- a request as last delivered by then
known_revisions as (
    select
        periods.period as known_period,
        periods.last_day_on,
        revisions.*,
    from periods
    inner join revisions
        on periods.period >= revisions.period
    qualify
        row_number() over (
            partition by periods.period, revisions.project_id, revisions.requested_on
            order by revisions.period desc
        ) = 1
),

approved_revisions as (
    select *
    from known_revisions
    where approved_on <= last_day_on
    qualify
        row_number() over (
            partition by known_period, project_id
            order by approved_on desc, requested_on desc nulls last, period desc
        ) = 1
),

approved as (
    select
        projects.period,
        projects.project_id,
        coalesce(approved_revisions.revised_total_cny, projects.planned_total_cny)
            as approved_total_cny,
        projects.working_capital_cny,
        coalesce(approved_revisions.source_delivery_id, projects.source_delivery_id)
            as measure_delivery_id,
        coalesce(approved_revisions.source_row_number, projects.source_row_number)
            as measure_row_number,
    from projects
    left join approved_revisions
        on
            projects.period = approved_revisions.known_period
            and projects.project_id = approved_revisions.project_id
),

final as (
    select
        period,
        project_id,
        approved_total_cny,
        working_capital_cny,
        cast(approved_total_cny - coalesce(working_capital_cny, 0) as decimal(18, 2))
            as measure_cny,
        measure_delivery_id,
        measure_row_number,
    from approved
)

select * from final
