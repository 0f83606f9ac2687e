-- 问题：哪些在库项目的投资已超批准概算，超出的部分不能计入？
-- Question: Which registered projects have outrun their approved plan, by how much?
-- Grain: one row per registered project beyond its plan, largest first
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: division text all 行政区划代码开头几位。| Leading digits of the division code.
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
