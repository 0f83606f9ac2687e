-- how many units each check flags in the last period
select
    check_id,
    severity,
    unit_kind,
    count(distinct unit_id) as units,
from marts.rpt_unit_flags
where period = (select list_max(about.periods) from meta.about as about)
group by check_id, severity, unit_kind
order by check_id, unit_kind;
