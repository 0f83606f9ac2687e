with

slots as (
    select * from {{ source('meta', 'slots') }}
),

final as (
    select
        register,
        period,
        source,
        report_kind,
        delivery_id,
        rows_loaded,
        amount_loaded_cny,
        is_current,
    from slots
)

select * from final
