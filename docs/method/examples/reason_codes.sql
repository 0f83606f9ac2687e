-- the reasons, in order of precedence, and who acts
select
    unit_kind,
    precedence,
    reason,
    label_zh,
    label_en,
    who_acts_en,
from meta.reason_codes
order by unit_kind desc, precedence asc;
