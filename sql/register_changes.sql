-- 问题：一年来谁进了库、谁退了库？为什么？
-- Question: Who entered and who left the register within the year, and why?
-- Grain: one row per unit that entered or left
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: family text all 口径类别，如 industry、fai。| A regime family, e.g. industry, fai.
-- Example: 3 of 253 rows of the synthetic county, side by side
--   period         2011-04-01            2011-04-01            2011-04-01
--   regime_family  fai                   fai                   fai
--   component      entry_new_built       entry_new_built       entry_new_built
--   label_zh       新建投产              新建投产              新建投产
--   label_en       Newly built           Newly built           Newly built
--   unit_kind      project               project               project
--   unit_id        510525-2010-00023     510525-2010-00024     510525-2010-00025
--   division_code  510525104             510525106             510525109
--   stated_reason  –                     –                     –
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
        cast(getvariable('family') as varchar) as asked_family,
),

final as (
    select
        changes.period,
        changes.regime_family,
        changes.component,
        components.label_zh,
        components.label_en,
        changes.unit_kind,
        changes.unit_id,
        coalesce(changes.division_code, changes.prior_division_code)
            as division_code,
        changes.stated_reason,
    from changes
    inner join components
        on changes.component = components.component
    inner join asked
        on
            changes.period = asked.asked_period
            and coalesce(changes.regime_family = asked.asked_family, true)
    where changes.component != 'continuing'
)

select * from final
order by regime_family, component, unit_id;
