-- 问题：在库单位数的增减由哪些原因造成？
-- Question: What explains the change in the number of registered units?
-- Grain: one row per regime family and reason
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- Example: 3 of 17 rows of the synthetic county, side by side
--   period           2011-04-01            2011-04-01            2011-04-01
--   regime_family    construction          fai                   fai
--   component        continuing            scope_rule            continuing
--   label_zh         持续在库单位          口径标准调整          持续在库单位
--   label_en         Continuing units      Change of the scope…  Continuing units
--   sort_order       4                     3                     4
--   units            10                    52                    22
--   change_of_units  0                     -52                   0
with

about as (
    select * from meta.about
),

changes as (
    select * from marts.fct_register_changes
),

components as (
    select * from meta.bridge_components
),

asked as (
    select
        coalesce(
            cast(getvariable('period') as date), (select list_max(periods) from about)
        ) as asked_period,
),

final as (
    select
        changes.period,
        changes.regime_family,
        changes.component,
        components.label_zh,
        components.label_en,
        components.sort_order,
        count(*) as units,
        count(*) * if(changes.is_registered, 1, -1)
        * if(changes.component = 'continuing', 0, 1) as change_of_units,
    from changes
    inner join components
        on changes.component = components.component
    inner join asked
        on changes.period = asked.asked_period
    group by
        changes.period,
        changes.regime_family,
        changes.component,
        changes.is_registered,
        components.label_zh,
        components.label_en,
        components.sort_order
)

select * from final
order by regime_family, sort_order;
