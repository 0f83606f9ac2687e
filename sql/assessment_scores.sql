-- 问题：按新旧考核办法各得多少分？失分中多少因口径调整、多少因业绩？哪一项最见效？
-- Question: What is the score under old and new assessment, why lost, what pays most?
-- Grain: one row per assessment system and item, and one for the total of each system
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: division text all 行政区划代码，缺省为县。| A division's code; the county by default.
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
        measured_value,
        full_value,
        weight_points,
        if(points is null, 0, weight_points) as known_weight_points,
        points,
        lost_points,
        lost_to_scope_points,
        lost_to_performance_points,
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
