with

delivered as (
    {{ current_rows('plan_revisions') }}
),

renamed as (
    select
        delivered.period,
        delivered.project_id,
        delivered.requested_on,
        delivered.approved_on,
        delivered.revised_total as revised_total_cny,
        delivered.source,
        delivered.delivery_id as source_delivery_id,
        delivered.row_number as source_row_number,
        delivered.warnings,
    from delivered
),

claimed as (
    select
        *,
        count(*) over (partition by period, project_id, requested_on) as claims,
        sum(revised_total_cny) over (partition by period, project_id, requested_on) as claimed_cny,
        row_number() over (
            partition by period, project_id, requested_on
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
