{#-
    The growth of every group of fct_indicator_places: the CTEs summed, deflated and
    rated.

    `places` names a CTE with the columns of fct_indicator_places; `indicators` and
    `deflators` the seeds. `rated` has a row per period, indicator, division and
    section with the sums and the rates; a rate without a positive base is null, never
    infinite.
    A unit without a value now, or without a base, leaves both sides of every rate.
-#}
{% macro rated_growth(places) -%}
summed as (
    select
        period,
        indicator,
        division_code,
        section_code,
        cast(count_if(is_here) as bigint) as current_units,
        cast(count_if(was_here) as bigint) as prior_units,
        cast(count_if(is_here and was_here) as bigint) as matched_units,
        -- where nobody is registered any more the value is 0, and known
        cast(
            if(count_if(is_here) = 0, 0, sum(current_cny)) as decimal(18, 2)
        ) as current_cny,
        cast(sum(prior_cny) as decimal(18, 2)) as prior_cny,
        sum(current_cny) filter (where base_cny is not null) as panel_current_cny,
        cast(
            sum(base_cny) filter (where current_cny is not null) as decimal(18, 2)
        ) as panel_base_cny,
        sum(current_cny) filter (where was_here and base_cny is not null)
            as matched_current_cny,
        sum(base_cny) filter (where was_here and current_cny is not null)
            as matched_base_cny,
        cast(
            sum(prior_cny) filter (where is_refiltered_base) as decimal(18, 2)
        ) as refiltered_base_cny,
        coalesce(
            sum(current_cny) filter (where is_here and base_cny is null), 0
        ) as missing_base_cny,
    from {{ places }}
    group by
        period,
        indicator,
        division_code,
        section_code
),

-- the deflator of the nearest place that has one
deflated as (
    select
        summed.*,
        indicators.unit_kind,
        indicators.regime_family,
        indicators.growth_method,
        coalesce(deflators.price_index, 1) as price_index,
        if(
            deflators.price_index is null, indicators.price_basis, 'constant_prices'
        ) as price_basis,
    from summed
    inner join indicators
        on summed.indicator = indicators.indicator
    left join deflators
        on
            summed.indicator = deflators.indicator
            and summed.period = deflators.period
            and starts_with(
                summed.division_code, coalesce(deflators.division_prefix, '')
            )
    qualify
        row_number() over (
            partition by
                summed.period,
                summed.indicator,
                summed.division_code,
                summed.section_code
            order by length(deflators.division_prefix) desc nulls last
        ) = 1
),

rated as (
    select
        *,
        if(
            growth_method = 'same_units', panel_base_cny, refiltered_base_cny
        ) as comparable_base_cny,
        if(
            growth_method = 'same_units', panel_current_cny, current_cny
        ) as comparable_current_cny,
        {% for rate in ('panel', 'matched') -%}
        case
            when growth_method = 'same_units' and {{ rate }}_base_cny > 0
                then {{ rate }}_current_cny / price_index / {{ rate }}_base_cny - 1
        end as {{ rate }}_growth,
        {% endfor -%}
        case
            when prior_cny > 0 then current_cny / prior_cny - 1
        end as published_nominal_growth,
        case
            when growth_method = 'same_units' and current_cny > 0
                then missing_base_cny / current_cny
        end as missing_base_share,
    from deflated
)
{%- endmacro %}
