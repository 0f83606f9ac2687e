-- which source sized the industrial firms of the last period
select
    facts.sizing_source,
    count(*) as units,
    count(facts.measure_cny) as units_with_a_measure,
    sum(facts.measure_cny) as measure_cny,
from marts.fct_enterprise_scope as facts
where
    facts.period = (select list_max(about.periods) from meta.about as about)
    and facts.is_in_force
    and facts.regime_family = 'industry'
group by facts.sizing_source
order by units desc, facts.sizing_source asc;
