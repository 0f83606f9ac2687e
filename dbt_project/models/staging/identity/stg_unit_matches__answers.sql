with

answered as (
    select * from {{ source('raw', 'unit_matches') }}
),

final as (
    select
        register,
        unit_kind,
        delivered_name,
        owner_name,
        candidate_rank,
        unit_id,
        unit_name as matched_name,
        probability as match_probability,
        decision,
        case method
            when 'equal' then 'name'
            when 'person' then 'person'
            else 'score'
        end as matched_by,
        differences,
        decided_by,
        decided_on,
        decision in ('auto', 'person') and unit_id is not null as is_matched,
    from answered
)

select * from final
