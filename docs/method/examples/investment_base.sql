-- last year's registered projects by this year's rule
select
    changes.is_rule_met_by_prior,
    units.is_refiltered_base,
    count(*) as projects,
    sum(units.prior_cny) as prior_cny,
from marts.fct_indicator_units as units
inner join marts.fct_register_changes as changes
    on
        units.period = changes.period
        and units.unit_kind = changes.unit_kind
        and units.unit_id = changes.unit_id
        and units.regime_family = changes.regime_family
where
    units.period = (select list_max(about.periods) from meta.about as about)
    and units.indicator = 'fixed_asset_investment'
    and units.was_registered
group by changes.is_rule_met_by_prior, units.is_refiltered_base
order by units.is_refiltered_base desc, changes.is_rule_met_by_prior desc;
