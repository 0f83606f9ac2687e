with

delivered as (
    {{ current_rows('tax_sales') }}
),

enterprise_ids as (
    select * from {{ ref('stg_enterprise_ids__joined') }}
),

enterprise_names as (
    select * from {{ ref('stg_enterprise_names__joined') }}
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
        if(coded_units.coded_id is null, enterprise_names.enterprise_id, null)
            as named_id,
    from identified
    left join enterprise_names
        on
            identified.coded_id is null
            and {{ normalised_name('identified.enterprise_name') }}
            = enterprise_names.normalised_name
    left join coded_units
        on
            identified.period = coded_units.period
            and enterprise_names.enterprise_id = coded_units.coded_id
),

renamed as (
    select
        period,
        coalesce(coded_id, named_id) as enterprise_id,
        enterprise_id as delivered_id,
        enterprise_name,
        case
            when coded_id is not null then 'code'
            when named_id is not null then 'name'
            else 'none'
        end as matched_by,
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
