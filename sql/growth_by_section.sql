-- 问题：各行业门类的可比增速是多少？
-- Question: What is comparable growth by industry section?
-- Grain: one row per indicator, county and section of the period
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: indicator text all 指标代码，如 industrial_value_added。| An indicator's code.
-- Example: 3 of 9 rows of the synthetic county, side by side
--   period             2011-04-01           2011-04-01           2011-04-01
--   indicator          industrial_value_a…  industrial_value_a…  industrial_value_a…
--   division_code      510525               510525               510525
--   section_code       B                    C                    D
--   current_units      13                   70                   10
--   current_cny        372957000.00         1502826000.00        175503000.00
--   comparable_growth  0.3280               0.2067               0.3368
--   matched_growth     0.2978               0.2078               0.3368
--   is_scope_break     true                 true                 true
with

about as (
    select * from meta.about
),

growth as (
    select * from marts.rpt_growth_by_section
),

asked as (
    select
        coalesce(
            cast(getvariable('period') as date), (select list_max(periods) from about)
        ) as asked_period,
        cast(getvariable('indicator') as varchar) as asked_indicator,
),

final as (
    select
        growth.period,
        growth.indicator,
        growth.division_code,
        growth.section_code,
        growth.current_units,
        growth.current_cny,
        growth.comparable_growth,
        growth.matched_growth,
        growth.is_scope_break,
    from growth
    inner join asked
        on
            growth.period = asked.asked_period
            and coalesce(growth.indicator = asked.asked_indicator, true)
)

select * from final
order by indicator, division_code, section_code;
