{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='fail',
    pre_hook="{{ forget_run_periods() }}",
) }}

with

comparisons as (
    select * from {{ ref('int_comparisons__stated') }}
),

enterprise_scope as (
    select * from {{ ref('fct_enterprise_scope') }}
    where {{ in_run() }}
),

project_scope as (
    select * from {{ ref('fct_project_scope') }}
    where {{ in_run() }}
),

verdicts as (
    select
        period,
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
        division_code,
        regime_id,
        scope_class,
        scope_status,
        measure_cny,
    from enterprise_scope
    union all
    select
        period,
        'project' as unit_kind,
        project_id as unit_id,
        division_code,
        regime_id,
        scope_class,
        scope_status,
        measure_cny,
    from project_scope
),

old_verdicts as (
    select
        comparisons.comparison_id,
        verdicts.*,
    from comparisons
    inner join verdicts
        on comparisons.old_regime_id = verdicts.regime_id
),

new_verdicts as (
    select
        comparisons.comparison_id,
        verdicts.*,
    from comparisons
    inner join verdicts
        on comparisons.new_regime_id = verdicts.regime_id
),

-- a unit may be outside every class of one of the two regimes
compared as (
    select
        coalesce(new_verdicts.period, old_verdicts.period) as period,
        coalesce(new_verdicts.comparison_id, old_verdicts.comparison_id)
            as comparison_id,
        coalesce(new_verdicts.unit_kind, old_verdicts.unit_kind) as unit_kind,
        coalesce(new_verdicts.unit_id, old_verdicts.unit_id) as unit_id,
        coalesce(new_verdicts.division_code, old_verdicts.division_code)
            as division_code,
        coalesce(new_verdicts.scope_class, old_verdicts.scope_class) as scope_class,
        old_verdicts.scope_status as old_status,
        new_verdicts.scope_status as new_status,
        coalesce(new_verdicts.measure_cny, old_verdicts.measure_cny) as measure_cny,
    from old_verdicts
    full outer join new_verdicts
        on
            old_verdicts.period = new_verdicts.period
            and old_verdicts.comparison_id = new_verdicts.comparison_id
            and old_verdicts.unit_kind = new_verdicts.unit_kind
            and old_verdicts.unit_id = new_verdicts.unit_id
),

final as (
    select
        compared.period,
        compared.comparison_id,
        compared.unit_kind,
        compared.unit_id,
        compared.division_code,
        compared.scope_class,
        comparisons.old_regime_id,
        comparisons.new_regime_id,
        compared.old_status,
        compared.new_status,
        case
            when 'unknown' in (compared.old_status, compared.new_status) then 'unknown'
            when
                compared.old_status = 'in_scope' and compared.new_status = 'in_scope'
                then 'retained'
            when compared.old_status = 'in_scope' then 'dropped'
            when compared.new_status = 'in_scope' then 'gained'
            else 'outside'
        end as transition,
        compared.measure_cny,
    from compared
    inner join comparisons
        on compared.comparison_id = comparisons.comparison_id
)

select * from final
