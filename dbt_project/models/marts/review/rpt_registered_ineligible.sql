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
leaving as (
    select *
    from scope
    qualify
        bool_and(coalesce(not is_eligible, false)) over (
            partition by period, unit_kind, unit_id
        )
        and row_number() over (
            partition by period, unit_kind, unit_id
            order by regime_id
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
