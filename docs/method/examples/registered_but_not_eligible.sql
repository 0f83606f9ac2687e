-- registered units that the rules in force no longer keep
select
    unit_kind,
    regime_id,
    scope_status,
    count(*) as units,
    sum(measure_cny) as measure_cny,
from marts.rpt_registered_ineligible
where period = (select list_max(about.periods) from meta.about as about)
group by unit_kind, regime_id, scope_status
order by unit_kind, regime_id, scope_status;
