with

registered as (
    select * from {{ ref('int_projects__registered') }}
    where is_registered
),

sized as (
    select * from {{ ref('int_projects__sized') }}
),

progress as (
    select * from {{ ref('int_project_progress__known') }}
),

revisions as (
    select * from {{ ref('int_plan_revisions__known') }}
),

projects as (
    select * from {{ ref('int_projects__in_force') }}
),

requested as (
    select distinct
        period,
        project_id,
    from revisions
    where not is_approved
),

final as (
    select
        registered.period,
        registered.project_id,
        projects.project_name,
        projects.division_code,
        sized.approved_total_cny,
        progress.invested_since_start_cny,
        cast(
            progress.invested_since_start_cny - sized.approved_total_cny
            as decimal(18, 2)
        ) as uncounted_cny,
        if(requested.project_id is null, 'not_requested', 'requested')
            as revision_state,
        projects.department,
        projects.leader,
        progress.source_delivery_id,
        progress.source_row_number,
    from registered
    inner join sized
        on
            registered.period = sized.period
            and registered.project_id = sized.project_id
    inner join projects
        on
            registered.period = projects.period
            and registered.project_id = projects.project_id
    inner join progress
        on
            registered.period = progress.period
            and registered.project_id = progress.project_id
    left outer join requested
        on
            registered.period = requested.period
            and registered.project_id = requested.project_id
    where progress.invested_since_start_cny > sized.approved_total_cny
)

select * from final
