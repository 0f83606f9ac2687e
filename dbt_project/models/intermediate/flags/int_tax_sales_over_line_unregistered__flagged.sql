with

tax_sales as (
    select * from {{ ref('stg_tax_sales__sales') }}
    where enterprise_id is not null
),

scope as (
    select * from {{ ref('int_enterprise_scope__classified') }}
    where
        is_in_force
        and measure = 'main_revenue'
        and scope_status != 'not_a_legal_unit'
),

registered as (
    select * from {{ ref('int_enterprises__registered') }}
    where is_registered
),

periods as (
    select * from {{ ref('int_periods__modelled') }}
    where registered_enterprise_list_period is not null
),

-- the line is a year's: a whole year's sales may reach it, or already this year's
known_sales as (
    select
        periods.period,
        tax_sales.enterprise_id,
        max(tax_sales.sales_ytd_cny) as sales_cny,
        arg_max(tax_sales.period, tax_sales.sales_ytd_cny) as sales_period,
        arg_max(tax_sales.source_delivery_id, tax_sales.sales_ytd_cny)
            as source_delivery_id,
        arg_max(tax_sales.source_row_number, tax_sales.sales_ytd_cny)
            as source_row_number,
    from periods
    inner join tax_sales
        on
            periods.period = tax_sales.period
            or make_date(year(periods.period) - 1, 12, 1) = tax_sales.period
    group by periods.period, tax_sales.enterprise_id
),

over_the_line as (
    select
        known_sales.*,
        scope.regime_id,
        scope.threshold_cny,
        scope.scope_status,
        scope.measure_cny,
    from known_sales
    inner join scope
        on
            known_sales.period = scope.period
            and known_sales.enterprise_id = scope.enterprise_id
    left outer join registered
        on
            known_sales.period = registered.period
            and known_sales.enterprise_id = registered.enterprise_id
    where
        known_sales.sales_cny >= scope.threshold_cny
        and registered.enterprise_id is null
),

final as (
    select
        period,
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
        'tax_sales_over_line_unregistered' as check_id,
        min(source_delivery_id) as delivery_id,
        min(source_row_number) as source_row_number,
        json_object(
            'sales_cny', min(sales_cny),
            'sales_period', min(sales_period),
            'threshold_cny', min(threshold_cny),
            'regimes', list(regime_id order by regime_id),
            'scope_status', min(scope_status),
            'measure_cny', min(measure_cny)
        ) as evidence,
    from over_the_line
    group by period, enterprise_id
)

select * from final
