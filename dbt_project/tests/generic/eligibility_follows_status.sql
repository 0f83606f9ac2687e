{#- A unit is eligible exactly when in scope, and neither way when unknown. -#}
{% test eligibility_follows_status(model) %}
select *
from {{ model }}
where
    is_eligible is distinct from
    case scope_status when 'unknown' then null else scope_status = 'in_scope' end
{% endtest %}
