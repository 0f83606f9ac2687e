-- 问题：今后三个申报窗口预计各能入库多少？上下限多少？按以往兑现情况校正后是多少？
-- Question: How many are expected in by each of the next windows, with what interval?
-- Grain: one row per family, division, entry route and window
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: division text all 行政区划代码开头几位。| Leading digits of the division code.
-- Example: 3 of 135 rows of the synthetic county, side by side
--   period                       2011-04-01        2011-04-01        2011-04-01
--   unit_kind                    project           project           project
--   regime_family                fai               fai               fai
--   division_code                510525            510525            510525
--   entry_route                  project           project           project
--   window_number                1                 2                 3
--   opens_on                     2011-05-01        2011-06-01        2011-07-01
--   closes_on                    2011-05-20        2011-06-20        2011-07-20
--   candidates                   51                51                51
--   low_units                    6                 36                36
--   expected_units               17                40                43
--   high_units                   36                40                44
--   independent_forecasts        15                7                 5
--   corrected_units              1.9697            3.9317            5.8915
--   corrected_low_units          0.0000            0.0000            0.0000
--   corrected_high_units         5.0000            8.0000            11.0000
--   coverage_share               0.8000            0.8000            0.8000
--   expected_ytd_cny             116642000.00      325156000.00      325156000.00
--   expected_adds_this_year_cny  231127000.00      650170000.00      690682798.41
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
        forecast.independent_forecasts,
        forecast.corrected_units,
        forecast.corrected_low_units,
        forecast.corrected_high_units,
        forecast.coverage_share,
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
