-- the county among the counties of its city in the last period
select
    indicator,
    division_code,
    is_own_county,
    growth as published_growth,
    own_growth,
    rank,
    is_tied,
    gap_to_leader_pp,
    gap_to_next_pp,
from marts.rpt_county_ranking
where
    period = (select list_max(about.periods) from meta.about as about)
    and indicator in ('industrial_value_added', 'fixed_asset_investment')
order by indicator desc, rank asc, division_code asc;
