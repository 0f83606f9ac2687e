-- the townships with most eligible projects that no statistic sees
select
    division_code,
    eligible_units,
    registered_eligible_units,
    eligible_units - registered_eligible_units as unregistered_units,
    coverage_rate,
from marts.rpt_registration_coverage
where
    period = (select list_max(about.periods) from meta.about as about)
    and length(division_code) = 9
    and regime_family = 'fai'
order by unregistered_units desc, division_code asc
limit 5;
