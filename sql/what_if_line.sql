-- 问题：若规模以上标准改为1000万元，各口径类别有多少单位进入、退出？入库率变为多少？
-- Question: What would a line of 10 million yuan do to each family of enterprises?
-- Grain: one row per regime family and change (kept, gained, lost, outside, unknown)
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: line decimal 10000000 试算标准线（元）。| The line to try, in yuan.
-- param: division text all 行政区划代码开头几位。| Leading digits of a division code.
-- Example: 3 of 10 rows of the synthetic county, side by side
--   period                    2011-04-01         2011-04-01         2011-04-01
--   line_cny                  10000000.00        10000000.00        10000000.00
--   regime_family             construction       construction       industry
--   change                    kept               outside            gained
--   units                     10                 2                  70
--   registered_units          10                 0                  0
--   measure_cny               238204000.00       8208000.00         1022291999.99
--   coverage_rate_in_force    1.0000             1.0000             0.8969
--   coverage_rate_under_line  1.0000             1.0000             0.5210
with

tried as (
    select *
    from marts.what_if_enterprises(
        coalesce(
            cast(getvariable('period') as date),
            (select list_max(periods) from meta.about)
        ),
        coalesce(cast(getvariable('line') as decimal(18, 2)), 10000000)
    )
),

asked as (
    select coalesce(cast(getvariable('division') as varchar), '') as asked_division,
),

counted as (
    select
        tried.period,
        tried.line_cny,
        tried.regime_family,
        tried.change,
        count(*) as units,
        if(
            count(tried.is_registered) = 0, null, count_if(tried.is_registered)
        ) as registered_units,
        sum(tried.measure_cny) as measure_cny,
    from tried
    inner join asked
        on starts_with(tried.division_code, asked.asked_division)
    where tried.regime_family is not null
    group by all
),

-- coverage of the whole family, under the regime in force and under the line
final as (
    select
        *,
        sum(registered_units) filter (
            where change in ('kept', 'lost')
        ) over family / sum(units) filter (
            where change in ('kept', 'lost')
        ) over family as coverage_rate_in_force,
        sum(registered_units) filter (
            where change in ('kept', 'gained')
        ) over family / sum(units) filter (
            where change in ('kept', 'gained')
        ) over family as coverage_rate_under_line,
    from counted
    window family as (partition by regime_family)
)

select * from final
order by regime_family asc, change asc;
