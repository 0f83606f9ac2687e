with

coverage as (
    select * from {{ ref('rpt_registration_coverage') }}
),

periods as (
    select * from {{ ref('int_periods__modelled') }}
),

indicators as (
    select * from {{ ref('indicators') }}
),

deflators as (
    select * from {{ ref('deflators') }}
),

places as (
    select * from {{ ref('fct_indicator_places') }}
    where section_code is null
),

{{ rated_growth('places') }},

-- every division that has units of the family, with or without a register list
asked as (
    select
        coverage.period,
        indicators.indicator,
        indicators.price_basis as usual_price_basis,
        indicators.unit_kind,
        indicators.growth_method,
        coverage.regime_family,
        coverage.regime_id,
        coverage.division_code,
        coverage.is_scope_break,
        if(
            indicators.unit_kind = 'enterprise',
            periods.registered_enterprise_list_period,
            periods.registered_project_list_period
        ) is not null as has_list,
        if(
            indicators.unit_kind = 'enterprise',
            periods_before.registered_enterprise_list_period,
            periods_before.registered_project_list_period
        ) is not null as has_prior_list,
    from coverage
    inner join indicators
        on coverage.regime_family = indicators.regime_family
    inner join periods
        on coverage.period = periods.period
    left join periods as periods_before
        on coverage.period - interval 12 month = periods_before.period
),

final as (
    select
        asked.period,
        asked.indicator,
        asked.division_code,
        asked.regime_family,
        asked.regime_id,
        if(asked.has_list, coalesce(rated.current_units, 0), null) as current_units,
        if(
            asked.has_list and asked.has_prior_list,
            coalesce(rated.prior_units, 0),
            null
        ) as prior_units,
        if(
            asked.has_list and asked.has_prior_list,
            coalesce(rated.matched_units, 0),
            null
        ) as matched_units,
        -- where nobody has ever been registered the value is 0 as well, and known
        if(
            asked.has_list and rated.division_code is null, 0, rated.current_cny
        ) as current_cny,
        if(
            asked.has_list
            and asked.has_prior_list
            and coalesce(rated.prior_units, 0) = 0,
            0,
            rated.prior_cny
        ) as prior_cny,
        rated.comparable_base_cny,
        case
            when asked.growth_method = 'same_units' then rated.panel_growth
            when rated.comparable_base_cny > 0
                then
                    rated.comparable_current_cny / rated.price_index
                    / rated.comparable_base_cny - 1
        end as comparable_growth,
        rated.panel_growth as current_panel_growth,
        rated.matched_growth,
        rated.published_nominal_growth,
        (rated.panel_growth - rated.matched_growth) * 100 as panel_bias_pp,
        asked.is_scope_break,
        rated.missing_base_share,
        coalesce(rated.price_basis, asked.usual_price_basis) as price_basis,
        case
            when not asked.has_list then 'no_register_list'
            when asked.growth_method = 'prior_refiltered' and not asked.has_prior_list
                then 'no_register_list_a_year_before'
            when rated.division_code is not null and rated.current_cny is null
                then 'no_value'
            when rated.comparable_base_cny is null then 'no_base'
            when rated.comparable_base_cny <= 0 then 'base_not_positive'
        end as growth_note,
    from asked
    left join rated
        on
            asked.period = rated.period
            and asked.indicator = rated.indicator
            and asked.division_code = rated.division_code
)

select * from final
