-- 问题：各县、各乡镇应统单位和项目中，有多少已入库？入库率是多少？
-- Question: Of the eligible units of each county and township, how many are registered?
-- Grain: one row per regime family and division (county or township) of the period
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: division text all 行政区划代码开头几位。| Leading digits of a division code.
-- Example: 3 of 69 rows of the synthetic county, side by side
--   period                     2011-04-01        2011-04-01        2011-04-01
--   regime_family              construction      construction      construction
--   unit_kind                  enterprise        enterprise        enterprise
--   regime_id                  con_any           con_any           con_any
--   division_code              510525            510525100         510525101
--   eligible_units             10                2                 2
--   registered_eligible_units  10                2                 2
--   coverage_rate              1.0000            1.0000            1.0000
--   registered_units           10                2                 2
with

about as (
    select * from meta.about
),

coverage as (
    select * from marts.rpt_registration_coverage
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
        coverage.period,
        coverage.regime_family,
        coverage.unit_kind,
        coverage.regime_id,
        coverage.division_code,
        coverage.eligible_units,
        coverage.registered_eligible_units,
        coverage.coverage_rate,
        coverage.registered_units,
    from coverage
    inner join asked
        on
            coverage.period = asked.asked_period
            and starts_with(coverage.division_code, asked.asked_division)
)

select * from final
order by regime_family, length(division_code), division_code;
