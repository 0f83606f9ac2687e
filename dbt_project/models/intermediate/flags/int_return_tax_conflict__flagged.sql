with

returns as (
    select * from {{ ref('stg_enterprise_returns__returns') }}
    where main_revenue_cny is not null
),

tax_sales as (
    select * from {{ ref('stg_tax_sales__sales') }}
    where enterprise_id is not null
),

bounds as (
    {{ check_bounds('return_tax_conflict', ['largest_share']) }}
),

-- December has two returns: the monthly one is cumulative too and comes first
reported as (
    select *
    from returns
    qualify
        row_number() over (
            partition by period, enterprise_id
            order by report_kind = 'periodic' desc
        ) = 1
),

conflicts as (
    select
        reported.*,
        tax_sales.sales_ytd_cny,
        tax_sales.matched_by,
        tax_sales.source_delivery_id as tax_delivery_id,
        tax_sales.source_row_number as tax_row_number,
    from reported
    inner join tax_sales
        on
            reported.period = tax_sales.period
            and reported.enterprise_id = tax_sales.enterprise_id
    cross join bounds
    where
        abs(tax_sales.sales_ytd_cny - reported.main_revenue_cny)
        > bounds.largest_share
        * greatest(tax_sales.sales_ytd_cny, reported.main_revenue_cny)
),

final as (
    select
        period,
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
        'return_tax_conflict' as check_id,
        source_delivery_id as delivery_id,
        source_row_number,
        json_object(
            'main_revenue_cny', main_revenue_cny,
            'sales_ytd_cny', sales_ytd_cny,
            'report_kind', report_kind,
            'matched_by', matched_by,
            'tax_delivery_id', tax_delivery_id,
            'tax_row_number', tax_row_number
        ) as evidence,
    from conflicts
)

select * from final
