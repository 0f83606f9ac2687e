with

progress as (
    select * from {{ ref('stg_project_progress__progress') }}
    where invested_ytd_cny is not null
),

bounds as (
    {{ check_bounds('ytd_investment_falls', ['tolerance_cny']) }}
),

-- a correction replaces the earlier month's delivery; then nothing falls any more. The
-- year begins at 0, so that a first figure below it is a negative month as well
dated as (
    select
        *,
        lag(period) over earlier as earlier_period,
        lag(invested_ytd_cny) over earlier as earlier_ytd_cny,
    from progress
    window earlier as (partition by project_id, year(period) order by period)
),

fallen as (
    select dated.*
    from dated
    cross join bounds
    where
        coalesce(dated.earlier_ytd_cny, 0) - dated.invested_ytd_cny
        > bounds.tolerance_cny
),

final as (
    select
        period,
        'project' as unit_kind,
        project_id as unit_id,
        'ytd_investment_falls' as check_id,
        source_delivery_id as delivery_id,
        source_row_number,
        json_object(
            'invested_ytd_cny', invested_ytd_cny,
            'earlier_ytd_cny', earlier_ytd_cny,
            'earlier_period', earlier_period
        ) as evidence,
    from fallen
)

select * from final
