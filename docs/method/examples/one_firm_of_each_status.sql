-- for each status the largest industrial firm that has it
select
    facts.scope_status,
    facts.enterprise_id,
    enterprises.unit_type,
    enterprises.operating_status,
    facts.measure_cny,
    facts.threshold_cny,
    facts.is_rule_met,
    facts.is_eligible,
from marts.fct_enterprise_scope as facts
inner join marts.dim_enterprises as enterprises
    on facts.enterprise_id = enterprises.enterprise_id
where
    facts.period = (select list_max(about.periods) from meta.about as about)
    and facts.is_in_force
    and facts.regime_family = 'industry'
qualify
    row_number() over (
        partition by facts.scope_status
        order by facts.measure_cny desc nulls last, facts.enterprise_id asc
    ) = 1
order by
    list_position(
        [
            'not_a_legal_unit',
            'not_operating',
            'unknown',
            'in_scope',
            'below_threshold'
        ],
        facts.scope_status
    );
