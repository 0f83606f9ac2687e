-- 问题：每个口径下各类单位各有多少达标？
-- Question: How many units of each class are in scope under every regime?
-- Grain: one row per regime and class
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- Example: 3 of 18 rows of the synthetic county, side by side
--   period          2011-04-01            2011-04-01            2011-04-01
--   regime_id       con_any               fai_1997              fai_2011
--   scope_class     construction          project               project
--   is_in_force     true                  false                 true
--   units           12                    247                   240
--   units_in_scope  10                    149                   82
--   unknown_units   0                     3                     3
--   measure_cny     238204000.00          5476909009.99         5134200000.00
with

about as (
    select * from meta.about
),

enterprises as (
    select * from marts.fct_enterprise_scope
),

projects as (
    select * from marts.fct_project_scope
),

asked as (
    select
        coalesce(
            cast(getvariable('period') as date), (select list_max(periods) from about)
        ) as asked_period,
),

verdicts as (
    select
        period,
        regime_id,
        scope_class,
        scope_status,
        is_in_force,
        measure_cny,
    from enterprises
    union all
    select
        period,
        regime_id,
        scope_class,
        scope_status,
        is_in_force,
        measure_cny,
    from projects
),

final as (
    select
        verdicts.period,
        verdicts.regime_id,
        verdicts.scope_class,
        verdicts.is_in_force,
        count(*) as units,
        count_if(verdicts.scope_status = 'in_scope') as units_in_scope,
        count_if(verdicts.scope_status = 'unknown') as unknown_units,
        sum(verdicts.measure_cny) filter (where verdicts.scope_status = 'in_scope')
            as measure_cny,
    from verdicts
    inner join asked
        on verdicts.period = asked.asked_period
    group by
        verdicts.period,
        verdicts.regime_id,
        verdicts.scope_class,
        verdicts.is_in_force
)

select * from final
order by regime_id, scope_class;
