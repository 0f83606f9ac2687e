with

delivered as (
    {{ current_rows('project_progress') }}
),

renamed as (
    select
        delivered.period,
        delivered.project_id,
        delivered.invested_ytd as invested_ytd_cny,
        delivered.invested_since_start as invested_since_start_cny,
        delivered.construction as construction_cny,
        delivered.installation as installation_cny,
        delivered.equipment as equipment_cny,
        delivered.other as other_cny,
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
        sum(invested_ytd_cny) over (partition by period, project_id) as claimed_cny,
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
