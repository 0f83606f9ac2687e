-- 问题：总量比上年同期的变动由哪些部分组成？各拉动多少个百分点？
-- Question: What makes up the change on a year before, in money and in points?
-- Grain: one row per indicator, division and component of the period
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: division text county 行政区划代码，缺省为县。| A division; the county by default.
-- param: indicator text all 指标代码，如 industrial_value_added。| An indicator's code.
-- Example: 3 of 60 rows of the synthetic county, side by side
--   period           2011-04-01            2011-04-01            2011-04-01
--   indicator        fixed_asset_investm…  fixed_asset_investm…  fixed_asset_investm…
--   division_code    510525                510525                510525
--   component        prior                 revision              scope_rule
--   label_zh         上年同期（当时发布）  上年数修订            口径标准调整
--   label_en         A year before (as p…  Revision of last ye…  Change of the scope…
--   units            119                   0                     52
--   amount_cny       845386000.00          0.00                  -7621000.00
--   contribution_pp  100.0000              0.0000                -0.9015
--   sort_order       1                     2                     3
with

about as (
    select * from meta.about
),

bridge as (
    select * from marts.rpt_change_bridge
),

components as (
    select * from meta.bridge_components
),

asked as (
    select
        coalesce(
            cast(getvariable('period') as date), (select list_max(periods) from about)
        ) as asked_period,
        cast(getvariable('division') as varchar) as asked_division,
        cast(getvariable('indicator') as varchar) as asked_indicator,
),

final as (
    select
        bridge.period,
        bridge.indicator,
        bridge.division_code,
        bridge.component,
        components.label_zh,
        components.label_en,
        bridge.units,
        bridge.amount_cny,
        bridge.contribution_pp,
        bridge.sort_order,
    from bridge
    inner join components
        on bridge.component = components.component
    inner join asked
        on
            bridge.period = asked.asked_period
            and coalesce(
                bridge.division_code = asked.asked_division,
                length(bridge.division_code) = 6
            )
            and coalesce(bridge.indicator = asked.asked_indicator, true)
)

select * from final
order by indicator, division_code, sort_order;
