with

delivered as (
    {{ current_rows('targets') }}
),

renamed as (
    select
        delivered.period,
        delivered.year as target_year,
        delivered.indicator,
        {{ county_digits('delivered.division_code') }} as division_code,
        delivered.department,
        delivered.leader,
        delivered.target_value as target_value_cny,
        delivered.target_growth,
        delivered.source,
        delivered.delivery_id as source_delivery_id,
        delivered.row_number as source_row_number,
        delivered.warnings,
    from delivered
),

{{ one_row_per_key(
    'renamed',
    ['period', 'target_year', 'indicator', 'division_code', 'department', 'leader'],
) }}

select * from final
