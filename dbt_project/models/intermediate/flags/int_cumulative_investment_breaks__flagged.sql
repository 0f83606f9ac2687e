with

progress as (
    select * from {{ ref('stg_project_progress__progress') }}
),

bounds as (
    {{ check_bounds('cumulative_investment_breaks', ['tolerance_cny']) }}
),

decembers as (
    select
        project_id,
        year(period) + 1 as next_year,
        invested_since_start_cny as december_cny,
    from progress
    where month(period) = 12
),

added_up as (
    select
        progress.*,
        decembers.december_cny,
        decembers.december_cny + progress.invested_ytd_cny as expected_cny,
    from progress
    inner join decembers
        on
            progress.project_id = decembers.project_id
            and year(progress.period) = decembers.next_year
),

-- an empty cell on either side is unknown, and nothing is said of it
broken as (
    select added_up.*
    from added_up
    cross join bounds
    where
        abs(added_up.invested_since_start_cny - added_up.expected_cny)
        > bounds.tolerance_cny
),

final as (
    select
        period,
        'project' as unit_kind,
        project_id as unit_id,
        'cumulative_investment_breaks' as check_id,
        source_delivery_id as delivery_id,
        source_row_number,
        json_object(
            'invested_since_start_cny', invested_since_start_cny,
            'december_cny', december_cny,
            'invested_ytd_cny', invested_ytd_cny,
            'difference_cny', invested_since_start_cny - expected_cny
        ) as evidence,
    from broken
)

select * from final
