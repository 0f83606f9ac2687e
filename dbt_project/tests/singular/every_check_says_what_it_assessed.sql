{{ config(severity='warn', meta={
    'who_acts': 'engineer',
    'dagster': {'ref': {'name': 'rpt_unit_check_coverage'}},
}) }}
{#-
    Every edit rule stands in every modelled month, says why where units were not
    assessed, and flags no listed unit where it could assess none. A unit on no list may
    well be flagged: it is not among those that the rule should look at. It warns only:
    a list for review that miscounts must be seen, and never keeps figures from
    publication.
    Evidence: the rule, the month and what is wrong.
-#}
with

periods as (
    select * from {{ ref('int_periods__modelled') }}
),

unit_checks as (
    select * from {{ ref('unit_checks') }}
),

coverage as (
    select * from {{ ref('rpt_unit_check_coverage') }}
),

flags as (
    select * from {{ ref('rpt_unit_flags') }}
),

enterprises as (
    select * from {{ ref('int_enterprises__in_force') }}
),

projects as (
    select * from {{ ref('int_projects__in_force') }}
),

listed as (
    select
        period,
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
    from enterprises
    union all
    select
        period,
        'project' as unit_kind,
        project_id as unit_id,
    from projects
),

silent as (
    select
        periods.period,
        unit_checks.check_id,
        'no row' as finding,
    from periods
    cross join unit_checks
    left outer join coverage
        on
            periods.period = coverage.period
            and unit_checks.check_id = coverage.check_id
    where coverage.period is null
),

unexplained as (
    select
        period,
        check_id,
        'units not assessed without a reason' as finding,
    from coverage
    where not_assessed != 0 and reason_not_assessed is null
),

baseless as (
    select distinct
        coverage.period,
        coverage.check_id,
        'flags where nothing was assessed' as finding,
    from coverage
    inner join flags
        on
            coverage.period = flags.period
            and coverage.check_id = flags.check_id
            and coverage.unit_kind = flags.unit_kind
    inner join listed
        on
            flags.period = listed.period
            and flags.unit_kind = listed.unit_kind
            and flags.unit_id = listed.unit_id
    where coverage.units_assessed = 0
),

final as (
    select * from silent
    union all
    select * from unexplained
    union all
    select * from baseless
)

select * from final
