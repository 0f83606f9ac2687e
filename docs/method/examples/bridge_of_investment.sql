-- from last year's published investment to this year's, the components with units
select
    component,
    units,
    amount_cny,
    contribution_pp,
from marts.rpt_change_bridge
where
    period = (select list_max(about.periods) from meta.about as about)
    and length(division_code) = 6
    and indicator = 'fixed_asset_investment'
    and units > 0
order by sort_order;
