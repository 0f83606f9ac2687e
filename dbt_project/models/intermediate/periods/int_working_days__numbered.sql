with

periods as (
    select * from {{ ref('int_periods__modelled') }}
),

exceptions as (
    select * from {{ ref('working_day_exceptions') }}
),

-- two years beyond the facts: a deadline may end there
days as (
    select
        cast(
            unnest(
                generate_series(
                    min(period),
                    last_day(max(period)) + interval 2 year,
                    interval 1 day
                )
            ) as date
        ) as calendar_day,
    from periods
),

marked as (
    select
        days.calendar_day,
        coalesce(exceptions.is_working_day, isodow(days.calendar_day) < 6)
            as is_working_day,
    from days
    left join exceptions
        on days.calendar_day = exceptions.calendar_day
),

final as (
    select
        calendar_day,
        is_working_day,
        count_if(is_working_day) over (order by calendar_day) as working_day_number,
    from marked
)

select * from final
