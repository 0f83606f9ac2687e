with

progress as (
    select * from {{ ref('stg_project_progress__progress') }}
),

projects as (
    select * from {{ ref('int_projects__in_force') }}
),

-- an empty cell is unknown, which is not zero
idle as (
    select
        progress.period,
        progress.project_id,
        progress.invested_ytd_cny,
        projects.started_on,
        progress.source_delivery_id,
        progress.source_row_number,
    from progress
    inner join projects
        on
            progress.period = projects.period
            and progress.project_id = projects.project_id
    where
        projects.construction_status = 'under_construction'
        and progress.invested_ytd_cny = 0
),

final as (
    select
        period,
        'project' as unit_kind,
        project_id as unit_id,
        'zero_progress' as check_id,
        source_delivery_id as delivery_id,
        source_row_number,
        json_object('invested_ytd_cny', invested_ytd_cny, 'started_on', started_on)
            as evidence,
    from idle
)

select * from final
