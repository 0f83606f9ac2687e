-- from last year's published value added to this year's, cent by cent
select
    component,
    units,
    amount_cny,
    contribution_pp,
from marts.rpt_change_bridge
where
    period = (select list_max(about.periods) from meta.about as about)
    and length(division_code) = 6
    and indicator = 'industrial_value_added'
order by sort_order;
