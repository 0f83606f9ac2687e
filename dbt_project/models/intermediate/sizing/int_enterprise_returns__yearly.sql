with

returns as (
    select * from {{ ref('stg_enterprise_returns__returns') }}
),

sizing_sources as (
    select * from {{ ref('sizing_sources') }}
),

-- what may speak for a whole year: its annual return, or December's cumulative figure
yearly_returns as (
    select
        *,
        year(period) as year,
        if(report_kind = 'annual', 'annual', 'december_ytd') as sizing_source,
    from returns
    where report_kind = 'annual' or month(period) = 12
),

revenues as (
    select
        yearly_returns.enterprise_id,
        yearly_returns.year,
        yearly_returns.main_revenue_cny as revenue_cny,
        yearly_returns.sizing_source,
        yearly_returns.source_delivery_id as measure_delivery_id,
        yearly_returns.source_row_number as measure_row_number,
    from yearly_returns
    inner join sizing_sources
        on yearly_returns.sizing_source = sizing_sources.sizing_source
    where yearly_returns.main_revenue_cny is not null
    qualify
        row_number() over (
            partition by yearly_returns.enterprise_id, yearly_returns.year
            order by sizing_sources.precedence asc, yearly_returns.period desc
        ) = 1
),

headcounts as (
    select
        enterprise_id,
        year,
        arg_max(employees, period) as employees,
        arg_max(source_delivery_id, period) as employees_delivery_id,
        arg_max(source_row_number, period) as employees_row_number,
    from yearly_returns
    where report_kind = 'annual' and employees is not null
    group by enterprise_id, year
),

final as (
    select
        coalesce(revenues.enterprise_id, headcounts.enterprise_id) as enterprise_id,
        coalesce(revenues.year, headcounts.year) as year,
        revenues.revenue_cny,
        headcounts.employees,
        revenues.sizing_source,
        revenues.measure_delivery_id,
        revenues.measure_row_number,
        headcounts.employees_delivery_id,
        headcounts.employees_row_number,
    from revenues
    full outer join headcounts
        on
            revenues.enterprise_id = headcounts.enterprise_id
            and revenues.year = headcounts.year
)

select * from final
