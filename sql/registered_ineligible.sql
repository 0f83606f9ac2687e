-- 问题：哪些在库单位和项目已经不够标准（应退未退）？
-- Question: Which registered units are no longer eligible?
-- Grain: one row per registered unit of the period that is not in scope
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- Example: 3 of 7 rows of the synthetic county, side by side
--   period         2011-04-01            2011-04-01            2011-04-01
--   unit_kind      enterprise            enterprise            enterprise
--   unit_id        91510525129054763C    91510525129133955Q    91510525128817191C
--   unit_name      示例永兴水电有限公…   示例天成建材有限公…   示例鸿运食品有限公…
--   scope_status   not_operating         not_operating         below_threshold
--   measure_cny    39017000.00           29915000.00           6801000.00
--   threshold_cny  20000000.00           20000000.00           20000000.00
--   distance_cny   19017000.00           9915000.00            -13199000.00
with

about as (
    select * from meta.about
),

ineligible as (
    select * from marts.rpt_registered_ineligible
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
),

final as (
    select
        ineligible.period,
        ineligible.unit_kind,
        ineligible.unit_id,
        names.unit_name,
        ineligible.scope_status,
        ineligible.measure_cny,
        ineligible.threshold_cny,
        ineligible.measure_cny - ineligible.threshold_cny as distance_cny,
    from ineligible
    inner join asked on ineligible.period = asked.asked_period
    left join names
        on
            ineligible.unit_kind = names.unit_kind
            and ineligible.unit_id = names.unit_id
)

select * from final
order by unit_kind asc, measure_cny desc nulls last, unit_id asc;
