-- 问题：单位核查发现了多少问题？
-- Question: How many units does each edit rule flag?
-- Grain: one row per edit rule that fired in the period
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- Example: 3 of 15 rows of the synthetic county, side by side
--   period         2011-04-01            2011-04-01            2011-04-01
--   check_id       investment_parts_do…  cumulative_investme…  not_in_directory
--   check_name_zh  投资构成之和不等于…   累计投资不等于上年…   报送单位不在名录或…
--   check_name_en  The kinds of invest…  Cumulative investme…  A unit that reports…
--   severity       mandatory             mandatory             mandatory
--   who_acts       department            department            statistician
--   flags_raised   3                     2                     1
--   units          3                     2                     1
with

about as (
    select * from meta.about
),

flags as (
    select * from marts.rpt_unit_flags
),

asked as (
    select
        coalesce(
            cast(getvariable('period') as date), (select list_max(periods) from about)
        ) as asked_period,
),

final as (
    select
        flags.period,
        flags.check_id,
        flags.check_name_zh,
        flags.check_name_en,
        flags.severity,
        flags.who_acts,
        count(*) as flags_raised,
        count(distinct flags.unit_id) as units,
    from flags
    inner join asked
        on flags.period = asked.asked_period
    group by
        flags.period,
        flags.check_id,
        flags.check_name_zh,
        flags.check_name_en,
        flags.severity,
        flags.who_acts
)

select * from final
order by severity asc, flags_raised desc, check_id asc;
