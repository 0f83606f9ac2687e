with

regimes as (
    select * from {{ ref('int_regimes__in_force') }}
),

-- kinds are columns on both sides of a join: DuckDB has no hash join for one that only
-- the left side must be, and compares every pair
projects as (
    select
        *,
        'project' as unit_kind,
    from {{ ref('int_projects__in_force') }}
),

enterprises as (
    select
        *,
        'enterprise' as unit_kind,
    from {{ ref('int_enterprises__in_force') }}
),

project_scope as (
    select * from {{ ref('fct_project_scope') }}
    where is_in_force
),

waiting_enterprises as (
    select * from {{ ref('int_enterprises__routed') }}
),

near as (
    select
        *,
        'near_line_enterprise' as candidate_kind,
    from {{ ref('rpt_near_threshold') }}
    where side = 'growing' and not is_registered
),

reasons as (
    select * from {{ ref('int_reasons__ordered') }}
),

clocks as (
    select * from {{ ref('int_unregistered_units__clocked') }}
),

deadlines as (
    select * from {{ ref('deadlines') }}
),

project_documents as (
    select * from {{ ref('int_project_documents__assessed') }}
    where necessity = 'mandatory'
),

enterprise_documents as (
    select * from {{ ref('int_enterprise_documents__assessed') }}
    where necessity = 'mandatory'
),

progress as (
    select * from {{ ref('stg_project_progress__progress') }}
),

progress_known as (
    select * from {{ ref('int_project_progress__known') }}
),

entry_windows as (
    select * from {{ ref('int_entry_windows__resolved') }}
),

paces as (
    select * from {{ ref('forecast_paces') }}
),

working_days as (
    select * from {{ ref('int_working_days__numbered') }}
),

registered as (
    select * from {{ ref('int_registered_units__familied') }}
),

documents as (
    select
        period,
        'project' as unit_kind,
        project_id as unit_id,
        count(*) as documents_asked,
        count(*) filter (where not is_missing and not is_faulty)
            as documents_in_order,
    from project_documents
    group by period, project_id
    union all
    select
        period,
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
        count(*) as documents_asked,
        count(*) filter (where not is_missing and not is_faulty)
            as documents_in_order,
    from enterprise_documents
    group by period, enterprise_id
),

-- a planned project counts once it is under construction; its plan must meet the line
listed_projects as (
    select
        project_scope.period,
        'project' as unit_kind,
        project_scope.project_id as unit_id,
        project_scope.regime_family,
        project_scope.division_code,
        if(
            project_scope.is_eligible, 'unregistered_project', 'planned_project'
        ) as candidate_kind,
        'project' as entry_route,
        if(
            project_scope.is_eligible,
            last_day(project_scope.period),
            greatest(projects.started_on, last_day(project_scope.period))
        ) as starts_on,
    from project_scope
    inner join projects
        on
            project_scope.period = projects.period
            and project_scope.project_id = projects.project_id
    where
        not project_scope.is_registered
        and (
            project_scope.is_eligible
            or (
                project_scope.construction_status = 'planned'
                and project_scope.is_rule_met
            )
        )
),

listed_enterprises as (
    select
        waiting_enterprises.period,
        'enterprise' as unit_kind,
        waiting_enterprises.enterprise_id as unit_id,
        regimes.regime_family,
        waiting_enterprises.division_code,
        'unregistered_enterprise' as candidate_kind,
        waiting_enterprises.entry_route,
        last_day(waiting_enterprises.period) as starts_on,
    from waiting_enterprises
    inner join regimes
        on
            waiting_enterprises.period = regimes.period
            and waiting_enterprises.regime_id = regimes.regime_id
    union all
    select
        period,
        unit_kind,
        unit_id,
        regime_family,
        division_code,
        'near_line_enterprise' as candidate_kind,
        'annual' as entry_route,
        null as starts_on,
    from near
),

-- one entry of a unit into a family: one that is eligible already goes first
listed as (
    select * from listed_projects
    union all
    select * from listed_enterprises
    qualify
        row_number() over (
            partition by period, unit_kind, unit_id, regime_family
            order by candidate_kind = 'near_line_enterprise'
        ) = 1
),

-- a planned project has no clock of its own yet: it is asked what its papers lack
planned as (
    select
        listed.period,
        listed.unit_kind,
        listed.unit_id,
        listed.division_code,
        listed.candidate_kind,
        if(
            documents.documents_in_order < documents.documents_asked,
            'missing_document',
            'ready_to_file'
        ) as reason,
    from listed
    left join documents
        on
            listed.period = documents.period
            and listed.unit_kind = documents.unit_kind
            and listed.unit_id = documents.unit_id
    where listed.candidate_kind = 'planned_project'
),

