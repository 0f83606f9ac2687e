with

periods as (
    select * from {{ ref('int_periods__modelled') }}
),

regimes as (
    select * from {{ ref('int_regimes__stated') }}
),

regime_periods as (
    select * from {{ ref('regime_periods') }}
    where survey_kind = 'periodic'
),

bounds as (
    select
        min(period) - interval 2 year as first_period,
        max(period) as last_period,
    from periods
),

-- two years more than the facts, so that a year before each period can be looked up
months as (
    select
        unnest(generate_series(first_period, last_period, interval 1 month))
            as month_on,
    from bounds
),

final as (
    select
        cast(months.month_on as date) as period,
        regimes.regime_id,
        regimes.regime_family,
        regimes.unit_kind,
    from months
    inner join regime_periods
        on
            months.month_on >= coalesce(regime_periods.valid_from, months.month_on)
            and (
                regime_periods.valid_to is null
                or months.month_on < regime_periods.valid_to
            )
    inner join regimes
        on regime_periods.regime_id = regimes.regime_id
)

select * from final
