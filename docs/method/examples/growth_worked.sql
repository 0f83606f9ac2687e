-- industrial value added, every sum that the rates are made of
with

units as (
    select *
    from marts.fct_indicator_units
    where
        period = (select list_max(about.periods) from meta.about as about)
        and indicator = 'industrial_value_added'
),

sums as (
    select
        count_if(is_registered) as p1_units,
        count_if(was_registered) as p0_units,
        count_if(is_registered and was_registered) as matched_units,
        count_if(current_cny is not null and base_cny is null) as units_without_base,
        sum(current_cny) as p1_current_cny,
        sum(prior_cny) filter (where was_registered) as p0_prior_cny,
        sum(current_cny) filter (where base_cny is not null) as panel_current_cny,
        sum(base_cny) filter (where current_cny is not null) as panel_base_cny,
        sum(current_cny) filter (
            where was_registered and base_cny is not null
        ) as matched_current_cny,
        sum(base_cny) filter (
            where was_registered and current_cny is not null
        ) as matched_base_cny,
        sum(current_cny) filter (where base_cny is null) as no_base_cny,
    from units
)

select
    *,
    panel_current_cny / panel_base_cny - 1 as current_panel_growth,
    matched_current_cny / matched_base_cny - 1 as matched_growth,
    p1_current_cny / p0_prior_cny - 1 as published_nominal_growth,
    (
        panel_current_cny / panel_base_cny
        - matched_current_cny / matched_base_cny
    )
    * 100 as panel_bias_pp,
    no_base_cny / p1_current_cny as missing_base_share,
from sums;
