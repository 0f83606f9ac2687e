with

delivered as (
    {{ current_rows('tax_sales') }}
),

enterprise_ids as (
    select * from {{ ref('stg_enterprise_ids__joined') }}
),

names as (
    select * from {{ ref('stg_unit_matches__answers') }}
    where register = 'tax_sales' and is_matched
),

identified as (
    select
        delivered.*,
        coalesce(enterprise_ids.enterprise_id, delivered.enterprise_id) as coded_id,
    from delivered
    left join enterprise_ids
        on delivered.enterprise_id = enterprise_ids.delivered_id
),

coded_units as (
    select distinct
        period,
        coded_id,
    from identified
    where coded_id is not null
),

-- a unit that has a row by its code gets none by its name: the name is another's too
matched as (
    select
        identified.*,
        if(coded_units.coded_id is null, names.unit_id, null) as named_id,
        names.matched_by as named_by,
        names.match_probability,
    from identified
    left join names
        on
            if(identified.coded_id is null, identified.enterprise_name, null)
            = names.delivered_name
    left join coded_units
        on
            identified.period = coded_units.period
            and names.unit_id = coded_units.coded_id
),

renamed as (
    select
        period,
        coalesce(coded_id, named_id) as enterprise_id,
        enterprise_id as delivered_id,
        enterprise_name,
        case
            when coded_id is not null then 'code'
            when named_id is not null then named_by
            else 'none'
        end as matched_by,
        if(named_id is null, null, match_probability) as match_probability,
        if(coalesce(coded_id, named_id) is null, enterprise_name, null)
            as unmatched_name,
        sales_ytd as sales_ytd_cny,
        source,
        delivery_id as source_delivery_id,
        row_number as source_row_number,
        warnings,
    from matched
),

{{ one_row_per_key(
    'renamed',
    ['period', 'enterprise_id', 'unmatched_name'],
    'sales_ytd_cny',
) }}

select * from final
