-- 问题：各乡镇、部门、领导的入库率、逾期项和零投资项目各是多少？无人负责的有多少？
-- Question: How do townships, offices and leaders stand on coverage and overdue items?
-- Grain: one row per kind of unit and holder; the unassigned in a row of their own
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: division text all 县级行政区划代码开头几位。| Leading digits of a county's code.
-- Example: 3 of 53 rows of the synthetic county, side by side
--   period                     2011-04-01        2011-04-01        2011-04-01
--   county_code                510525            510525            510525
--   holder_kind                department        department        department
--   unit_kind                  project           project           project
--   holder                     经济和商务局      交通运输局        水务局
--   township_name_zh           –                 –                 –
--   is_unassigned              false             false             false
--   eligible_units             28                19                6
--   registered_eligible_units  15                12                1
--   coverage_rate              0.5357            0.6316            0.1667
--   coverage_rank              6                 3                 8
--   unregistered_units         13                7                 5
--   ready_units                0                 2                 3
--   overdue_units              11                7                 5
--   longest_overdue_days       260               162               176
--   zero_investment_units      1                 1                 0
--   unregistered_planned_cny   518800000.00      197800000.00      113600000.00
--   unregistered_invested_cny  101414000.00      47349000.00       42954000.00
with

about as (
    select * from meta.about
),

scoreboard as (
    select * from marts.rpt_responsibility
),

divisions as (
    select * from meta.divisions
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
        scoreboard.period,
        scoreboard.county_code,
        scoreboard.holder_kind,
        scoreboard.unit_kind,
        scoreboard.holder,
        divisions.division_name_zh as township_name_zh,
        scoreboard.is_unassigned,
        scoreboard.eligible_units,
        scoreboard.registered_eligible_units,
        scoreboard.coverage_rate,
        scoreboard.coverage_rank,
        scoreboard.unregistered_units,
        scoreboard.ready_units,
        scoreboard.overdue_units,
        scoreboard.longest_overdue_days,
        scoreboard.zero_investment_units,
        scoreboard.unregistered_planned_cny,
        scoreboard.unregistered_invested_cny,
    from scoreboard
    inner join asked
        on
            scoreboard.period = asked.asked_period
            and starts_with(scoreboard.county_code, asked.asked_division)
    left join divisions
        on
            if(scoreboard.holder_kind = 'township', scoreboard.holder, null)
            = divisions.division_code
)

select * from final
order by
    county_code asc,
    holder_kind asc,
    unit_kind asc,
    is_unassigned desc,
    overdue_units desc nulls last,
    coverage_rate asc nulls last,
    holder asc;
