-- 问题：单位是否聚集在标准线的一侧？对照线上是否也如此？
-- Question: Do units crowd on one side of the line, and do they at placebo lines?
-- Grain: one row per regime, class and tested line
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- Example: 3 of 18 rows of the synthetic county, side by side
--   period           2011-04-01            2011-04-01            2011-04-01
--   unit_kind        project               project               project
--   regime_id        fai_2011              fai_2011              fai_2011
--   scope_class      project               project               project
--   line_kind        placebo               line                  placebo
--   line_factor      0.70                  1.00                  1.40
--   tested_line_cny  3500000.00            5000000.00            7000000.00
--   units_below      0                     4                     1
--   units_above      0                     6                     0
--   excess_units     0.0000                1.0000                -0.5000
--   z_score          –                     –                     –
--   is_bunched       –                     –                     –
with

about as (
    select * from meta.about
),

bunching as (
    select * from marts.rpt_line_bunching
),

asked as (
    select
        coalesce(
            cast(getvariable('period') as date), (select list_max(periods) from about)
        ) as asked_period,
),

final as (
    select bunching.*
    from bunching
    inner join asked
        on bunching.period = asked.asked_period
)

select * from final
order by regime_id, scope_class, tested_line_cny;
