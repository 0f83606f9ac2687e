-- the registered firm nearest below the line in force, under every regime of its family
with

latest as (
    select list_max(periods) as period
    from meta.about
),

nearest as (
    select facts.enterprise_id
    from marts.fct_enterprise_scope as facts
    inner join latest
        on facts.period = latest.period
    where
        facts.is_in_force
        and facts.is_registered
        and facts.regime_family = 'industry'
        and facts.scope_status = 'below_threshold'
    order by facts.line_cny - facts.measure_cny, facts.enterprise_id
    limit 1
)

select
    facts.enterprise_id,
    facts.regime_id,
    facts.is_in_force,
    facts.rule_id,
    facts.measure_cny,
    facts.line_cny,
    facts.scope_status,
from marts.fct_enterprise_scope as facts
inner join latest
    on facts.period = latest.period
inner join nearest
    on facts.enterprise_id = nearest.enterprise_id
where facts.regime_family = 'industry'
order by facts.regime_id;
