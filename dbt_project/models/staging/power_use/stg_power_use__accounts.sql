with

delivered as (
    {{ current_rows('power_use') }}
),

enterprise_ids as (
    select * from {{ ref('stg_enterprise_ids__joined') }}
),

names as (
    select * from {{ ref('stg_unit_matches__answers') }}
    where register = 'power_use' and is_matched
),

renamed as (
    select
        delivered.period,
        delivered.account_name,
        coalesce(
            enterprise_ids.enterprise_id,
            delivered.enterprise_id,
            names.unit_id
        ) as enterprise_id,
        delivered.enterprise_id as delivered_id,
        case
            when delivered.enterprise_id is not null then 'code'
            else coalesce(names.matched_by, 'none')
        end as matched_by,
        names.match_probability,
        delivered.kwh_month,
        delivered.kwh_ytd,
        delivered.source,
        delivered.delivery_id as source_delivery_id,
        delivered.row_number as source_row_number,
        delivered.warnings,
    from delivered
    left join enterprise_ids
        on delivered.enterprise_id = enterprise_ids.delivered_id
    left join names
        on
            if(delivered.enterprise_id is null, delivered.account_name, null)
            = names.delivered_name
),

{{ one_row_per_key('renamed', ['period', 'account_name']) }}

select * from final
