with

delivered as (
    {{ current_rows('ledger_updates') }}
),

enterprise_ids as (
    select * from {{ ref('stg_enterprise_ids__joined') }}
),

deliveries as (
    select * from {{ ref('stg_meta__deliveries') }}
    where state = 'accepted'
),

-- a column of both kinds of code keeps hyphens, which an enterprise's has not
plain as (
    select
        delivered.*,
        if(
            delivered.unit_kind = 'enterprise',
            replace(delivered.unit_id, '-', ''),
            delivered.unit_id
        ) as plain_id,
    from delivered
),

renamed as (
    select
        plain.period,
        plain.unit_kind,
        coalesce(enterprise_ids.enterprise_id, plain.plain_id) as unit_id,
        plain.unit_id as delivered_id,
        plain.document,
        plain.document_state,
        plain.issued_on,
        plain.valid_until,
        plain.handling_state,
        plain.responsible,
        plain.promised_on,
        plain.remark,
        plain.source,
        deliveries.modified_at,
        plain.delivery_id as source_delivery_id,
        plain.row_number as source_row_number,
        plain.warnings,
    from plain
    left join enterprise_ids
        on
            if(plain.unit_kind = 'enterprise', plain.plain_id, null)
            = enterprise_ids.delivered_id
    left join deliveries
        on plain.delivery_id = deliveries.delivery_id
),

-- a unit may stand in one file under its 9- and its 18-character code; what several
-- offices say of a unit stays apart
claimed as (
    select
        *,
        count(*) over (
            partition by period, source, unit_kind, unit_id, document
        ) as claims,
    from renamed
),

final as (
    select *
    from claimed
    qualify
        row_number() over (
            partition by period, source, unit_kind, unit_id, document
            order by source_delivery_id, source_row_number
        ) = 1
)

select * from final
