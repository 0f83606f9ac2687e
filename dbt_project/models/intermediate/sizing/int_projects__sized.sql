{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='fail',
    pre_hook="{{ forget_run_periods() }}",
) }}

with

projects as (
    select * from {{ ref('int_projects__in_force') }}
    where {{ in_run() }}
),

revisions as (
    select * from {{ ref('int_plan_revisions__known') }}
    where {{ in_run() }} and is_approved
),

-- of several approvals the latest
approved_revisions as (
    select *
    from revisions
    qualify
        row_number() over (
            partition by period, project_id
            order by approved_on desc, requested_on desc nulls last, known_from desc
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
            projects.period = approved_revisions.period
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
