-- registration coverage of the county in the last period
select
    regime_family,
    regime_id,
    eligible_units,
    registered_eligible_units,
    coverage_rate,
    registered_units,
    registered_units_prior_year,
    registered_units_growth,
    is_scope_break,
from marts.rpt_registration_coverage
where
    period = (select list_max(about.periods) from meta.about as about)
    and length(division_code) = 6
    and eligible_units > 0
order by regime_family;
