with

delivered as (
    {{ current_rows('registered_projects') }}
),

renamed as (
    select
        delivered.period,
        delivered.project_id,
        delivered.project_name,
        delivered.entered_on,
        delivered.exit_reason,
        delivered.source,
        delivered.delivery_id as source_delivery_id,
        delivered.row_number as source_row_number,
        delivered.warnings,
    from delivered
),

claimed as (
    select
        *,
        count(*) over (partition by period, project_id) as claims,
        row_number() over (
            partition by period, project_id
            order by source, source_delivery_id, source_row_number
        ) as claim_rank,
    from renamed
),

final as (
    select * exclude (claim_rank)
    from claimed
    where claim_rank = 1
)

select * from final
