with

stated as (
    select * from {{ source('raw', 'what_if_rules') }}
),

final as (
    select
        regime_id,
        based_on as based_on_regime_id,
        scope_class,
        threshold as line_cny,
        regime_name_zh,
        regime_name_en,
        legal_basis,
        row_number as source_row_number,
    from stated
)

select * from final
