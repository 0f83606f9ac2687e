with

twins as (
    select * from {{ source('raw', 'project_twins') }}
),

final as (
    select
        project_id,
        project_name,
        other_id,
        other_name,
        probability as match_probability,
        differences,
    from twins
)

select * from final
