with

delivered as (
    {{ current_rows('project_evidence') }}
),

renamed as (
    select
        delivered.period,
        delivered.project_id,
        delivered.document,
        delivered.state,
        delivered.issued_on,
        delivered.valid_until,
        delivered.applied_on,
        delivered.department,
        delivered.note,
        delivered.source,
        delivered.delivery_id as source_delivery_id,
        delivered.row_number as source_row_number,
        delivered.warnings,
    from delivered
),

claimed as (
    select
        *,
        count(*) over (
            partition by period, project_id, document, issued_on, applied_on, department
        ) as claims,
        row_number() over (
            partition by period, project_id, document, issued_on, applied_on, department
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
