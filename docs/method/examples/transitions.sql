-- what the two changes of 2011 did to the units of the last period
select
    comparison_id,
    transition,
    sum(units) as units,
    sum(measure_cny) as measure_cny,
from marts.rpt_scope_transitions
where
    period = (select list_max(about.periods) from meta.about as about)
    and length(division_code) = 6
    and comparison_id in ('ind_2007_to_ind_2011', 'fai_1997_to_fai_2011')
group by comparison_id, transition
order by comparison_id desc, units desc;
