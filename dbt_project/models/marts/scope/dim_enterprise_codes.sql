with

joined as (
    select * from {{ ref('stg_enterprise_ids__joined') }}
),

final as (
    select
        delivered_id,
        enterprise_id,
        joined_by,
    from joined
)

select * from final
