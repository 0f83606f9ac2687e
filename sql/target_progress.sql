-- 问题：各项目标完成多少？是否达到时间进度？每天还需完成多少？
-- Question: How far is each target, is it on track, and what is still needed a day?
-- Grain: one row per target of the period's year
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: division text all 行政区划代码开头几位。| Leading digits of the division code.
-- param: indicator text all 指标代码，如 industrial_value_added。| An indicator's code.
with

about as (
    select * from meta.about
),

progress as (
    select * from marts.rpt_target_progress
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
        progress.period,
        progress.indicator,
        progress.division_code,
        progress.department,
        progress.leader,
        progress.target_cny,
        progress.actual_cny,
        progress.actual_basis,
        progress.progress_share,
        progress.time_share,
        progress.month_share,
        progress.is_on_track,
        progress.required_daily_cny,
        progress.milestone,
        progress.milestone_on,
        progress.milestone_gap_cny,
        progress.unregistered_cny,
    from progress
    inner join asked
        on
            progress.period = asked.asked_period
            and starts_with(coalesce(progress.division_code, ''), asked.asked_division)
            and coalesce(progress.indicator = asked.asked_indicator, true)
)

select * from final
order by indicator, division_code, department, leader;
