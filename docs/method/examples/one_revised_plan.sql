-- the project whose approved total moved most, before and after the approval counted
with

stated as (
    select
        facts.project_id,
        facts.period,
        facts.approved_total_cny,
        facts.working_capital_cny,
        facts.measure_cny,
        deliveries.register as stated_in,
        facts.approved_total_cny
        - lag(facts.approved_total_cny) over (
            partition by facts.project_id
            order by facts.period
        ) as step_cny,
    from marts.fct_project_scope as facts
    inner join meta.deliveries as deliveries
        on
            facts.measure_delivery_id = deliveries.delivery_id
            and deliveries.state = 'accepted'
    where facts.is_in_force
),

moved as (
    select
        project_id,
        period,
    from stated
    where stated_in = 'plan_revisions' and step_cny != 0
    order by step_cny desc, project_id asc
    limit 1
)

select
    stated.project_id,
    stated.period,
    stated.approved_total_cny,
    stated.working_capital_cny,
    stated.measure_cny,
    stated.stated_in,
from stated
inner join moved
    on
        stated.project_id = moved.project_id
        and stated.period >= moved.period - interval 1 month
        and stated.period <= moved.period
order by stated.period;
