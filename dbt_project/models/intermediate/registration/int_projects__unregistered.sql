with

scope as (
    select * from {{ ref('int_project_scope__classified') }}
    where is_in_force and is_eligible
),

periods as (
    select * from {{ ref('int_periods__modelled') }}
    where registered_project_list_period is not null
),

registered as (
    select * from {{ ref('int_projects__registered') }}
    where is_registered
),

final as (
    select
        scope.period,
        scope.project_id,
        scope.division_code,
        scope.regime_id,
        scope.measure_cny,
        scope.threshold_cny,
    from scope
    inner join periods
        on scope.period = periods.period
    left outer join registered
        on
            scope.period = registered.period
            and scope.project_id = registered.project_id
    where registered.project_id is null
)

select * from final
