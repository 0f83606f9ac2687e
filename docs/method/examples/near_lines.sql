-- how many enterprises of the last period stand near a line
select
    side,
    scope_class,
    threshold_cny,
    count(*) as units,
    count(run_rate_cny) as units_with_returns,
    count(expected_crossing_period) as units_expected_to_cross,
from marts.rpt_near_threshold
where period = (select list_max(about.periods) from meta.about as about)
group by side, scope_class, threshold_cny
order by side desc, scope_class asc;
