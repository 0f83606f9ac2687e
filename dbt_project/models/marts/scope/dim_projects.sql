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

-- the row of the latest period in which the project was listed
latest as (
    select *
    from projects
    qualify row_number() over (partition by project_id order by period desc) = 1
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
