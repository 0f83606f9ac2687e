-- 问题：在库单位数比上年同期增减多少？其中是否跨越了口径变动，因而不可直接比较？
-- Question: How did the registers grow on a year before, and across a scope break?
-- Grain: one row per period, regime family and county
-- param: division text all 县级行政区划代码开头几位。| Leading digits of a county's code.
-- Example: 3 of 20 rows of the synthetic county, side by side
--   period                       2011-01-01        2011-02-01        2011-03-01
--   regime_family                construction      construction      construction
--   division_code                510525            510525            510525
--   regime_id                    con_any           con_any           con_any
--   registered_units             10                10                10
--   registered_units_prior_year  10                10                10
--   registered_units_growth      0.0000            0.0000            0.0000
--   is_scope_break               false             false             false
with

coverage as (
    select * from marts.rpt_registration_coverage
),

asked as (
    select coalesce(cast(getvariable('division') as varchar), '') as asked_division,
),

final as (
    select
        coverage.period,
        coverage.regime_family,
        coverage.division_code,
        coverage.regime_id,
        coverage.registered_units,
        coverage.registered_units_prior_year,
        coverage.registered_units_growth,
        coverage.is_scope_break,
    from coverage
    inner join asked
        on starts_with(coverage.division_code, asked.asked_division)
    where
        length(coverage.division_code) = 6
        and coverage.registered_units_prior_year is not null
)

select * from final
order by regime_family, division_code, period;
