{{ config(meta={
    'who_acts': 'engineer',
    'dagster': {'ref': {'name': 'rpt_unit_check_coverage'}},
}) }}
{#-
    Every edit rule stands in every modelled month, says why where units were not
    assessed, and flags nothing where it could assess nothing. Evidence: the rule, the
    month and what is wrong.
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
    select
        period,
        check_id,
        'flags where nothing was assessed' as finding,
    from coverage
    where units_flagged > 0 and units_assessed = 0
),

final as (
    select * from silent
    union all
    select * from unexplained
    union all
    select * from baseless
)

select * from final
