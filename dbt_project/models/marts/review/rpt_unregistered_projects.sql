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

clocks as (
    select * from {{ ref('int_unregistered_units__clocked') }}
    where unit_kind = 'project'
),

handlings as (
    select * from {{ ref('int_unit_handlings__resolved') }}
    where unit_kind = 'project'
),

windows as (
    select * from {{ ref('int_entry_windows__resolved') }}
    where entry_route = 'project'
),

final as (
    select
        unregistered.period,
        unregistered.project_id,
        projects.project_name,
        unregistered.division_code,
        projects.owner_id,
        projects.owner_name,
        unregistered.regime_id,
        unregistered.measure_cny,
        unregistered.threshold_cny,
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
        clocks.first_seen_period,
        clocks.days_open,
        clocks.due_on,
        clocks.days_overdue,
        windows.next_window_on,
        handlings.handling_state,
        handlings.responsible,
        handlings.promised_on,
        handlings.remark,
        projects.source_delivery_id,
        projects.source_row_number,
    from unregistered
    inner join clocks
        on
            unregistered.period = clocks.period
            and unregistered.project_id = clocks.unit_id
    left outer join handlings
        on
            unregistered.period = handlings.period
            and unregistered.project_id = handlings.unit_id
    left outer join windows
        on
            unregistered.period = windows.period
            and unregistered.division_code = windows.division_code
    inner join projects
        on
            unregistered.period = projects.period
            and unregistered.project_id = projects.project_id
    inner join sized
        on
            unregistered.period = sized.period
            and unregistered.project_id = sized.project_id
    inner join evidence
        on
            unregistered.period = evidence.period
            and unregistered.project_id = evidence.project_id
    inner join reasons
        on
            unregistered.period = reasons.period
            and unregistered.project_id = reasons.unit_id
    left outer join progress
        on
            unregistered.period = progress.period
            and unregistered.project_id = progress.project_id
)

select * from final
