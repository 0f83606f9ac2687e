-- 问题：哪些单位因为没有数而无法判定口径？
-- Question: Which units cannot be classified because their size is unknown?
-- Grain: one row per unit and regime in force
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: division text all 行政区划代码开头几位。| Leading digits of the division code.
-- Example: 3 of 8 rows of the synthetic county, side by side
--   period         2011-04-01            2011-04-01            2011-04-01
--   unit_kind      enterprise            enterprise            enterprise
--   unit_id        91510525129213146G    915105251292923312    91510525129371523E
--   division_code  510525101             510525114             510525102
--   regime_id      ind_2011              ind_2011              ind_2011
--   is_registered  false                 false                 false
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
        coalesce(cast(getvariable('division') as varchar), '') as asked_division,
),

verdicts as (
    select
        period,
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
        division_code,
        regime_id,
        scope_status,
        is_in_force,
        is_registered,
    from enterprises
    union all
    select
        period,
        'project' as unit_kind,
        project_id as unit_id,
        division_code,
        regime_id,
        scope_status,
        is_in_force,
        is_registered,
    from projects
),

final as (
    select
        verdicts.period,
        verdicts.unit_kind,
        verdicts.unit_id,
        verdicts.division_code,
        verdicts.regime_id,
        verdicts.is_registered,
    from verdicts
    inner join asked
        on
            verdicts.period = asked.asked_period
            and starts_with(verdicts.division_code, asked.asked_division)
    where verdicts.is_in_force and verdicts.scope_status = 'unknown'
)

select * from final
order by unit_kind, regime_id, unit_id;
