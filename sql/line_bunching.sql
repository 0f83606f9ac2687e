-- 问题：单位是否聚集在标准线的一侧？对照线上是否也如此？
-- Question: Do units crowd on one side of the line, and do they at placebo lines?
-- Grain: one row per regime, class and tested line
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
with

about as (
    select * from meta.about
),

bunching as (
    select * from marts.rpt_line_bunching
),

asked as (
    select
        coalesce(
            cast(getvariable('period') as date), (select list_max(periods) from about)
        ) as asked_period,
),

final as (
    select bunching.*
    from bunching
    inner join asked
        on bunching.period = asked.asked_period
)

select * from final
order by regime_id, scope_class, tested_line_cny;
