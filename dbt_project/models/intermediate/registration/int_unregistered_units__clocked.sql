with

projects as (
    select * from {{ ref('int_projects__unregistered') }}
),

enterprises as (
    select * from {{ ref('int_enterprises__unregistered') }}
),

reasons as (
    select * from {{ ref('int_reasons__ordered') }}
),

deadlines as (
    select * from {{ ref('deadlines') }}
),

working_days as (
    select * from {{ ref('int_working_days__numbered') }}
),

listed as (
    select distinct
        period,
        'project' as unit_kind,
        project_id as unit_id,
        division_code,
    from projects
    union all
    select distinct
        period,
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
        division_code,
    from enterprises
),

-- clocks run on the last day of the period, never on the day of the run
clocked as (
    select
        *,
        last_day(period) as last_day_on,
        min(period) over (partition by unit_kind, unit_id) as first_seen_period,
    from listed
),

reasoned as (
    select
        clocked.*,
        reasons.primary_reason as reason,
    from clocked
    inner join reasons
        on
            clocked.period = reasons.period
            and clocked.unit_kind = reasons.unit_kind
            and clocked.unit_id = reasons.unit_id
),

allowed as (
    {{ nearest_deadlines('reasoned') }}
),

due as (
    select
        allowed.*,
        due_days.calendar_day as due_on,
    from allowed
    left join working_days as first_days
        on last_day(allowed.first_seen_period) = first_days.calendar_day
    left join working_days as due_days
        on
            first_days.working_day_number + allowed.days_allowed
            = due_days.working_day_number
            and due_days.is_working_day
),

final as (
    select
        period,
        unit_kind,
        unit_id,
        first_seen_period,
        days_allowed,
        date_diff('day', last_day(first_seen_period), last_day_on) as days_open,
        due_on,
        if(last_day_on > due_on, date_diff('day', due_on, last_day_on), 0)
        + if(due_on is null, null, 0) as days_overdue,
    from due
)

select * from final
