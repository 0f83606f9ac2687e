with

routed as (
    select * from {{ ref('int_enterprises__routed') }}
),

projects as (
    select * from {{ ref('int_projects__unregistered') }}
),

listed_projects as (
    select * from {{ ref('int_projects__in_force') }}
),

listed_enterprises as (
    select * from {{ ref('int_enterprises__in_force') }}
),

windows as (
    select * from {{ ref('batch_windows') }}
),

places as (
    select distinct
        period,
        division_code,
        entry_route,
    from routed
    union
    select distinct
        period,
        division_code,
        'project' as entry_route,
    from projects
    union
    select distinct
        period,
        division_code,
        'project' as entry_route,
    from listed_projects
    union
    select distinct
        period,
        division_code,
        'annual' as entry_route,
    from listed_enterprises
),

years as (
    select
        *,
        unnest(generate_series(year(period) - 1, year(period) + 3)) as window_year,
    from places
),

-- the windows of the nearest place stand in for all others, then those of the year
candidates as (
    select
        years.*,
        windows.opens_month_day,
        windows.closes_month_day,
    from years
    inner join windows
        on
            years.entry_route = windows.entry_route
            and coalesce(years.window_year = windows.window_year, true)
            and starts_with(
                years.division_code, coalesce(windows.division_prefix, '')
            )
    qualify
        rank() over (
            partition by
                years.period,
                years.division_code,
                years.entry_route,
                years.window_year
            order by
                length(coalesce(windows.division_prefix, '')) desc,
                windows.window_year is null
        ) = 1
),

-- a window that closes on an earlier day than it opens runs into the next year
dated as (
    select
        *,
        cast(window_year || '-' || opens_month_day as date) as opens_on,
        cast(
            window_year
            + if(closes_month_day < opens_month_day, 1, 0)
            || '-'
            || closes_month_day as date
        ) as closes_on,
    from candidates
),

final as (
    select
        period,
        division_code,
        entry_route,
        bool_or(last_day(period) between opens_on and closes_on) as is_window_open,
        min(opens_on) filter (where last_day(period) <= closes_on) as next_window_on,
        list(
            struct_pack(opens_on := opens_on, closes_on := closes_on) order by opens_on
        ) filter (where last_day(period) <= closes_on) as windows_to_come,
    from dated
    group by period, division_code, entry_route
)

select * from final
