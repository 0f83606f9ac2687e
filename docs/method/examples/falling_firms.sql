-- the enterprises nearest above their line
select
    unit_id,
    scope_class,
    measure_cny,
    threshold_cny,
    ratio,
    is_registered,
    projected_cny,
    expected_crossing_period,
from marts.rpt_near_threshold
where
    period = (select list_max(about.periods) from meta.about as about)
    and side = 'falling'
order by ratio, unit_id
limit 5;