planned_days as (
    {{ nearest_deadlines('planned') }}
),

prepared as (
    select
        listed.*,
        coalesce(clocks.days_allowed, planned_days.days_allowed, 0)
            as working_days_needed,
        reasons.primary_reason,
        documents.documents_asked,
        documents.documents_in_order,
        near.crossing_from,
        near.expected_crossing_period,
        near.crossing_to,
    from listed
    left join clocks
        on
            listed.period = clocks.period
            and listed.unit_kind = clocks.unit_kind
            and listed.unit_id = clocks.unit_id
    left join planned_days
        on
            listed.period = planned_days.period
            and listed.unit_kind = planned_days.unit_kind
            and listed.unit_id = planned_days.unit_id
            and listed.candidate_kind = planned_days.candidate_kind
    left join reasons
        on
            listed.period = reasons.period
            and listed.unit_kind = reasons.unit_kind
            and listed.unit_id = reasons.unit_id
    left join documents
        on
            listed.period = documents.period
            and listed.unit_kind = documents.unit_kind
            and listed.unit_id = documents.unit_id
    left join near
        on
            listed.period = near.period
            and listed.unit_id = near.unit_id
            and listed.regime_family = near.regime_family
            and listed.candidate_kind = near.candidate_kind
),

-- when each pace has the papers together; a firm near the line is ready when it crosses
paced as (
    select
        prepared.period,
        prepared.unit_kind,
        prepared.unit_id,
        prepared.regime_family,
        paces.pace,
        cast(
            ceil(prepared.working_days_needed * paces.days_factor) as integer
        ) as days_to_go,
        case
            when prepared.candidate_kind != 'near_line_enterprise'
                then
                    prepared.starts_on
                    + if(
                        prepared.candidate_kind = 'planned_project', paces.slip_days, 0
                    )
            when paces.pace = 'early' then last_day(prepared.crossing_from)
            when paces.pace = 'expected'
                then last_day(prepared.expected_crossing_period)
            else last_day(prepared.crossing_to)
        end as begins_on,
    from prepared
    cross join paces
),

ready as (
    select
        paced.*,
        if(paced.days_to_go = 0, paced.begins_on, ready_days.calendar_day)
            as ready_on,
    from paced
    left join working_days as first_days
        on paced.begins_on = first_days.calendar_day
    left join working_days as ready_days
        on
            first_days.working_day_number + paced.days_to_go
            = ready_days.working_day_number
            and ready_days.is_working_day
),

-- a route without windows in the calendar is open every month
months_to_come as (
    select distinct
        period,
        list_transform(
            range(1, 4),
            lambda months: struct_pack(
                opens_on := cast(period + to_months(cast(months as integer)) as date),
                closes_on := last_day(period + to_months(cast(months as integer)))
            )
        ) as windows,
    from prepared
),

windowed as (
    select
        prepared.period,
        prepared.unit_kind,
        prepared.unit_id,
        prepared.regime_family,
        coalesce(entry_windows.windows_to_come, months_to_come.windows)[1:3]
            as windows,
    from prepared
    inner join months_to_come
        on prepared.period = months_to_come.period
    left join entry_windows
        on
            prepared.period = entry_windows.period
            and prepared.division_code = entry_windows.division_code
            and prepared.entry_route = entry_windows.entry_route
),

exploded as (
    select
        period,
        unit_kind,
        unit_id,
        regime_family,
        unnest(windows) as entry_window,
        generate_subscripts(windows, 1) as window_number,
    from windowed
),

numbered as (
    select
        * exclude (entry_window),
        struct_extract(entry_window, 'opens_on') as opens_on,
        struct_extract(entry_window, 'closes_on') as closes_on,
    from exploded
),

-- the first window that is still open when the papers are there, at each pace
reached as (
    select
        numbered.period,
        numbered.unit_kind,
        numbered.unit_id,
        numbered.regime_family,
        list(numbered.opens_on order by numbered.window_number) filter (
            where ready.pace = 'expected'
        ) as windows_open_on,
        list(numbered.closes_on order by numbered.window_number) filter (
            where ready.pace = 'expected'
        ) as windows_close_on,
        min(ready.ready_on) filter (where ready.pace = 'expected') as ready_on,
        {% for pace in ('early', 'expected', 'late') -%}
            min(numbered.window_number) filter (
                where
                ready.pace = '{{ pace }}'
                and ready.ready_on <= numbered.closes_on
            ) as {{ pace }}_window,
        {% endfor -%}
    from numbered
    inner join ready
        on
            numbered.period = ready.period
            and numbered.unit_kind = ready.unit_kind
            and numbered.unit_id = ready.unit_id
            and numbered.regime_family = ready.regime_family
    group by
        numbered.period,
        numbered.unit_kind,
        numbered.unit_id,
        numbered.regime_family
),

