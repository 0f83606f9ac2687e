-- 问题：哪些在库项目的投资已超批准概算，超出的部分不能计入？
-- Question: Which registered projects have outrun their approved plan, by how much?
-- Grain: one row per registered project beyond its plan, largest first
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: division text all 行政区划代码开头几位。| Leading digits of the division code.
-- Example: 3 of 3 rows of the synthetic county, side by side
--   period                    2011-04-01         2011-04-01         2011-04-01
--   project_id                510525-2008-00012  510525-2009-00015  510525-2010-00031
--   project_name              示例河口镇教学楼…  示例石桥镇市场项…  示例青石镇市场项…
--   division_code             510525105          510525103          510525100
--   approved_total_cny        86200000.00        27300000.00        11200000.00
--   invested_since_start_cny  107827000.00       34596000.00        14615000.00
--   uncounted_cny             21627000.00        7296000.00         3415000.00
--   revision_state            requested          not_requested      not_requested
--   department                交通运输局         旅游局             经济和商务局
--   leader                    示例领导己         示例领导己         示例领导丙
with

about as (
    select * from meta.about
),

uncounted as (
    select * from marts.rpt_uncounted_investment
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
        uncounted.period,
        uncounted.project_id,
        uncounted.project_name,
        uncounted.division_code,
        uncounted.approved_total_cny,
        uncounted.invested_since_start_cny,
        uncounted.uncounted_cny,
        uncounted.revision_state,
        uncounted.department,
        uncounted.leader,
    from uncounted
    inner join asked
        on
            uncounted.period = asked.asked_period
            and starts_with(uncounted.division_code, asked.asked_division)
)

select * from final
order by uncounted_cny desc, project_id asc;
