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

final as (
    select
        period,
        enterprise_id,
        division_code,
        scope_class,
        regime_id,
        regime_family,
        is_in_force,
        rule_id,
        measure,
        measure_cny,
        threshold_cny,
        cast(measure_value as decimal(18, 2)) as measure_value,
        threshold_value,
        line_cny,
        sizing_source,
        is_rule_met,
        is_met_without_line,
        scope_status,
        is_eligible,
        is_registered,
        source_delivery_id,
        source_row_number,
        measure_delivery_id,
        measure_row_number,
    from classified
)

select * from final
