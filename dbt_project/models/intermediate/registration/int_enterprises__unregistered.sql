with

scope as (
    select * from {{ ref('int_enterprise_scope__classified') }}
    where is_in_force and is_eligible
),

periods as (
    select * from {{ ref('int_periods__modelled') }}
    where registered_enterprise_list_period is not null
),

registered as (
    select * from {{ ref('int_enterprises__registered') }}
    where is_registered
),

final as (
    select
        scope.period,
        scope.enterprise_id,
        scope.division_code,
        scope.regime_id,
        scope.scope_class,
        scope.measure,
        scope.measure_cny,
        scope.threshold_cny,
    from scope
    inner join periods
        on scope.period = periods.period
    left outer join registered
        on
            scope.period = registered.period
            and scope.enterprise_id = registered.enterprise_id
    where registered.enterprise_id is null
)

select * from final
