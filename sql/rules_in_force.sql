-- 问题：报告期适用哪些口径规则？依据是什么？
-- Question: Which rules apply in the period, and on what legal basis?
-- Grain: one row per rule in force
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- Example: 3 of 9 rows of the synthetic county, side by side
--   rule_id         con_any.construction  fai_2011.project      fai_2011.real_estat…
--   regime_id       con_any               fai_2011              fai_2011
--   scope_class     construction          project               real_estate_project
--   measure         qualification         planned_total         none
--   threshold       –                     5000000.00            –
--   threshold_unit  –                     cny                   –
--   condition       qualified             none                  none
--   rule_name_zh    有总承包或专业承包…   计划总投资500万元及…  房地产开发项目，不…
--   rule_name_en    A general or specia…  Planned total of 5 …  Real-estate develop…
--   legal_basis     建筑业统计报表制度…   国统字〔2010〕87号    国统字〔2010〕87号
with

about as (
    select * from meta.about
),

rules as (
    select * from meta.rules
),

coverage as (
    select * from marts.rpt_registration_coverage
),

asked as (
    select
        coalesce(
            cast(getvariable('period') as date), (select list_max(periods) from about)
        ) as asked_period,
),

in_force as (
    select distinct coverage.regime_id
    from coverage
    inner join asked
        on coverage.period = asked.asked_period
),

final as (
    select
        rules.rule_id,
        rules.regime_id,
        rules.scope_class,
        rules.measure,
        rules.threshold,
        rules.threshold_unit,
        rules.condition,
        rules.rule_name_zh,
        rules.rule_name_en,
        rules.legal_basis,
    from rules
    inner join in_force
        on rules.regime_id = in_force.regime_id
)

select * from final
order by rule_id;
