-- 问题：按新旧考核办法各得多少分？失分中多少因口径调整、多少因业绩？哪一项最见效？
-- Question: What is the score under old and new assessment, why lost, what pays most?
-- Grain: one row per assessment system and item, and one for the total of each system
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: division text all 行政区划代码，缺省为县。| A division's code; the county by default.
-- Example: 3 of 13 rows of the synthetic county, side by side
--   period                      2011-04-01        2011-04-01        2011-04-01
--   division_code               510525            510525            510525
--   system_id                   assess_2008       assess_2008       assess_2008
--   is_in_force                 false             false             false
--   sort_order                  1                 2                 3
--   item                        investment_prog…  investment_grow…  registered_proj…
--   label_zh                    投资任务进度      投资名义增速      在库项目数增减
--   label_en                    Progress of the…  Nominal growth …  Growth of the n…
--   indicator                   fixed_asset_inv…  fixed_asset_inv…  fixed_asset_inv…
--   measure                     target_progress   published_growth  register_growth
--   is_scope_break              true              true              true
--   measured_value              0.2695            0.1476            -0.6050
--   full_value                  0.3288            0.2000            0.0000
--   weight_points               30.0000           20.0000           10.0000
--   known_weight_points         30.0000           20.0000           10.0000
--   points                      24.5901           14.7559           0.0000
--   lost_points                 5.4099            5.2441            10.0000
--   lost_to_scope_points        0.1932            0.9014            6.0000
--   lost_to_performance_points  5.2167            4.3427            4.0000
--   one_effort                  0.0023            0.0096            0.0084
--   effort_working_days         5.0000            5.0000            5.0000
--   points_per_effort           0.2060            0.9615            0.0000
--   points_per_working_day      0.0412            0.1923            0.0000
--   effort_rank                 2                 1                 3
--   score_note                  –                 –                 –
--   is_synthetic                true              true              true
with

about as (
    select * from meta.about
),

scores as (
    select * from marts.rpt_assessment_scores
),

asked as (
    select
        coalesce(
            cast(getvariable('period') as date), (select list_max(periods) from about)
        ) as asked_period,
        cast(getvariable('division') as varchar) as asked_division,
),

chosen as (
    select scores.*
    from scores
    inner join asked
        on
            scores.period = asked.asked_period
            and coalesce(
                scores.division_code = asked.asked_division,
                length(scores.division_code) = 6
            )
),

totals as (
    select
        period,
        division_code,
        system_id,
        is_in_force,
        sum(weight_points) as weight_points,
        sum(weight_points) filter (where points is not null) as known_weight_points,
        sum(points) as points,
        sum(lost_points) as lost_points,
        sum(lost_to_scope_points) as lost_to_scope_points,
        sum(lost_to_performance_points) as lost_to_performance_points,
        bool_or(is_synthetic) as is_synthetic,
    from chosen
    group by
        period,
        division_code,
        system_id,
        is_in_force
),

final as (
    select
        period,
        division_code,
        system_id,
        is_in_force,
        sort_order,
        item,
        label_zh,
        label_en,
        indicator,
        measure,
        is_scope_break,
        measured_value,
        full_value,
        weight_points,
        if(points is null, 0, weight_points) as known_weight_points,
        points,
        lost_points,
        lost_to_scope_points,
        lost_to_performance_points,
        one_effort,
        effort_working_days,
        points_per_effort,
        points_per_working_day,
        effort_rank,
        score_note,
        is_synthetic,
    from chosen
    union all by name
    select
        *,
        'total' as item,
        '合计' as label_zh,
        'Total' as label_en,
    from totals
)

select * from final
order by division_code asc, system_id asc, sort_order asc nulls last;
