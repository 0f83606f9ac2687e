-- 问题：哪些单位即将升规，哪些可能退规？预计哪个月越线？
-- Question: Who is about to cross the line, upwards or downwards, and when?
-- Grain: one row per unit near its line, nearest first
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: side text both 方向：growing 升规，falling 退规。| growing or falling.
-- param: division text all 行政区划代码开头几位。| Leading digits of the division code.
-- Example: 3 of 59 rows of the synthetic county, side by side
--   period                    2011-04-01         2011-04-01         2011-04-01
--   side                      growing            growing            growing
--   unit_id                   9151052511899763…  9151052512652068…  9151052513309345…
--   unit_name                 示例金竹酒业有限…  示例瑞丰水电有限…  示例百合餐饮有限…
--   division_code             510525103          510525102          510525101
--   scope_class               industry           industry           catering
--   measure_cny               19999999.99        19649000.00        1925000.00
--   threshold_cny             20000000.00        20000000.00        2000000.00
--   ratio                     1.0000             0.9825             0.9625
--   projected_cny             22686000.00        24960000.00        2211000.00
--   expected_crossing_period  2011-11-01         2011-10-01         2011-11-01
--   crossing_from             2011-10-01         2011-09-01         2011-11-01
--   crossing_to               2011-11-01         2011-10-01         2011-12-01
--   is_registered             false              false              true
with

about as (
    select * from meta.about
),

near as (
    select * from marts.rpt_near_threshold
),

asked as (
    select
        coalesce(
            cast(getvariable('period') as date), (select list_max(periods) from about)
        ) as asked_period,
        cast(getvariable('side') as varchar) as asked_side,
        coalesce(cast(getvariable('division') as varchar), '') as asked_division,
),

final as (
    select
        near.period,
        near.side,
        near.unit_id,
        near.unit_name,
        near.division_code,
        near.scope_class,
        near.measure_cny,
        near.threshold_cny,
        near.ratio,
        near.projected_cny,
        near.expected_crossing_period,
        near.crossing_from,
        near.crossing_to,
        near.is_registered,
    from near
    inner join asked
        on
            near.period = asked.asked_period
            and coalesce(near.side = asked.asked_side, true)
            and starts_with(near.division_code, asked.asked_division)
)

select * from final
order by side desc, abs(ratio - 1) asc, unit_id asc;
