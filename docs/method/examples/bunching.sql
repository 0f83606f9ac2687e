-- the test of the lines that matter, and of their placebo lines
select
    regime_id,
    line_kind,
    tested_line_cny,
    units_below,
    units_above,
    excess_units,
    z_score,
    is_bunched,
from marts.rpt_line_bunching
where
    period = (select list_max(about.periods) from meta.about as about)
    and scope_class in ('industry', 'project')
order by regime_id, tested_line_cny;
