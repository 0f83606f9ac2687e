with

delivered as (
    {{ current_rows('registered_enterprises') }}
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
        delivered.enterprise_name,
        delivered.scope_class,
        delivered.entered_on,
        delivered.entry_reason,
        delivered.exit_reason,
        delivered.source,
        delivered.delivery_id as source_delivery_id,
        delivered.row_number as source_row_number,
        delivered.warnings,
    from delivered
    left join enterprise_ids
        on delivered.enterprise_id = enterprise_ids.delivered_id
),

{{ one_row_per_key('renamed', ['period', 'enterprise_id']) }}

select * from final
