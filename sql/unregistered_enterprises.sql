-- 问题：哪些达标单位还没有入库？为什么？走哪条入库途径？
-- Question: Which eligible enterprises are not registered, why, and how do they enter?
-- Grain: one row per eligible unregistered enterprise of the period
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: division text all 行政区划代码开头几位。| Leading digits of a division code.
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
