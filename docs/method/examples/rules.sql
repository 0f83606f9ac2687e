-- every rule of the regulations: what is measured, and the line
select
    rule_id,
    measure,
    condition,
    if(threshold_unit = 'cny', threshold, null) as threshold_cny,
    if(threshold_unit = 'persons', cast(threshold as integer), null)
        as threshold_persons,
    without_value,
from meta.rules
where not is_what_if
order by unit_kind, regime_id, scope_class, alternative;
