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
        -- the county's own count is null where nobody knows who was registered then
        if(county_growth.prior_units is null, null, rated.prior_units)
            as prior_units,
        if(county_growth.prior_units is null, null, rated.matched_units)
            as matched_units,
        rated.current_cny,
        if(
            county_growth.prior_units is not null and rated.prior_units = 0,
            0,
            rated.prior_cny
        ) as prior_cny,
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
