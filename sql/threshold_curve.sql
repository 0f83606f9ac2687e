-- 问题：标准定在不同数额时，各有多少单位、多少金额、多高的入库率？
-- Question: How many units, how much money and what coverage would each line give?
-- Grain: one row per kind of unit and line
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: kind text both 单位种类：enterprise 或 project。| enterprise or project.
-- Example: 3 of 34 rows of the synthetic county, side by side
--   period            2011-04-01           2011-04-01           2011-04-01
--   unit_kind         enterprise           enterprise           enterprise
--   threshold_cny     1000000.00           2000000.00           3000000.00
--   units             226                  221                  218
--   measure_cny       17721777999.98       17714534999.98       17706008999.98
--   units_share       0.9956               0.9736               0.9604
--   measure_share     0.9999               0.9995               0.9991
--   registered_units  90                   90                   90
--   coverage_rate     0.3982               0.4072               0.4128
with

about as (
    select * from meta.about
),

curve as (
    select * from marts.rpt_threshold_curve
),

asked as (
    select
        coalesce(
            cast(getvariable('period') as date), (select list_max(periods) from about)
        ) as asked_period,
        cast(getvariable('kind') as varchar) as asked_kind,
),

final as (
    select
        curve.period,
        curve.unit_kind,
        curve.threshold_cny,
        curve.units,
        curve.measure_cny,
        curve.units_share,
        curve.measure_share,
        curve.registered_units,
        curve.coverage_rate,
    from curve
    inner join asked
        on
            curve.period = asked.asked_period
            and coalesce(curve.unit_kind = asked.asked_kind, true)
)

select * from final
order by unit_kind, threshold_cny;