entries as (
    select
        prepared.period,
        prepared.unit_kind,
        prepared.unit_id,
        prepared.regime_family,
        min(registered.period) as entered_period,
    from prepared
    inner join registered
        on
            prepared.unit_kind = registered.unit_kind
            and prepared.unit_id = registered.unit_id
            and prepared.regime_family = registered.regime_family
            and prepared.period < registered.period
    group by
        prepared.period,
        prepared.unit_kind,
        prepared.unit_id,
        prepared.regime_family
),

-- this year's investment: at the pace so far and within the plan; for works that have
-- not begun, the plan spread evenly over the months until they are to end
invested as (
    select
        prepared.period,
        prepared.unit_kind,
        prepared.unit_id,
        project_scope.approved_total_cny as planned_total_cny,
        progress.invested_ytd_cny,
        cast(
            case
                when prepared.candidate_kind = 'planned_project'
                    then
                        project_scope.approved_total_cny
                        * if(
                            year(prepared.starts_on) = year(prepared.period),
                            least(
                                (12 - month(prepared.starts_on) + 1)
                                / greatest(
                                    date_diff(
                                        'month',
                                        prepared.starts_on,
                                        projects.planned_finish_on
                                    )
                                    + 1,
                                    1
                                ),
                                1
                            ),
                            0
                        )
                else
                    least(
                        cast(progress.invested_ytd_cny as double)
                        * 12
                        / month(prepared.period),
                        progress.invested_ytd_cny
                        + greatest(
                            project_scope.approved_total_cny
                            - coalesce(
                                progress_known.invested_since_start_cny,
                                progress.invested_ytd_cny
                            ),
                            0
                        )
                    )
            end as decimal(18, 2)
        ) as adds_this_year_cny,
    from prepared
    inner join projects
        on
            prepared.period = projects.period
            and prepared.unit_id = projects.project_id
    inner join project_scope
        on
            prepared.period = project_scope.period
            and prepared.unit_id = project_scope.project_id
    left join progress
        on
            prepared.period = progress.period
            and prepared.unit_id = progress.project_id
    left join progress_known
        on
            prepared.period = progress_known.period
            and prepared.unit_id = progress_known.project_id
    where prepared.unit_kind = 'project'
),

final as (
    select
        prepared.period,
        prepared.unit_kind,
        prepared.unit_id,
        coalesce(projects.project_name, enterprises.enterprise_name) as unit_name,
        prepared.regime_family,
        prepared.division_code,
        prepared.candidate_kind,
        prepared.entry_route,
        projects.department,
        projects.leader,
        prepared.primary_reason,
        prepared.documents_asked,
        prepared.documents_in_order,
        prepared.documents_in_order / nullif(prepared.documents_asked, 0)
            as readiness_share,
        prepared.working_days_needed,
        reached.ready_on,
        reached.early_window,
        reached.expected_window,
        reached.late_window,
        reached.windows_open_on[reached.expected_window] as expected_window_on,
        reached.windows_open_on,
        reached.windows_close_on,
        invested.planned_total_cny,
        invested.invested_ytd_cny,
        invested.adds_this_year_cny,
        entries.entered_period,
    from prepared
    left join reached
        on
            prepared.period = reached.period
            and prepared.unit_kind = reached.unit_kind
            and prepared.unit_id = reached.unit_id
            and prepared.regime_family = reached.regime_family
    left join projects
        on
            prepared.period = projects.period
            and prepared.unit_id = projects.project_id
            and prepared.unit_kind = projects.unit_kind
    left join enterprises
        on
            prepared.period = enterprises.period
            and prepared.unit_id = enterprises.enterprise_id
            and prepared.unit_kind = enterprises.unit_kind
    left join invested
        on
            prepared.period = invested.period
            and prepared.unit_id = invested.unit_id
            and prepared.unit_kind = invested.unit_kind
    left join entries
        on
            prepared.period = entries.period
            and prepared.unit_kind = entries.unit_kind
            and prepared.unit_id = entries.unit_id
            and prepared.regime_family = entries.regime_family
)

select * from final
