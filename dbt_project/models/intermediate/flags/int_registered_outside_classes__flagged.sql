with

registered as (
    select * from {{ ref('int_enterprises__registered') }}
    where is_registered
),

enterprises as (
    select * from {{ ref('int_enterprises__in_force') }}
),

scope as (
    select * from {{ ref('int_enterprise_scope__classified') }}
),

-- a class under any regime will do: a unit may be registered before its regime is known
unclassed as (
    select
        registered.period,
        registered.enterprise_id,
        registered.register_class,
        enterprises.industry_code,
        registered.source_delivery_id,
        registered.source_row_number,
    from registered
    inner join enterprises
        on
            registered.period = enterprises.period
            and registered.enterprise_id = enterprises.enterprise_id
    left outer join scope
        on
            registered.period = scope.period
            and registered.enterprise_id = scope.enterprise_id
    where scope.enterprise_id is null
),

final as (
    select
        period,
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
        'registered_outside_classes' as check_id,
        source_delivery_id as delivery_id,
        source_row_number,
        json_object('register_class', register_class, 'industry_code', industry_code)
            as evidence,
    from unclassed
)

select * from final
