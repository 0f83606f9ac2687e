{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='fail',
    pre_hook="{{ forget_run_periods() }}",
) }}

with

units as (
    select * from {{ ref('int_enterprises__in_force') }}
    where {{ in_run() }}
),

returns as (
    select * from {{ ref('stg_enterprise_returns__returns') }}
    where report_kind = 'periodic' and main_revenue_cny is not null
),

yearly as (
    select * from {{ ref('int_enterprise_returns__yearly') }}
),

new_units as (
    select opened_since_month_day
    from {{ ref('sizing_sources') }}
    where sizing_source = 'current_ytd'
),

-- from this day on a unit counts as new, and is sized by the year that runs
clocks as (
    select
        periods.period,
        year(periods.period) - 1 as last_year,
        cast(
            (year(periods.period) - 1) || '-' || new_units.opened_since_month_day
            as date
        ) as new_since_on,
    from {{ ref('int_periods__modelled') }} as periods
    cross join new_units
),

candidates as (
    select
        units.period,
        units.enterprise_id,
        {{ headcount('yearly', 'units') }},
        coalesce(
            units.opened_on >= clocks.new_since_on
            and returns.main_revenue_cny is not null,
            false
        ) as is_sized_by_current,
        returns.main_revenue_cny as current_cny,
        returns.source_delivery_id as current_delivery_id,
        returns.source_row_number as current_row_number,
        yearly.revenue_cny as yearly_cny,
        yearly.sizing_source as yearly_source,
        yearly.measure_delivery_id as yearly_delivery_id,
        yearly.measure_row_number as yearly_row_number,
    from units
    inner join clocks
        on units.period = clocks.period
    left join returns
        on
            units.period = returns.period
            and units.enterprise_id = returns.enterprise_id
    left join yearly
        on
            units.enterprise_id = yearly.enterprise_id
            and clocks.last_year = yearly.year
),

final as (
    select
        period,
        enterprise_id,
        if(is_sized_by_current, current_cny, yearly_cny) as revenue_cny,
        employees,
        if(is_sized_by_current, 'current_ytd', coalesce(yearly_source, 'none'))
            as sizing_source,
        if(is_sized_by_current, current_delivery_id, yearly_delivery_id)
            as measure_delivery_id,
        if(is_sized_by_current, current_row_number, yearly_row_number)
            as measure_row_number,
        employees_delivery_id,
        employees_row_number,
    from candidates
)

select * from final
