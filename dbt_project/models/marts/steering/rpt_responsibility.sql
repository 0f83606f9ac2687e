with

project_scope as (
    select * from {{ ref('fct_project_scope') }}
    where is_in_force
),

enterprise_scope as (
    select * from {{ ref('fct_enterprise_scope') }}
    where is_in_force
),

projects as (
    select * from {{ ref('int_projects__in_force') }}
),

progress as (
    select * from {{ ref('stg_project_progress__progress') }}
),

reasons as (
    select * from {{ ref('int_reasons__ordered') }}
),

clocks as (
    select * from {{ ref('int_unregistered_units__clocked') }}
),

-- a firm stands once, however many families it is eligible in
enterprise_units as (
    select
        period,
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
        any_value(division_code) as division_code,
        null as department,
        null as leader,
        coalesce(bool_or(is_eligible), false) as is_eligible,
        bool_or(is_registered) as is_registered,
        null as planned_total_cny,
        null as invested_ytd_cny,
        false as is_without_investment,
    from enterprise_scope
    group by period, enterprise_id
),

-- an empty cell is unknown, which is not zero
project_units as (
    select
        project_scope.period,
        'project' as unit_kind,
        project_scope.project_id as unit_id,
        project_scope.division_code,
        projects.department,
        projects.leader,
        coalesce(project_scope.is_eligible, false) as is_eligible,
        project_scope.is_registered,
        project_scope.approved_total_cny as planned_total_cny,
        progress.invested_ytd_cny,
        coalesce(
            project_scope.construction_status = 'under_construction'
            and progress.invested_ytd_cny = 0,
            false
        ) as is_without_investment,
    from project_scope
    inner join projects
        on
            project_scope.period = projects.period
            and project_scope.project_id = projects.project_id
    left join progress
        on
            project_scope.period = progress.period
            and project_scope.project_id = progress.project_id
),

units as (
    select * from project_units
    union all
    select * from enterprise_units
),

waiting as (
    select
        units.*,
        clocks.unit_id is not null as is_waiting,
        clocks.days_open,
        clocks.days_overdue,
        reasons.primary_reason,
    from units
    left join clocks
        on
            units.period = clocks.period
            and units.unit_kind = clocks.unit_kind
            and units.unit_id = clocks.unit_id
    left join reasons
        on
            units.period = reasons.period
            and units.unit_kind = reasons.unit_kind
            and units.unit_id = reasons.unit_id
),

-- what is known by county only has no township; what nobody answers for no holder
held as (
    select
        waiting.*,
        'township' as holder_kind,
        if(
            length(waiting.division_code) = 9, waiting.division_code, null
        ) as holder,
    from waiting
    union all
    select
        waiting.*,
        'department' as holder_kind,
        waiting.department as holder,
    from waiting
    where waiting.unit_kind = 'project'
    union all
    select
        waiting.*,
        'leader' as holder_kind,
        waiting.leader as holder,
    from waiting
    where waiting.unit_kind = 'project'
),

scored as (
    select
        period,
        left(division_code, 6) as county_code,
        holder_kind,
        holder,
        unit_kind,
        count(*) filter (where is_eligible) as eligible_units,
        count(is_registered) as judged_units,
        count(*) filter (where is_eligible and is_registered)
            as registered_eligible_units,
        count(*) filter (where is_waiting) as unregistered_units,
        count(*) filter (where is_waiting and primary_reason = 'ready_to_file')
            as ready_units,
        count(*) filter (where is_waiting and days_overdue > 0) as overdue_units,
        max(days_open) filter (where is_waiting) as longest_open_days,
        max(days_overdue) filter (where is_waiting) as longest_overdue_days,
        sum(planned_total_cny) filter (where is_waiting) as unregistered_planned_cny,
        sum(invested_ytd_cny) filter (where is_waiting) as unregistered_invested_cny,
        count(*) filter (where is_without_investment and is_eligible)
            as zero_investment_units,
        count(*) filter (
            where is_without_investment and is_eligible and is_registered
        ) as zero_investment_registered_units,
    from held
    group by
        period,
        left(division_code, 6),
        holder_kind,
        holder,
        unit_kind
),

-- without a register list nobody can be said to be missing from it
known as (
    select
        * replace (
            if(judged_units = 0, null, registered_eligible_units)
                as registered_eligible_units,
            if(judged_units = 0, null, unregistered_units) as unregistered_units,
            if(judged_units = 0, null, ready_units) as ready_units,
            if(judged_units = 0, null, overdue_units) as overdue_units
        ),
    from scored
),

final as (
    select
        period,
        county_code,
        unit_kind,
        holder_kind,
        holder,
        holder is null as is_unassigned,
        eligible_units,
        registered_eligible_units,
        registered_eligible_units / nullif(eligible_units, 0) as coverage_rate,
        case
            when
                holder is not null
                and registered_eligible_units is not null
                and eligible_units > 0
                then
                    rank() over (
                        partition by
                            period,
                            county_code,
                            unit_kind,
                            holder_kind,
                            holder is null
                        order by
                            registered_eligible_units / nullif(eligible_units, 0)
                            desc nulls last
                    )
        end as coverage_rank,
        unregistered_units,
        ready_units,
        overdue_units,
        longest_open_days,
        longest_overdue_days,
        cast(unregistered_planned_cny as decimal(18, 2)) as unregistered_planned_cny,
        cast(unregistered_invested_cny as decimal(18, 2)) as unregistered_invested_cny,
        if(unit_kind = 'project', zero_investment_units, null) as zero_investment_units,
        if(unit_kind = 'project', zero_investment_registered_units, null)
            as zero_investment_registered_units,
    from known
    where eligible_units > 0 or zero_investment_units > 0
)

select * from final
