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
        projects.* exclude (period),
    from periods
    inner join projects
        on periods.project_list_period = projects.period
)

select * from final
