with

enterprise_scope as (
    select * from {{ ref('fct_enterprise_scope') }}
    where is_in_force and is_registered
),

project_scope as (
    select * from {{ ref('fct_project_scope') }}
    where is_in_force and is_registered
),

scope as (
    select
        period,
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
        division_code,
        regime_id,
        scope_status,
        is_eligible,
        measure_cny,
        threshold_cny,
    from enterprise_scope
    union all
    select
        period,
        'project' as unit_kind,
        project_id as unit_id,
        division_code,
        regime_id,
        scope_status,
        is_eligible,
        measure_cny,
        threshold_cny,
    from project_scope
),

-- a unit that any family keeps, or that is unknown to one, need not leave
staying as (
    select distinct
        period,
        unit_kind,
        unit_id,
    from scope
    where coalesce(is_eligible, true)
),

leaving as (
    select scope.*
    from scope
    left outer join staying
        on
            scope.period = staying.period
            and scope.unit_kind = staying.unit_kind
            and scope.unit_id = staying.unit_id
    where staying.unit_id is null
    qualify
        row_number() over (
            partition by scope.period, scope.unit_kind, scope.unit_id
            order by scope.regime_id
        ) = 1
),

final as (
    select
        period,
        unit_kind,
        unit_id,
        division_code,
        regime_id,
        scope_status,
        measure_cny,
        threshold_cny,
    from leaving
)

select * from final
