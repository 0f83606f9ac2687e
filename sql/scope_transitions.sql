-- 问题：口径变动后，保留、退出、进入的单位各有多少？涉及多少金额？
-- Question: When the line moved, how many units stayed, dropped out or came in?
-- Grain: one row per comparison and transition of the period
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: comparison text all 口径对比代码。| A comparison, e.g. fai_1997_to_fai_2011.
-- param: division text all 行政区划代码开头几位。| Leading digits of a division code.
-- Example: 3 of 18 rows of the synthetic county, side by side
--   period         2011-04-01            2011-04-01            2011-04-01
--   comparison_id  fai_1997_to_fai_2011  fai_1997_to_fai_2011  fai_1997_to_fai_2011
--   unit_kind      project               project               project
--   old_regime_id  fai_1997              fai_1997              fai_1997
--   new_regime_id  fai_2011              fai_2011              fai_2011
--   transition     outside               retained              dropped
--   units          95                    87                    62
--   measure_cny    2433758010.00         5393400000.00         83509009.99
with

about as (
    select * from meta.about
),

transitions as (
    select * from marts.fct_scope_transitions
),

asked as (
    select
        coalesce(
            cast(getvariable('period') as date), (select list_max(periods) from about)
        ) as asked_period,
        cast(getvariable('comparison') as varchar) as asked_comparison,
        coalesce(cast(getvariable('division') as varchar), '') as asked_division,
),

final as (
    select
        transitions.period,
        transitions.comparison_id,
        transitions.unit_kind,
        transitions.old_regime_id,
        transitions.new_regime_id,
        transitions.transition,
        count(*) as units,
        sum(transitions.measure_cny) as measure_cny,
    from transitions
    inner join asked
        on
            transitions.period = asked.asked_period
            and starts_with(
                coalesce(transitions.division_code, ''), asked.asked_division
            )
            and (
                asked.asked_comparison is null
                or transitions.comparison_id = asked.asked_comparison
            )
    group by all
)

select * from final
order by comparison_id asc, units desc, transition asc;
