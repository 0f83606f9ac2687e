with

entries as (
    select * from {{ ref('stg_registered_enterprises__entries') }}
),

final as (
    select
        period,
        enterprise_id,
        scope_class as register_class,
        entered_on,
        entry_reason,
        exit_reason,
        source_delivery_id,
        source_row_number,
        exit_reason is null as is_registered,
    from entries
)

select * from final
