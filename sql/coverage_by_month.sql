-- 问题：全县入库率逐月如何变化？
-- Question: How does the county's coverage move from month to month?
-- Grain: one row per regime family, county and period
-- param: family text all 口径类别，如 industry、fai。| A regime family, e.g. industry, fai.
-- Example: 3 of 68 rows of the synthetic county, side by side
--   period            2010-01-01           2010-02-01           2010-03-01
--   regime_family     construction         construction         construction
--   division_code     510525               510525               510525
--   regime_id         con_any              con_any              con_any
--   eligible_units    10                   10                   10
--   registered_units  10                   10                   10
--   coverage_rate     1.0000               1.0000               1.0000
--   is_scope_break    false                false                false
with

coverage as (
    select * from marts.rpt_registration_coverage
),

asked as (
    select cast(getvariable('family') as varchar) as asked_family,
),

final as (
    select
        coverage.period,
        coverage.regime_family,
        coverage.division_code,
        coverage.regime_id,
        coverage.eligible_units,
        coverage.registered_units,
        coverage.coverage_rate,
        coverage.is_scope_break,
    from coverage
    inner join asked
        on coalesce(coverage.regime_family = asked.asked_family, true)
    where length(coverage.division_code) = 6
)

select * from final
order by regime_family, division_code, period;
