-- the annual survey of the last year that is over
select
    year,
    regime_id,
    scope_status,
    count(*) as units,
    sum(measure_cny) as measure_cny,
from marts.fct_annual_scope
where year = (select max(facts.year) from marts.fct_annual_scope as facts)
group by year, regime_id, scope_status
order by regime_id, scope_status;
