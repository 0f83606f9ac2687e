with

progress as (
    select * from {{ ref('stg_project_progress__progress') }}
    where invested_ytd_cny is not null
),

projects as (
    select * from {{ ref('int_projects__in_force') }}
    where construction_status = 'completed'
),

bounds as (
    {{ check_bounds('investment_after_completion', ['tolerance_cny']) }}
),

-- what was added since the report before; in the year's first report, since December
added as (
    select
        *,
        invested_ytd_cny - coalesce(lag(invested_ytd_cny) over earlier, 0)
            as added_cny,
        coalesce(lag(period) over earlier, make_date(year(period) - 1, 12, 1))
            as added_since,
    from progress
    window earlier as (partition by project_id, year(period) order by period)
),

-- in the month of completion itself work was still done: completed by then already
late as (
    select
        added.*,
        completed_before.list_period,
    from added
    inner join projects
        on
            added.period = projects.period
            and added.project_id = projects.project_id
    inner join projects as completed_before
        on
            added.added_since = completed_before.period
            and added.project_id = completed_before.project_id
    cross join bounds
    where added.added_cny > bounds.tolerance_cny
),

final as (
    select
        period,
        'project' as unit_kind,
        project_id as unit_id,
        'investment_after_completion' as check_id,
        source_delivery_id as delivery_id,
        source_row_number,
        json_object(
            'added_cny', added_cny,
            'invested_ytd_cny', invested_ytd_cny,
            'completed_by', list_period
        ) as evidence,
    from late
)

select * from final
