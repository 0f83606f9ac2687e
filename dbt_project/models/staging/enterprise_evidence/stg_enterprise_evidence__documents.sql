with

delivered as (
    {{ current_rows('enterprise_evidence') }}
),

enterprise_ids as (
    select * from {{ ref('stg_enterprise_ids__joined') }}
),

renamed as (
    select
        delivered.period,
        coalesce(enterprise_ids.enterprise_id, delivered.enterprise_id)
            as enterprise_id,
        delivered.enterprise_id as delivered_id,
        delivered.document,
        delivered.state,
        delivered.issued_on,
        delivered.valid_until,
        delivered.applied_on,
        delivered.department,
        delivered.note,
        delivered.reference_period,
        delivered.source,
        delivered.delivery_id as source_delivery_id,
        delivered.row_number as source_row_number,
        delivered.warnings,
    from delivered
    left join enterprise_ids
        on delivered.enterprise_id = enterprise_ids.delivered_id
),

{{ one_row_per_key(
    'renamed',
    ['period', 'enterprise_id', 'document', 'issued_on', 'applied_on', 'department'],
) }}

select * from final
