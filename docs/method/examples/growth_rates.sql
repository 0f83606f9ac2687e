-- the rates of the county in the last period, side by side
select
    indicator,
    current_cny,
    comparable_growth,
    current_panel_growth,
    matched_growth,
    published_nominal_growth,
    panel_bias_pp,
    missing_base_share,
    is_scope_break,
from marts.rpt_growth
where
    period = (select list_max(about.periods) from meta.about as about)
    and length(division_code) = 6
order by indicator;
