with

annual as (
    select * from {{ ref('int_enterprise_scope__annual') }}
),

final as (
    select
        year,
        enterprise_id,
        division_code,
        scope_class,
        regime_id,
        regime_family,
        rule_id,
        measure,
        measure_cny,
        threshold_cny,
        cast(measure_value as decimal(18, 2)) as measure_value,
        threshold_value,
        line_cny,
        sizing_source,
        scope_status,
        is_eligible,
        source_delivery_id,
        source_row_number,
        measure_delivery_id,
        measure_row_number,
    from annual
)

select * from final
