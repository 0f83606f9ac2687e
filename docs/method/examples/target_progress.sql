-- how far the county's own targets are in the last period
select
    indicator,
    target_cny,
    actual_cny,
    actual_basis,
    progress_share,
    time_share,
    month_share,
    is_on_track,
    required_daily_cny,
    milestone,
    milestone_on,
    milestone_gap_cny,
from marts.rpt_target_progress
where
    period = (select list_max(about.periods) from meta.about as about)
    and length(division_code) = 6
    and department is null
    and leader is null
order by indicator;
