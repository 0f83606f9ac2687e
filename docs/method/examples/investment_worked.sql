-- fixed-asset investment, every sum that the rates are made of
with

sums as (
    select
        count_if(is_registered) as p1_projects,
        count_if(was_registered) as p0_projects,
        count_if(is_refiltered_base) as p0_projects_by_this_rule,
        sum(current_cny) as p1_current_cny,
        sum(prior_cny) filter (where was_registered) as p0_prior_cny,
        sum(prior_cny) filter (where is_refiltered_base) as comparable_base_cny,
    from marts.fct_indicator_units
    where
        period = (select list_max(about.periods) from meta.about as about)
        and indicator = 'fixed_asset_investment'
)

select
    *,
    p0_prior_cny - comparable_base_cny as scope_effect_cny,
    p1_current_cny / comparable_base_cny - 1 as comparable_growth,
    p1_current_cny / p0_prior_cny - 1 as published_nominal_growth,
from sums;
