{{ config(meta={
    'dagster': {'ref': {'name': 'fct_enterprise_scope'}},
    'who_acts': 'engineer',
    'description': 'No listed unit or project loses its row on the way to the facts.',
}) }}

with

periods as (
    select * from {{ ref('int_periods__modelled') }}
    where is_in_run
),

enterprises as (
    select * from {{ ref('int_enterprises__in_force') }}
),

projects as (
    select * from {{ ref('int_projects__in_force') }}
),

classed_codes as (
    select * from {{ ref('int_industry_codes__classed') }}
),

regimes as (
    select * from {{ ref('int_regimes__stated') }}
),

enterprise_scope as (
    select * from {{ ref('fct_enterprise_scope') }}
),

project_scope as (
    select * from {{ ref('fct_project_scope') }}
),

expected as (
    select
        enterprises.period,
        classed_codes.regime_id,
        count(*) as units,
    from enterprises
    inner join classed_codes
        on
            enterprises.industry_edition = classed_codes.industry_edition
            and enterprises.industry_code = classed_codes.industry_code
    group by enterprises.period, classed_codes.regime_id
    union all
    select
        projects.period,
        regimes.regime_id,
        count(*) as units,
    from projects
    inner join regimes
        on regimes.unit_kind = 'project'
    group by projects.period, regimes.regime_id
),

found as (
    select
        period,
        regime_id,
        count(*) as units,
    from enterprise_scope
    group by period, regime_id
    union all
    select
        period,
        regime_id,
        count(*) as units,
    from project_scope
    group by period, regime_id
)

select
    expected.period,
    expected.regime_id,
    expected.units as units_expected,
    coalesce(found.units, 0) as units_found,
from expected
inner join periods
    on expected.period = periods.period
left join found
    on
        expected.period = found.period
        and expected.regime_id = found.regime_id
where coalesce(found.units, 0) != expected.units
