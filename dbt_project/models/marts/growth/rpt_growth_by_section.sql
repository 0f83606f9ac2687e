with

county_growth as (
    select * from {{ ref('rpt_growth') }}
),

indicators as (
    select * from {{ ref('indicators') }}
),

deflators as (
    select * from {{ ref('deflators') }}
),

places as (
    select * from {{ ref('fct_indicator_places') }}
    where section_code is not null
),

{{ rated_growth('places') }},

final as (
    select
        rated.period,
        rated.indicator,
        rated.division_code,
        rated.section_code,
        county_growth.regime_id,
        rated.current_units,
        rated.prior_units,
        rated.matched_units,
        rated.current_cny,
        rated.prior_cny,
        rated.comparable_base_cny,
        rated.panel_growth as comparable_growth,
        rated.panel_growth as current_panel_growth,
        rated.matched_growth,
        rated.published_nominal_growth,
        (rated.panel_growth - rated.matched_growth) * 100 as panel_bias_pp,
        county_growth.is_scope_break,
        rated.missing_base_share,
        rated.price_basis,
    from rated
    inner join county_growth
        on
            rated.period = county_growth.period
            and rated.indicator = county_growth.indicator
            and rated.division_code = county_growth.division_code
)

select * from final
