-- a growing industrial firm whose paces disagree, the farthest from its line
select
    unit_id,
    side,
    measure_cny,
    threshold_cny,
    ratio,
    run_rate_cny,
    run_rate_cny * 12 as run_rate_times_12_cny,
    projected_cny,
    cast(ceil(threshold_cny / run_rate_cny) as integer) as months_to_the_line,
    expected_crossing_period,
    crossing_from,
    crossing_to,
from marts.rpt_near_threshold
where
    period = (select list_max(about.periods) from meta.about as about)
    and side = 'growing'
    and regime_family = 'industry'
    and expected_crossing_period is not null
order by
    date_diff('month', crossing_from, crossing_to) desc nulls last,
    ratio asc,
    unit_id asc
limit 1;
