with

delivered as (
    {{ current_rows('power_use') }}
),

enterprise_ids as (
    select * from {{ ref('stg_enterprise_ids__joined') }}
),

enterprise_names as (
    select * from {{ ref('stg_enterprise_names__joined') }}
),

renamed as (
    select
        delivered.period,
        delivered.account_name,
        coalesce(
            enterprise_ids.enterprise_id,
            delivered.enterprise_id,
            enterprise_names.enterprise_id
        ) as enterprise_id,
        delivered.enterprise_id as delivered_id,
        case
            when delivered.enterprise_id is not null then 'code'
            when enterprise_names.enterprise_id is not null then 'name'
            else 'none'
        end as matched_by,
        delivered.kwh_month,
        delivered.kwh_ytd,
        delivered.source,
        delivered.delivery_id as source_delivery_id,
        delivered.row_number as source_row_number,
        delivered.warnings,
    from delivered
    left join enterprise_ids
        on delivered.enterprise_id = enterprise_ids.delivered_id
    left join enterprise_names
        on
            delivered.enterprise_id is null
            and {{ normalised_name('delivered.account_name') }}
            = enterprise_names.normalised_name
),

{{ one_row_per_key('renamed', ['period', 'account_name']) }}

select * from final
