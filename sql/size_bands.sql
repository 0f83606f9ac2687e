-- 问题：各规模段各有多少工业单位，收入多少，多少在库？
-- Question: How many industrial units are there by size, and how many are registered?
-- Grain: one row per size band
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- Example: 3 of 18 rows of the synthetic county, side by side
--   from_cny          1000000.00           2000000.00           3000000.00
--   to_cny            2000000.00           3000000.00           4000000.00
--   units             5                    3                    6
--   measure_cny       7243000.00           8526000.00           20364000.00
--   registered_units  0                    0                    0
with

about as (
    select * from meta.about
),

scope as (
    select * from marts.fct_enterprise_scope
),

curve as (
    select * from marts.rpt_threshold_curve
),

asked as (
    select
        coalesce(
            cast(getvariable('period') as date), (select list_max(periods) from about)
        ) as asked_period,
),

lines as (
    select distinct
        curve.threshold_cny as from_cny,
        lead(curve.threshold_cny) over (order by curve.threshold_cny) as to_cny,
    from curve
    inner join asked
        on curve.period = asked.asked_period
    where curve.unit_kind = 'enterprise'
),

final as (
    select
        lines.from_cny,
        lines.to_cny,
        count(scope.enterprise_id) as units,
        coalesce(sum(scope.measure_cny), 0) as measure_cny,
        count_if(scope.is_registered) as registered_units,
    from lines
    cross join asked
    left join scope
        on
            asked.asked_period = scope.period
            and scope.is_in_force
            and scope.regime_family = 'industry'
            and lines.from_cny <= scope.measure_cny
            and coalesce(lines.to_cny > scope.measure_cny, true)
    group by lines.from_cny, lines.to_cny
)

select * from final
order by from_cny;
