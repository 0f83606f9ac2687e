with

answers as (
    select * from {{ ref('stg_unit_matches__answers') }}
),

final as (
    select
        register,
        unit_kind,
        delivered_name,
        owner_name,
        candidate_rank,
        unit_id,
        matched_name,
        match_probability,
        decision,
        matched_by,
        differences,
        decided_by,
        decided_on,
    from answers
)

select * from final
