with

deliveries as (
    select * from {{ source('meta', 'deliveries') }}
),

final as (
    select
        delivery_id,
        register,
        period,
        source,
        report_kind,
        file_name,
        modified_at,
        state,
        rows_loaded,
        amount_loaded_cny,
        is_synthetic,
    from deliveries
)

select * from final
