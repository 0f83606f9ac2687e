-- 问题：各乡镇的入库率是多少？还差哪些？
-- Question: What is the coverage of each township, and how much is missing?
-- Grain: one row per regime family and township
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: family text all 口径类别，如 industry、fai。| A regime family, e.g. industry, fai.
-- Example: 3 of 64 rows of the synthetic county, side by side
--   period                     2011-04-01        2011-04-01        2011-04-01
--   regime_family              construction      construction      construction
--   division_code              510525100         510525101         510525102
--   eligible_units             2                 2                 2
--   registered_eligible_units  2                 2                 2
--   unregistered               0                 0                 0
--   coverage_rate              1.0000            1.0000            1.0000
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
        cast(getvariable('family') as varchar) as asked_family,
),

final as (
    select
        coverage.period,
        coverage.regime_family,
        coverage.division_code,
        coverage.eligible_units,
        coverage.registered_eligible_units,
        coverage.eligible_units - coverage.registered_eligible_units as unregistered,
        coverage.coverage_rate,
    from coverage
    inner join asked
        on
            coverage.period = asked.asked_period
            and coalesce(coverage.regime_family = asked.asked_family, true)
    where length(coverage.division_code) = 9
)

select * from final
order by regime_family, coverage_rate nulls last, division_code;
