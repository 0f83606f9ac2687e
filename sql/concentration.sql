-- 问题：指标有多集中：最大的几家占多少？
-- Question: How concentrated is an indicator in its largest units?
-- Grain: one row per indicator and number of largest units
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: indicator text all 指标代码，如 industrial_value_added。| An indicator's code.
-- Example: 3 of 20 rows of the synthetic county, side by side
--   period       2011-04-01             2011-04-01             2011-04-01
--   indicator    fixed_asset_investme…  fixed_asset_investme…  fixed_asset_investme…
--   units        1                      2                      5
--   current_cny  55581000.00            104805000.00           244130000.00
--   total_share  0.0573                 0.1080                 0.2516
with

about as (
    select * from meta.about
),

units as (
    select * from marts.fct_indicator_units
),

asked as (
    select
        coalesce(
            cast(getvariable('period') as date), (select list_max(periods) from about)
        ) as asked_period,
        cast(getvariable('indicator') as varchar) as asked_indicator,
),

ranked as (
    select
        units.period,
        units.indicator,
        units.current_cny,
        row_number() over (
            partition by units.indicator
            order by units.current_cny desc, units.unit_id asc
        ) as place,
        sum(units.current_cny) over (partition by units.indicator) as total_cny,
    from units
    inner join asked
        on
            units.period = asked.asked_period
            and coalesce(units.indicator = asked.asked_indicator, true)
    where units.current_cny is not null
),

final as (
    select
        period,
        indicator,
        largest.units,
        sum(current_cny) as current_cny,
        sum(current_cny) / nullif(any_value(total_cny), 0) as total_share,
    from ranked
    cross join unnest([1, 2, 5, 10, 20]) as largest (units)
    where place <= largest.units
    group by period, indicator, largest.units
)

select * from final
order by indicator, units;
