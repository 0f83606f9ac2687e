{{ config(meta={
    'who_acts': 'engineer',
    'dagster': {'ref': {'name': 'rpt_registration_coverage'}},
}) }}
{#-
    Units in scope = registered ones among them + rows of the unregistered lists, for
    every period with a register list, family and division; and the count of units in
    scope is that of the facts. Evidence: the division and its figures.
-#}
with

coverage as (
    select * from {{ ref('rpt_registration_coverage') }}
),

enterprise_scope as (
    select * from {{ ref('fct_enterprise_scope') }}
    where is_in_force and is_eligible
),

project_scope as (
    select * from {{ ref('fct_project_scope') }}
    where is_in_force and is_eligible
),

unregistered_enterprises as (
    select * from {{ ref('rpt_unregistered_enterprises') }}
),

unregistered_projects as (
    select * from {{ ref('rpt_unregistered_projects') }}
),

units as (
    select
        period,
        regime_id,
        division_code,
        1 as eligible,
        0 as unregistered,
    from enterprise_scope
    union all
    select
        period,
        regime_id,
        division_code,
        1 as eligible,
        0 as unregistered,
    from project_scope
    union all
    select
        period,
        regime_id,
        division_code,
        0 as eligible,
        1 as unregistered,
    from unregistered_enterprises
    union all
    select
        period,
        regime_id,
        division_code,
        0 as eligible,
        1 as unregistered,
    from unregistered_projects
),

levelled as (
    {{ division_levels('units') }}
),

counted as (
    select
        period,
        regime_id,
        division_code,
        sum(eligible) as eligible_in_facts,
        sum(unregistered) as listed_unregistered,
    from levelled
    group by period, regime_id, division_code
),

compared as (
    select
        coverage.eligible_units,
        coverage.registered_units,
        coverage.registered_eligible_units,
        coalesce(coverage.period, counted.period) as period,
        coalesce(coverage.regime_id, counted.regime_id) as regime_id,
        coalesce(coverage.division_code, counted.division_code) as division_code,
        coalesce(counted.eligible_in_facts, 0) as eligible_in_facts,
        coalesce(counted.listed_unregistered, 0) as listed_unregistered,
    from coverage
    full outer join counted
        on
            coverage.period = counted.period
            and coverage.regime_id = counted.regime_id
            and coverage.division_code = counted.division_code
)

select *
from compared
where
    eligible_units is distinct from eligible_in_facts
    or eligible_units != registered_eligible_units + listed_unregistered
    or registered_eligible_units > registered_units
    or (registered_units is null and listed_unregistered > 0)
