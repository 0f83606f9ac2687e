-- 问题：哪些达标单位还没有入库？为什么？走哪条入库途径？
-- Question: Which eligible enterprises are not registered, why, and how do they enter?
-- Grain: one row per eligible unregistered enterprise of the period
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: division text all 行政区划代码开头几位。| Leading digits of a division code.
-- Example: 3 of 17 rows of the synthetic county, side by side
--   period           2011-04-01            2011-04-01            2011-04-01
--   enterprise_id    91510525132063986A    91510525127629340A    91510525127946100C
--   enterprise_name  示例永兴物资有限公…   示例永兴煤业有限公…   示例永兴酒业有限公…
--   division_code    510525108             510525113             510525100
--   regime_id        trade_2011            ind_2011              ind_2011
--   measure_cny      66120000.00           42498000.00           42407000.00
--   threshold_cny    20000000.00           20000000.00           20000000.00
--   primary_reason   missing_document      nonconforming_docum…  missing_document
--   reasons          missing_document, w…  nonconforming_docum…  missing_document, w…
--   entry_route      annual                annual                annual
--   next_window_on   2011-11-01            2011-11-01            2011-11-01
with

about as (
    select * from meta.about
),

enterprises as (
    select * from marts.rpt_unregistered_enterprises
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
        enterprises.period,
        enterprises.enterprise_id,
        enterprises.enterprise_name,
        enterprises.division_code,
        enterprises.regime_id,
        enterprises.measure_cny,
        enterprises.threshold_cny,
        enterprises.primary_reason,
        enterprises.reasons,
        enterprises.entry_route,
        enterprises.next_window_on,
    from enterprises
    inner join asked
        on
            enterprises.period = asked.asked_period
            and starts_with(enterprises.division_code, asked.asked_division)
)

select * from final
order by measure_cny desc nulls last, enterprise_id asc;
