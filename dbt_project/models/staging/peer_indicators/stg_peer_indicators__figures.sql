with

delivered as (
    {{ current_rows('peer_indicators') }}
),

renamed as (
    select
        delivered.period,
        {{ county_digits('delivered.division_code') }} as division_code,
        delivered.indicator,
        delivered.value as value_cny,
        delivered.growth,
        delivered.rank,
        delivered.source,
        delivered.delivery_id as source_delivery_id,
        delivered.row_number as source_row_number,
        delivered.warnings,
    from delivered
),

{{ one_row_per_key('renamed', ['period', 'division_code', 'indicator']) }}

select * from final
