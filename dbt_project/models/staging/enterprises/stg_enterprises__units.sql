with

delivered as (
    {{ current_rows('enterprises') }}
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
        delivered.division_code,
        coalesce(
            nullif(regexp_extract(delivered.industry_code, '^[A-Z]?([0-9]+)$', 1), ''),
            delivered.industry_code
        ) as industry_code,
        delivered.industry_edition,
        delivered.ownership_code,
        delivered.unit_type,
        delivered.operating_status,
        delivered.opened_on,
        delivered.qualification,
        delivered.employees,
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
