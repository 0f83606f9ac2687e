-- 问题：每个部门、每位领导名下有多少项目应入未入，压着多少投资？
-- Question: How many eligible projects are unregistered under each office and leader?
-- Grain: one row per department and leader, most projects first
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: division text all 行政区划代码开头几位。| Leading digits of the division code.
-- Example: 3 of 26 rows of the synthetic county, side by side
--   period             2011-04-01           2011-04-01           2011-04-01
--   department         经济和商务局         交通运输局           农业局
--   leader             示例领导乙           示例领导乙           示例领导甲
--   projects           4                    3                    3
--   ready_to_file      0                    0                    0
--   planned_total_cny  140700000.00         156600000.00         300100000.00
--   longest_open_days  273                  181                  120
with

about as (
    select * from meta.about
),

unregistered as (
    select * from marts.rpt_unregistered_projects
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
        unregistered.period,
        unregistered.department,
        unregistered.leader,
        count(*) as projects,
        count_if(unregistered.primary_reason = 'ready_to_file') as ready_to_file,
        sum(unregistered.planned_total_cny) as planned_total_cny,
        max(unregistered.days_open) as longest_open_days,
    from unregistered
    inner join asked
        on
            unregistered.period = asked.asked_period
            and starts_with(unregistered.division_code, asked.asked_division)
    group by
        unregistered.period,
        unregistered.department,
        unregistered.leader
)

select * from final
order by projects desc, department asc, leader asc;
