with

registered_enterprises as (
    select * from {{ ref('int_enterprises__registered') }}
    where is_registered
),

registered_projects as (
    select * from {{ ref('int_projects__registered') }}
    where is_registered
),

enterprises as (
    select * from {{ ref('int_enterprises__in_force') }}
),

projects as (
    select * from {{ ref('int_projects__in_force') }}
),

periods as (
    select * from {{ ref('int_periods__modelled') }}
),

unlisted_enterprises as (
    select
        registered_enterprises.period,
        'enterprise' as unit_kind,
        registered_enterprises.enterprise_id as unit_id,
        periods.enterprise_list_period as list_period,
        registered_enterprises.source_delivery_id,
        registered_enterprises.source_row_number,
    from registered_enterprises
    inner join periods
        on registered_enterprises.period = periods.period
    left outer join enterprises
        on
            registered_enterprises.period = enterprises.period
            and registered_enterprises.enterprise_id = enterprises.enterprise_id
    where
        periods.enterprise_list_period is not null
        and enterprises.enterprise_id is null
),

unlisted_projects as (
    select
        registered_projects.period,
        'project' as unit_kind,
        registered_projects.project_id as unit_id,
        periods.project_list_period as list_period,
        registered_projects.source_delivery_id,
        registered_projects.source_row_number,
    from registered_projects
    inner join periods
        on registered_projects.period = periods.period
    left outer join projects
        on
            registered_projects.period = projects.period
            and registered_projects.project_id = projects.project_id
    where
        periods.project_list_period is not null
        and projects.project_id is null
),

unlisted as (
    select * from unlisted_enterprises
    union all
    select * from unlisted_projects
),

final as (
    select
        period,
        unit_kind,
        unit_id,
        'registered_not_on_list' as check_id,
        source_delivery_id as delivery_id,
        source_row_number,
        json_object('list_period', list_period) as evidence,
    from unlisted
)

select * from final
