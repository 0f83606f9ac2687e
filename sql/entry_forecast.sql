-- 问题：今后三个申报窗口预计各能入库多少？上下限多少？按以往兑现情况校正后是多少？
-- Question: How many are expected in by each of the next windows, with what interval?
-- Grain: one row per family, division, entry route and window
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: division text all 行政区划代码开头几位。| Leading digits of the division code.
with

about as (
    select * from meta.about
),

forecast as (
    select * from marts.rpt_entry_forecast
),

asked as (
    select
        coalesce(
            cast(getvariable('period') as date), (select list_max(periods) from about)
        ) as asked_period,
        coalesce(cast(getvariable('division') as varchar), '') as asked_division,
),

final as (
    select
        forecast.period,
        forecast.unit_kind,
        forecast.regime_family,
        forecast.division_code,
        forecast.entry_route,
        forecast.window_number,
        forecast.opens_on,
        forecast.closes_on,
        forecast.candidates,
        forecast.low_units,
        forecast.expected_units,
        forecast.high_units,
        forecast.past_forecasts,
        forecast.corrected_units,
        forecast.corrected_low_units,
        forecast.corrected_high_units,
        forecast.expected_ytd_cny,
        forecast.expected_adds_this_year_cny,
    from forecast
    inner join asked
        on
            forecast.period = asked.asked_period
            and starts_with(forecast.division_code, asked.asked_division)
)

select * from final
order by regime_family, entry_route, division_code, window_number;
