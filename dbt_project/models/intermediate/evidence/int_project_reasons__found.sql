with

unregistered as (
    select * from {{ ref('int_projects__unregistered') }}
),

projects as (
    select * from {{ ref('int_projects__in_force') }}
),

sized as (
    select * from {{ ref('int_projects__sized') }}
),

progress as (
    select * from {{ ref('int_project_progress__known') }}
),

evidence as (
    select * from {{ ref('int_project_evidence__assessed') }}
),

enterprises as (
    select * from {{ ref('int_enterprises__in_force') }}
),

periods as (
    select * from {{ ref('int_periods__modelled') }}
),

-- without a directory nothing can be said of an owner
owners as (
    select
        unregistered.period,
        unregistered.project_id,
        'owner_not_in_directory' as reason,
    from unregistered
    inner join projects
        on
            unregistered.period = projects.period
            and unregistered.project_id = projects.project_id
    inner join periods
        on unregistered.period = periods.period
    left outer join enterprises
        on
            projects.period = enterprises.period
            and projects.owner_id = enterprises.enterprise_id
    where
        periods.enterprise_list_period is not null
        and projects.owner_id is not null
        and enterprises.enterprise_id is null
),

papers as (
    select
        unregistered.period,
        unregistered.project_id,
        evidence.missing_documents,
        evidence.has_nonconforming,
        evidence.has_expired,
    from unregistered
    inner join evidence
        on
            unregistered.period = evidence.period
            and unregistered.project_id = evidence.project_id
),

missing as (
    select
        period,
        project_id,
        'missing_document' as reason,
    from papers
    where len(missing_documents) > 0
),

nonconforming as (
    select
        period,
        project_id,
        'nonconforming_document' as reason,
    from papers
    where has_nonconforming
),

expired as (
    select
        period,
        project_id,
        'expired_document' as reason,
    from papers
    where has_expired
),

-- gross against gross, whether or not a revision has been requested
outrun as (
    select
        unregistered.period,
        unregistered.project_id,
        'plan_revision_pending' as reason,
    from unregistered
    inner join sized
        on
            unregistered.period = sized.period
            and unregistered.project_id = sized.project_id
    inner join progress
        on
            unregistered.period = progress.period
            and unregistered.project_id = progress.project_id
    where progress.invested_since_start_cny > sized.approved_total_cny
),

hindrances as (
    select * from owners
    union all
    select * from missing
    union all
    select * from nonconforming
    union all
    select * from expired
    union all
    select * from outrun
),

ready as (
    select
        unregistered.period,
        unregistered.project_id,
        'ready_to_file' as reason,
    from unregistered
    left outer join hindrances
        on
            unregistered.period = hindrances.period
            and unregistered.project_id = hindrances.project_id
    where hindrances.project_id is null
),

final as (
    select * from hindrances
    union all
    select * from ready
)

select * from final
