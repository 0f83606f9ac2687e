-- how many units each check looked at in the last period, and why not at the others
select
    check_id,
    unit_kind,
    units_listed,
    units_assessed,
    units_flagged,
    not_assessed,
    reason_not_assessed,
from marts.rpt_unit_check_coverage
where period = (select list_max(about.periods) from meta.about as about)
order by check_id, unit_kind;
