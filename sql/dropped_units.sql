-- 问题：口径提高后，哪些单位退出统计？各值多少？
-- Question: Who dropped out when the line rose, and what were they worth?
-- Grain: one row per comparison and unit that was in scope before and is not after
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: comparison text all 口径对比代码。| A comparison, e.g. ind_2007_to_ind_2011.
-- param: division text all 行政区划代码开头几位。| Leading digits of a division code.
-- Example: 3 of 190 rows of the synthetic county, side by side
--   period         2011-04-01            2011-04-01            2011-04-01
--   comparison_id  fai_1997_to_fai_2011  fai_1997_to_fai_2011  fai_1997_to_fai_2011
--   unit_kind      project               project               project
--   unit_id        510525-2009-00088     510525-2008-00136     510525-2009-00139
--   unit_name      示例双溪镇厂房项目0…  示例老街乡酒库项目1…  示例白云镇市场项目1…
--   division_code  510525107             510525117             510525101
--   measure_cny    4999999.99            4900000.00            4600000.00
--   old_status     in_scope              in_scope              in_scope
--   new_status     below_threshold       below_threshold       below_threshold
with

about as (
    select * from meta.about
),

transitions as (
    select * from marts.fct_scope_transitions
),

names as (
    select
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
        enterprise_name as unit_name,
    from marts.dim_enterprises
    union all
    select
        'project' as unit_kind,
        project_id as unit_id,
        project_name as unit_name,
    from marts.dim_projects
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
        transitions.unit_id,
        names.unit_name,
        transitions.division_code,
        transitions.measure_cny,
        transitions.old_status,
        transitions.new_status,
    from transitions
    inner join asked
        on
            transitions.period = asked.asked_period
            and starts_with(transitions.division_code, asked.asked_division)
            and (
                asked.asked_comparison is null
                or transitions.comparison_id = asked.asked_comparison
            )
    left join names
        on
            transitions.unit_kind = names.unit_kind
            and transitions.unit_id = names.unit_id
    where transitions.transition = 'dropped'
)

select * from final
order by comparison_id asc, measure_cny desc nulls last, unit_id asc;
