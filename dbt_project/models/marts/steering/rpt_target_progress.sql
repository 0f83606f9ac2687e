with

periods as (
    select * from {{ ref('int_periods__modelled') }}
),

targets as (
    select * from {{ ref('stg_targets__targets') }}
),

indicators as (
    select * from {{ ref('indicators') }}
),

growth as (
    select * from {{ ref('rpt_growth') }}
),

peers as (
    select * from {{ ref('stg_peer_indicators__figures') }}
),

projects as (
    select * from {{ ref('int_projects__in_force') }}
),

progress as (
    select * from {{ ref('stg_project_progress__progress') }}
),

project_scope as (
    select * from {{ ref('fct_project_scope') }}
    where is_in_force
),

milestones as (
    select * from {{ ref('target_milestones') }}
),

-- of several deliveries of a target the latest
stated as (
    select *
    from targets
    qualify
        row_number() over (
            partition by
                target_year, indicator, division_code, department, leader
            order by period desc
        ) = 1
),

counties as (
    select
        period,
        indicator,
        any_value(division_code) as county_code,
    from growth
    where length(division_code) = 6
    group by period, indicator
    having count(*) = 1
),

-- a target holds for every period of its year; one without a place is the county's
asked as (
    select
        periods.period,
        periods.last_day_on,
        stated.target_year,
        stated.indicator,
        coalesce(stated.division_code, counties.county_code) as division_code,
        stated.department,
        stated.leader,
        stated.target_value_cny as target_cny,
        stated.target_growth,
        indicators.unit_kind,
        periods.registered_project_list_period is not null as has_project_list,
        stated.source_delivery_id,
        stated.source_row_number,
    from periods
    inner join stated
        on year(periods.period) = stated.target_year
    left join indicators
        on stated.indicator = indicators.indicator
    left join counties
        on
            periods.period = counties.period
            and stated.indicator = counties.indicator
    qualify
        row_number() over (
            partition by
                periods.period,
                stated.indicator,
                coalesce(stated.division_code, counties.county_code),
                stated.department,
                stated.leader
            order by stated.division_code nulls last
        ) = 1
),

-- those to whom the ledger assigns projects at all; a target that names an office and
-- a leader is the office's, for which the leader answers
assignees as (
    select distinct coalesce(department, leader) as assignee
    from projects
    union
    select distinct leader as assignee
    from projects
),

assigned as (
    select
        asked.*,
        asked.unit_kind = 'project'
        and assignees.assignee is not null as is_by_projects,
    from asked
    left join assignees
        on coalesce(asked.department, asked.leader) = assignees.assignee
),

invested as (
    select
        projects.period,
        projects.division_code,
        projects.department,
        projects.leader,
        project_scope.is_registered,
        project_scope.is_eligible,
        progress.invested_ytd_cny,
    from projects
    inner join project_scope
        on
            projects.period = project_scope.period
            and projects.project_id = project_scope.project_id
    left join progress
        on
            projects.period = progress.period
            and projects.project_id = progress.project_id
),

-- what is built where, by whom; the unregistered is shown and never counted
built as (
    select
        assigned.period,
        assigned.indicator,
        assigned.division_code,
        assigned.department,
        assigned.leader,
        count_if(invested.is_registered) as registered_units,
        cast(
            sum(invested.invested_ytd_cny) filter (where invested.is_registered)
            as decimal(18, 2)
        ) as registered_cny,
        sum(invested.invested_ytd_cny) filter (
            where not invested.is_registered and invested.is_eligible
        ) as unregistered_cny,
    from assigned
    inner join invested
        on
            assigned.period = invested.period
            and starts_with(
                invested.division_code, coalesce(assigned.division_code, '')
            )
            and (
                not assigned.is_by_projects
                or coalesce(
                    assigned.department = invested.department,
                    assigned.leader = invested.leader
                )
            )
    where assigned.unit_kind = 'project'
    group by
        assigned.period,
        assigned.indicator,
        assigned.division_code,
        assigned.department,
        assigned.leader
),

-- of none registered the value is 0, and known; of some that all report nothing it is
-- not, nor of anybody without a register list
valued as (
    select
        assigned.*,
        case
            when assigned.is_by_projects and not assigned.has_project_list then null
            when assigned.is_by_projects and coalesce(built.registered_units, 0) = 0
                then 0
            when assigned.is_by_projects then built.registered_cny
            else coalesce(growth.current_cny, peers.value_cny)
        end as actual_cny,
        case
            when assigned.is_by_projects then 'assigned_projects'
            when growth.current_cny is not null then 'division'
            when peers.value_cny is not null then 'bulletin'
        end as actual_basis,
        if(
            assigned.is_by_projects,
            null,
            coalesce(growth.comparable_growth, peers.growth)
        ) as actual_growth,
        built.unregistered_cny,
    from assigned
    left join growth
        on
            assigned.period = growth.period
            and assigned.indicator = growth.indicator
            and assigned.division_code = growth.division_code
    left join peers
        on
            assigned.period = peers.period
            and assigned.indicator = peers.indicator
            and assigned.division_code = peers.division_code
    left join built
        on
            assigned.period = built.period
            and assigned.indicator = built.indicator
            and assigned.division_code is not distinct from built.division_code
            and assigned.department is not distinct from built.department
            and assigned.leader is not distinct from built.leader
),

clocked as (
    select
        *,
        dayofyear(last_day_on)
        / dayofyear(last_day(make_date(target_year, 12, 1))) as time_share,
        month(period) / 12 as month_share,
        date_diff('day', last_day_on, make_date(target_year, 12, 31)) as days_left,
        actual_cny / nullif(target_cny, 0) as progress_share,
    from valued
),

-- the first milestone that is still to come, or ends this very day
due as (
    select
        clocked.*,
        milestones.milestone,
        clocked.target_cny * cast(milestones.share as double) as milestone_cny,
        cast(clocked.target_year || '-' || milestones.month_day as date)
            as milestone_on,
    from clocked
    inner join milestones
        on
            clocked.last_day_on
            <= cast(clocked.target_year || '-' || milestones.month_day as date)
    qualify
        row_number() over (
            partition by
                clocked.period,
                clocked.indicator,
                clocked.division_code,
                clocked.department,
                clocked.leader
            order by milestones.month_day
        ) = 1
),

final as (
    select
        period,
        indicator,
        division_code,
        department,
        leader,
        target_cny,
        target_growth,
        actual_cny,
        actual_growth,
        actual_basis,
        progress_share,
        time_share,
        month_share,
        case
            when target_cny > 0 then progress_share >= time_share
            when target_cny is null then actual_growth >= target_growth
        end as is_on_track,
        cast(
            if(actual_cny >= target_cny, 0, target_cny - actual_cny)
            / nullif(days_left, 0) as decimal(18, 2)
        ) as required_daily_cny,
        milestone,
        milestone_on,
        cast(
            if(actual_cny >= milestone_cny, 0, milestone_cny - actual_cny)
            as decimal(18, 2)
        ) as milestone_gap_cny,
        cast(unregistered_cny as decimal(18, 2)) as unregistered_cny,
        (actual_cny + coalesce(unregistered_cny, 0)) / nullif(target_cny, 0)
            as progress_share_with_unregistered,
        source_delivery_id,
        source_row_number,
    from due
)

select * from final
