{{ config(materialized='view') }}

with

periods as (
    select * from {{ ref('int_periods__modelled') }}
),

projects as (
    select * from {{ ref('stg_projects__projects') }}
),

final as (
    select
        periods.period,
        periods.project_list_period as list_period,
        projects.project_id,
        projects.project_name,
        projects.owner_id,
        projects.delivered_owner_id,
        projects.owner_name,
        projects.division_code,
        projects.industry_code,
        projects.construction_nature,
        projects.is_continuing,
        projects.planned_total_cny,
        projects.working_capital_cny,
        projects.started_on,
        projects.planned_finish_on,
        projects.construction_status,
        projects.department,
        projects.leader,
        projects.source,
        projects.source_delivery_id,
        projects.source_row_number,
        projects.warnings,
        projects.claims,
        projects.claimed_cny,
    from periods
    inner join projects
        on periods.project_list_period = projects.period
)

select * from final
