with

periods as (
    select * from {{ ref('int_periods__modelled') }}
),

regimes as (
    select * from {{ ref('regimes') }}
),

regime_periods as (
    select * from {{ ref('regime_periods') }}
    where survey_kind = 'periodic'
),

-- two years more than the facts, so that a year before each period can be looked up
months as (
    select cast(unnest(generate_series(
        min(period) - interval 2 year, max(period), interval 1 month
    )) as date) as period
    from periods
),

final as (
    select
        months.period,
        regimes.regime_id,
        regimes.regime_family,
        regimes.unit_kind,
    from months
    inner join regime_periods
        on
            months.period >= coalesce(regime_periods.valid_from, months.period)
            and (
                regime_periods.valid_to is null
                or months.period < regime_periods.valid_to
            )
    inner join regimes
        on regime_periods.regime_id = regimes.regime_id
)

select * from final
