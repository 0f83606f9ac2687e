-- industrial value added by section
select
    section_code,
    current_units,
    prior_units,
    current_cny,
    comparable_base_cny,
    comparable_growth,
    matched_growth,
from marts.rpt_growth_by_section
where
    period = (select list_max(about.periods) from meta.about as about)
    and length(division_code) = 6
    and indicator = 'industrial_value_added'
order by section_code;
