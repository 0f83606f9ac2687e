{{ config(meta={
    'dagster': {'ref': {'name': 'scope_rules'}},
    'who_acts': 'engineer',
    'description': 'Each class has exactly one regime in every month since its first.',
}) }}

with

rules as (
    select distinct
        regime_id,
        scope_class,
    from {{ ref('scope_rules') }}
),

regimes as (
    select * from {{ ref('regimes') }}
),

regime_periods as (
    select * from {{ ref('regime_periods') }}
),

-- the months from a year before the first bound to a year after the last one
bounds as (
    select
        least(min(valid_from), min(valid_to)) - interval 1 year as first_month,
        greatest(max(valid_from), max(valid_to)) + interval 1 year as last_month,
    from regime_periods
),

months as (
    select
        unnest(generate_series(first_month, last_month, interval 1 month))
            as month_on,
    from bounds
),

class_periods as (
    select
        regimes.regime_family,
        rules.scope_class,
        regime_periods.survey_kind,
        rules.regime_id,
        coalesce(regime_periods.valid_from, bounds.first_month) as valid_from,
        coalesce(regime_periods.valid_to, bounds.last_month + interval 1 day)
            as valid_to,
    from rules
    inner join regimes
        on rules.regime_id = regimes.regime_id
    left join regime_periods
        on rules.regime_id = regime_periods.regime_id
    cross join bounds
),

classes as (
    select
        regime_family,
        scope_class,
        survey_kind,
        min(valid_from) as first_month,
    from class_periods
    group by regime_family, scope_class, survey_kind
),

calendar as (
    select
        classes.regime_family,
        classes.scope_class,
        classes.survey_kind,
        months.month_on,
        count(class_periods.regime_id) as regimes_in_force,
    from classes
    inner join months
        on classes.first_month <= months.month_on
    left join class_periods
        on
            classes.regime_family = class_periods.regime_family
            and classes.scope_class = class_periods.scope_class
            and classes.survey_kind = class_periods.survey_kind
            and months.month_on >= class_periods.valid_from
            and months.month_on < class_periods.valid_to
    group by all
),

breaches as (
    select *
    from calendar
    where regimes_in_force != 1
),

-- a class without a survey kind was never examined, nor anything in an empty calendar
unexamined as (
    select
        rules.regime_id as regime_family,
        rules.scope_class,
        'periodic and annual' as survey_kind,
        cast(null as date) as month_on,
        count(distinct regime_periods.survey_kind) as regimes_in_force,
    from rules
    left join regime_periods
        on rules.regime_id = regime_periods.regime_id
    group by rules.regime_id, rules.scope_class
    having count(distinct regime_periods.survey_kind) != 2
    union all
    select
        'no month examined' as regime_family,
        null as scope_class,
        null as survey_kind,
        null as month_on,
        count(*) as regimes_in_force,
    from calendar
    having count(*) = 0
)

select * from breaches
union all
select * from unexamined
