-- 问题：哪些单位在年报口径内，却不在下一年的定期报表口径内？
-- Question: Which units does the annual survey keep that the next monthly one drops?
-- Grain: one row per enterprise
-- param: year integer last 年报年份，缺省为最近一年。| A year; the latest by default.
-- Example: 3 of 115 rows of the synthetic county, side by side
--   year               2010                 2010                 2010
--   enterprise_id      91510525118997635D   915105251265206855   915105251233530845
--   enterprise_name    示例金竹酒业有限公…  示例瑞丰水电有限公…  示例鸿运酒业有限公…
--   division_code      510525103            510525102            510525106
--   scope_class        industry             industry             industry
--   measure_cny        19999999.99          19649000.00          19187000.00
--   annual_line_cny    5000000.00           5000000.00           5000000.00
--   period             2011-01-01           2011-01-01           2011-01-01
--   regime_id          ind_2011             ind_2011             ind_2011
--   periodic_line_cny  20000000.00          20000000.00          20000000.00
--   scope_status       below_threshold      below_threshold      below_threshold
with

annual as (
    select * from marts.fct_annual_scope
),

scope as (
    select * from marts.fct_enterprise_scope
),

enterprises as (
    select * from marts.dim_enterprises
),

asked as (
    select cast(getvariable('year') as integer) as asked_year,
),

chosen as (
    select coalesce(asked.asked_year, max(annual.year)) as chosen_year
    from annual
    cross join asked
    group by asked.asked_year
),

first_month as (
    select min(scope.period) as period
    from scope
    cross join chosen
    where year(scope.period) = chosen.chosen_year + 1
),

final as (
    select
        annual.year,
        annual.enterprise_id,
        enterprises.enterprise_name,
        annual.division_code,
        annual.scope_class,
        annual.measure_cny,
        annual.threshold_cny as annual_line_cny,
        scope.period,
        scope.regime_id,
        scope.threshold_cny as periodic_line_cny,
        scope.scope_status,
    from annual
    inner join chosen
        on annual.year = chosen.chosen_year
    cross join first_month
    inner join scope
        on
            first_month.period = scope.period
            and annual.enterprise_id = scope.enterprise_id
            and annual.regime_family = scope.regime_family
    left join enterprises
        on annual.enterprise_id = enterprises.enterprise_id
    where
        annual.is_eligible
        and scope.is_in_force
        and not scope.is_eligible
)

select * from final
order by measure_cny desc, enterprise_id asc;
