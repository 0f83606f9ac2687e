-- the threshold curve of industry in the last period
select
    threshold_cny,
    units,
    units_share,
    measure_cny,
    measure_share,
    registered_units,
    coverage_rate,
from marts.rpt_threshold_curve
where
    period = (select list_max(about.periods) from meta.about as about)
    and unit_kind = 'enterprise'
order by threshold_cny;
