with

periods as (
    select * from {{ ref('int_periods__modelled') }}
),

bounds as (
    select
        year(min(period)) as first_year,
        year(max(period)) as last_year,
        max(period) as last_period,
    from periods
),

years as (
    select cast(unnest(generate_series(first_year, last_year)) as integer) as year
    from bounds
),

ended as (
    select
        years.year,
        make_date(years.year, 12, 1) as december_period,
    from years
    cross join bounds
    where make_date(years.year, 12, 1) <= bounds.last_period
),

-- a December in which nothing was delivered has the lists of the month before it
final as (
    select
        ended.year,
        make_date(ended.year, 1, 1) as year_on,
        max(periods.period) as status_period,
    from ended
    inner join periods
        on ended.december_period >= periods.period
    group by ended.year
)

select * from final
