{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='fail',
    pre_hook="{{ forget_run_periods() }}",
) }}

with

classified as (
    select * from {{ ref('int_enterprise_scope__classified') }}
    where {{ in_run() }}
),

registered as (
    select * from {{ ref('int_enterprises__registered') }}
    where {{ in_run() }}
),

periods as (
    select * from {{ ref('int_periods__modelled') }}
),

final as (
    select
        classified.period,
        classified.enterprise_id,
        classified.division_code,
        classified.scope_class,
        classified.regime_id,
        classified.regime_family,
        classified.is_in_force,
        classified.rule_id,
        classified.measure,
        classified.measure_cny,
        classified.threshold_cny,
        cast(classified.measure_value as decimal(18, 2)) as measure_value,
        classified.threshold_value,
        classified.line_cny,
        classified.sizing_source,
        classified.scope_status,
        classified.is_eligible,
        if(
            periods.registered_enterprise_list_period is null,
            null,
            coalesce(registered.is_registered, false)
        ) as is_registered,
        classified.source_delivery_id,
        classified.source_row_number,
        classified.measure_delivery_id,
        classified.measure_row_number,
    from classified
    inner join periods
        on classified.period = periods.period
    left join registered
        on
            classified.period = registered.period
            and classified.enterprise_id = registered.enterprise_id
)

select * from final
