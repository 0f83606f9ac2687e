-- 问题：哪些单位即将升规，哪些可能退规？预计哪个月越线？
-- Question: Who is about to cross the line, upwards or downwards, and when?
-- Grain: one row per unit near its line, nearest first
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: side text both 方向：growing 升规，falling 退规。| growing or falling.
-- param: division text all 行政区划代码开头几位。| Leading digits of the division code.
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
