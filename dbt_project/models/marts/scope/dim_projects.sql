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

last_period as (
    select max(period) as period
    from periods
),

-- the latest period in which each was listed; a window over all rows costs far more
last_listed as (
    select
        project_id,
        max(period) as period,
    from projects
    group by project_id
),

latest as (
    select projects.*
    from projects
    inner join last_listed
        on
            projects.period = last_listed.period
            and projects.project_id = last_listed.project_id
),

final as (
    select
        latest.project_id,
        latest.project_name,
        latest.owner_id,
        latest.owner_name,
        latest.division_code,
        latest.industry_code,
        latest.construction_nature,
        latest.is_continuing,
        sized.approved_total_cny as planned_total_cny,
        latest.working_capital_cny,
        latest.started_on,
        latest.planned_finish_on,
        latest.construction_status,
        latest.department,
        latest.leader,
        latest.period as last_listed_period,
        latest.period = last_period.period as is_listed,
        latest.source_delivery_id,
        latest.source_row_number,
    from latest
    inner join sized
        on
            latest.period = sized.period
            and latest.project_id = sized.project_id
    cross join last_period
)

select * from final
