-- 问题：以往的入库预计准不准？实际入库多少，落在区间内的占多少？
-- Question: How good were earlier forecasts of entries, and did the interval hold?
-- Grain: one row per county, family, entry route and window, of known outcomes
-- param: division text all 县级行政区划代码开头几位。| Leading digits of a county's code.
with

forecast as (
    select * from marts.rpt_entry_forecast
),

asked as (
    select coalesce(cast(getvariable('division') as varchar), '') as asked_division,
),

final as (
    select
        forecast.division_code,
        forecast.unit_kind,
        forecast.regime_family,
        forecast.entry_route,
        forecast.window_number,
        count(*) as forecasts,
        sum(forecast.expected_units) as expected_units,
        sum(forecast.entered_units) as entered_units,
        sum(forecast.entered_as_expected) as entered_as_expected,
        sum(forecast.unforeseen_units) as unforeseen_units,
        avg(abs(forecast.error_units)) as mean_absolute_error,
        avg(abs(forecast.entered_units - forecast.corrected_units))
            as mean_absolute_error_corrected,
        avg(cast(forecast.is_within_interval as integer)) as within_interval_share,
        avg(cast(forecast.is_within_corrected as integer)) as within_corrected_share,
    from forecast
    inner join asked
        on starts_with(forecast.division_code, asked.asked_division)
    where
        length(forecast.division_code) = 6
        and forecast.entered_units is not null
    group by
        forecast.division_code,
        forecast.unit_kind,
        forecast.regime_family,
        forecast.entry_route,
        forecast.window_number
)

select * from final
order by division_code, regime_family, entry_route, window_number;
