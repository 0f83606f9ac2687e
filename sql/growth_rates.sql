-- 问题：可比增速是多少？另外三种算法各差多少，是否跨越口径变动？
-- Question: What is growth on a comparable scope, and how far off are the other rates?
-- Grain: one row per indicator and division of the period
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: division text all 行政区划代码开头几位。| Leading digits of the division code.
-- param: indicator text all 指标代码，如 industrial_value_added。| An indicator's code.
-- Example: 3 of 83 rows of the synthetic county, side by side
--   period                    2011-04-01         2011-04-01         2011-04-01
--   indicator                 fixed_asset_inve…  fixed_asset_inve…  fixed_asset_inve…
--   division_code             510525             510525100          510525101
--   current_cny               970130000.00       130177000.00       167844000.00
--   comparable_growth         0.1580             -0.2546            0.1297
--   matched_growth            –                  –                  –
--   panel_bias_pp             –                  –                  –
--   published_nominal_growth  0.1476             -0.2566            0.1213
--   is_scope_break            true               true               true
--   missing_base_share        –                  –                  –
--   price_basis               current_prices     current_prices     current_prices
--   growth_note               –                  –                  –
with

about as (
    select * from meta.about
),

growth as (
    select * from marts.rpt_growth
),

asked as (
    select
        coalesce(
            cast(getvariable('period') as date), (select list_max(periods) from about)
        ) as asked_period,
        coalesce(cast(getvariable('division') as varchar), '') as asked_division,
        cast(getvariable('indicator') as varchar) as asked_indicator,
),

final as (
    select
        growth.period,
        growth.indicator,
        growth.division_code,
        growth.current_cny,
        growth.comparable_growth,
        growth.matched_growth,
        growth.panel_bias_pp,
        growth.published_nominal_growth,
        growth.is_scope_break,
        growth.missing_base_share,
        growth.price_basis,
        growth.growth_note,
    from growth
    inner join asked
        on
            growth.period = asked.asked_period
            and starts_with(growth.division_code, asked.asked_division)
            and coalesce(growth.indicator = asked.asked_indicator, true)
)

select * from final
order by indicator, division_code;
