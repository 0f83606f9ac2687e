-- 问题：各项目标完成多少？是否达到时间进度？每天还需完成多少？
-- Question: How far is each target, is it on track, and what is still needed a day?
-- Grain: one row per target of the period's year
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: division text all 行政区划代码开头几位。| Leading digits of the division code.
-- param: indicator text all 指标代码，如 industrial_value_added。| An indicator's code.
-- Example: 3 of 13 rows of the synthetic county, side by side
--   period              2011-04-01           2011-04-01           2011-04-01
--   indicator           fixed_asset_invest…  fixed_asset_invest…  fixed_asset_invest…
--   division_code       510525               510525               510525
--   department          交通运输局           水务局               经济和商务局
--   leader              示例领导乙           示例领导丙           示例领导甲
--   target_cny          792000000.00         324000000.00         1656000000.00
--   actual_cny          223269000.00         37968000.00          277906000.00
--   actual_basis        assigned_projects    assigned_projects    assigned_projects
--   progress_share      0.2819               0.1172               0.1678
--   time_share          0.3288               0.3288               0.3288
--   month_share         0.3333               0.3333               0.3333
--   is_on_track         false                false                false
--   required_daily_cny  2321351.02           1167477.55           5624873.47
--   milestone           half_year            half_year            half_year
--   milestone_on        2011-06-30           2011-06-30           2011-06-30
--   milestone_gap_cny   172731000.00         124032000.00         550094000.00
--   unregistered_cny    47349000.00          42954000.00          101414000.00
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
