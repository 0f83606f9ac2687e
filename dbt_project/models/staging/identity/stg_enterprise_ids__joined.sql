with

joined as (
    select * from {{ source('raw', 'enterprise_ids') }}
),

final as (
    select
        delivered_id,
        enterprise_id,
        joined_by,
    from joined
)

select * from final
