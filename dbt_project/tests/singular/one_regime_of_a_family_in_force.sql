{{ config(meta={
    'dagster': {'ref': {'name': 'regime_periods'}},
    'who_acts': 'engineer',
    'description': 'No two regimes of a family hold for one survey kind and date.',
}) }}

with

regime_periods as (
    select
        regimes.regime_family,
        periods.regime_id,
        periods.survey_kind,
        coalesce(periods.valid_from, date '0001-01-01') as valid_from,
        coalesce(periods.valid_to, date '9999-12-31') as valid_to,
    from {{ ref('regime_periods') }} as periods
    inner join {{ ref('regimes') }} as regimes
        on periods.regime_id = regimes.regime_id
),

overlapping as (
    select
        earlier.regime_family,
        earlier.survey_kind,
        earlier.regime_id,
        later.regime_id as other_regime_id,
        later.valid_from as overlap_from,
    from regime_periods as earlier
    inner join regime_periods as later
        on
            earlier.regime_family = later.regime_family
            and earlier.survey_kind = later.survey_kind
            and earlier.regime_id != later.regime_id
            and earlier.valid_from <= later.valid_from
            and earlier.valid_to > later.valid_from
),

backwards as (
    select
        regime_family,
        survey_kind,
        regime_id,
        regime_id as other_regime_id,
        valid_from as overlap_from,
    from regime_periods
    where valid_from >= valid_to
)

select * from overlapping
union all
select * from backwards
