with

progress as (
    select * from {{ ref('stg_project_progress__progress') }}
),

periods as (
    select * from {{ ref('int_periods__modelled') }}
),

-- investment since the start accumulates: the last figure given stands until the next
dated as (
    select
        *,
        period as known_from,
        lead(period) over (partition by project_id order by period) as known_until,
    from progress
    where invested_since_start_cny is not null
),

final as (
    select
        periods.period,
        dated.project_id,
        dated.known_from,
        dated.invested_since_start_cny,
        dated.source_delivery_id,
        dated.source_row_number,
    from dated
    inner join periods
        on
            dated.known_from <= periods.period
            and coalesce(dated.known_until > periods.period, true)
)

select * from final
