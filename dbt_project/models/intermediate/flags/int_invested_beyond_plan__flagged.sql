with

sized as (
    select * from {{ ref('int_projects__sized') }}
),

progress as (
    select * from {{ ref('int_project_progress__known') }}
),

revisions as (
    select * from {{ ref('int_plan_revisions__known') }}
),

-- a request as it stands by then: one approved later, or withdrawn, is another matter
requested as (
    select distinct
        period,
        project_id,
    from revisions
    where not is_approved
),

outrun as (
    select
        sized.period,
        sized.project_id,
        sized.approved_total_cny,
        progress.invested_since_start_cny,
        progress.source_delivery_id,
        progress.source_row_number,
        requested.project_id is not null as is_revision_requested,
    from sized
    inner join progress
        on
            sized.period = progress.period
            and sized.project_id = progress.project_id
    left outer join requested
        on
            sized.period = requested.period
            and sized.project_id = requested.project_id
    where progress.invested_since_start_cny > sized.approved_total_cny
),

final as (
    select
        period,
        'project' as unit_kind,
        project_id as unit_id,
        'invested_beyond_plan' as check_id,
        source_delivery_id as delivery_id,
        source_row_number,
        json_object(
            'approved_total_cny', approved_total_cny,
            'invested_since_start_cny', invested_since_start_cny,
            'beyond_plan_cny', invested_since_start_cny - approved_total_cny,
            'is_revision_requested', is_revision_requested
        ) as evidence,
    from outrun
)

select * from final
