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

reasons as (
    select * from {{ ref('int_reasons__ordered') }}
    where unit_kind = 'project'
),

-- clocks run on the last day of the period, never on the day of the run
clocked as (
    select
        *,
        min(period) over (partition by project_id) as first_seen_period,
    from unregistered
),

final as (
    select
        clocked.period,
        clocked.project_id,
        projects.project_name,
        clocked.division_code,
        projects.owner_id,
        projects.owner_name,
        clocked.regime_id,
        clocked.measure_cny,
        clocked.threshold_cny,
        sized.approved_total_cny as planned_total_cny,
        progress.invested_since_start_cny,
        reasons.primary_reason,
        reasons.primary_reason_zh,
        reasons.primary_reason_en,
        reasons.reasons,
        reasons.who_acts_zh,
        reasons.who_acts_en,
        evidence.missing_documents,
        evidence.faulty_documents,
        projects.department,
        projects.leader,
        clocked.first_seen_period,
        cast(null as date) as due_on,
        cast(null as bigint) as days_overdue,
        cast(null as date) as next_window_on,
        projects.source_delivery_id,
        projects.source_row_number,
        date_diff(
            'day', last_day(clocked.first_seen_period), last_day(clocked.period)
        ) as days_open,
    from clocked
    inner join projects
        on
            clocked.period = projects.period
            and clocked.project_id = projects.project_id
    inner join sized
        on
            clocked.period = sized.period
            and clocked.project_id = sized.project_id
    inner join evidence
        on
            clocked.period = evidence.period
            and clocked.project_id = evidence.project_id
    inner join reasons
        on
            clocked.period = reasons.period
            and clocked.project_id = reasons.unit_id
    left outer join progress
        on
            clocked.period = progress.period
            and clocked.project_id = progress.project_id
)

select * from final
