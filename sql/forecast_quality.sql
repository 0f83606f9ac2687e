-- 问题：以往的入库预计准不准？实际入库多少，落在区间内的占多少？
-- Question: How good were earlier forecasts of entries, and did the interval hold?
-- Grain: one row per county, family, entry route and window, of known outcomes
-- param: division text all 县级行政区划代码开头几位。| Leading digits of a county's code.
-- Example: 3 of 8 rows of the synthetic county, side by side
--   division_code                  510525           510525           510525
--   unit_kind                      project          project          project
--   regime_family                  fai              fai              fai
--   entry_route                    project          project          project
--   window_number                  1                2                3
--   forecasts                      15               14               13
--   expected_units                 202              628              648
--   entered_units                  37               70               99
--   entered_as_expected            15               69               98
--   unforeseen_units               0                0                0
--   mean_absolute_error            12.4667          39.8571          42.2308
--   mean_absolute_error_corrected  1.8193           2.7456           4.4289
--   within_interval_share          0.9333           0.0000           0.0000
--   intervals                      13               10               7
--   within_corrected_share         0.7692           0.9000           0.8571
--   nominal_share                  0.8000           0.8000           0.8000
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
        count(forecast.is_within_corrected) as intervals,
        avg(cast(forecast.is_within_corrected as integer)) as within_corrected_share,
        max(forecast.coverage_share) as nominal_share,
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
