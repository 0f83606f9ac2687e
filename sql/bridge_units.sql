-- 问题：变动的某一部分是由哪些单位造成的？
-- Question: Which units make up a component of the change?
-- Grain: one row per unit of the component, largest first
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: division text county 行政区划代码，缺省为县。| A division; the county by default.
-- param: indicator text industrial_value_added 指标代码。| An indicator's code.
-- param: component text scope_rule 变动来源代码。| A component's code.
-- Example: 3 of 108 rows of the synthetic county, side by side
--   period         2011-04-01            2011-04-01            2011-04-01
--   indicator      industrial_value_ad…  industrial_value_ad…  industrial_value_ad…
--   division_code  510525                510525                510525
--   component      scope_rule            scope_rule            scope_rule
--   unit_kind      enterprise            enterprise            enterprise
--   unit_id        91510525124303361A    915105251214525211    91510525126441493Q
--   stated_reason  –                     –                     –
--   prior_cny      2760000.00            2659000.00            2362000.00
--   base_cny       2760000.00            2659000.00            2362000.00
--   current_cny    –                     –                     –
--   amount_cny     -2760000.00           -2659000.00           -2362000.00
with

about as (
    select * from meta.about
),

places as (
    select * from marts.fct_indicator_places
),

units as (
    select * from marts.fct_indicator_units
),

asked as (
    select
        coalesce(
            cast(getvariable('period') as date), (select list_max(periods) from about)
        ) as asked_period,
        cast(getvariable('division') as varchar) as asked_division,
        coalesce(
            cast(getvariable('indicator') as varchar), 'industrial_value_added'
        ) as asked_indicator,
        coalesce(
            cast(getvariable('component') as varchar), 'scope_rule'
        ) as asked_component,
),

final as (
    select
        places.period,
        places.indicator,
        places.division_code,
        places.component,
        places.unit_kind,
        places.unit_id,
        units.stated_reason,
        places.prior_cny,
        places.base_cny,
        places.current_cny,
        coalesce(if(places.is_here, places.current_cny, 0), 0)
        - coalesce(if(places.was_here, places.base_cny, 0), 0) as amount_cny,
    from places
    inner join units
        on
            places.period = units.period
            and places.indicator = units.indicator
            and places.unit_kind = units.unit_kind
            and places.unit_id = units.unit_id
    inner join asked
        on
            places.period = asked.asked_period
            and places.indicator = asked.asked_indicator
            and places.component = asked.asked_component
            and coalesce(
                places.division_code = asked.asked_division,
                length(places.division_code) = 6
            )
    where places.section_code is null
)

select * from final
order by abs(amount_cny) desc, unit_kind asc, unit_id asc;
