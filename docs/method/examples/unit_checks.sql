-- the catalogue of checks on units
select
    check_id,
    severity,
    name_zh,
    name_en,
    who_acts,
from meta.unit_checks
order by check_id;
