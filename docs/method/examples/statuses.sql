-- what became of every unit of the last period under the regimes in force
with

verdicts as (
    select
        period,
        regime_family,
        scope_status,
        measure_cny,
    from marts.fct_enterprise_scope
    where is_in_force
    union all
    select
        period,
        regime_family,
        scope_status,
        measure_cny,
    from marts.fct_project_scope
    where is_in_force
)

select
    regime_family,
    scope_status,
    count(*) as units,
    sum(measure_cny) as measure_cny,
from verdicts
where period = (select list_max(about.periods) from meta.about as about)
group by regime_family, scope_status
order by regime_family, scope_status;
