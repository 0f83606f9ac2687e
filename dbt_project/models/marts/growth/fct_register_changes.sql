with

periods as (
    select * from {{ ref('int_periods__modelled') }}
),

regimes_in_force as (
    select * from {{ ref('int_regimes__in_force') }}
),

familied as (
    select * from {{ ref('int_registered_units__familied') }}
),

placed as (
    select * from {{ ref('int_registered_units__placed') }}
),

-- who is registered may have a reason of entry, who no longer is, one of exit
stated as (
    select
        *,
        side = 'entry' as is_registered,
    from {{ ref('int_register_changes__stated') }}
),

enterprises as (
    select * from {{ ref('int_enterprises__in_force') }}
),

projects as (
    select * from {{ ref('int_projects__in_force') }}
),

enterprise_scope as (
    select * from {{ ref('fct_enterprise_scope') }}
),

project_scope as (
    select * from {{ ref('fct_project_scope') }}
),

exit_statuses as (
    select * from {{ ref('exit_statuses') }}
),

new_units as (
    select opened_since_month_day
    from {{ ref('sizing_sources') }}
    where sizing_source = 'current_ytd'
),

units as (
    select
        period,
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
        section_code,
        operating_status as unit_status,
        opened_on as begun_on,
    from enterprises
    union all
    select
        period,
        'project' as unit_kind,
        project_id as unit_id,
        null as section_code,
        construction_status as unit_status,
        started_on as begun_on,
    from projects
),

verdicts as (
    select
        period,
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
        regime_id,
        is_rule_met,
    from enterprise_scope
    union all
    select
        period,
        'project' as unit_kind,
        project_id as unit_id,
        regime_id,
        is_rule_met,
    from project_scope
),

lists as (
    select
        period,
        'enterprise' as unit_kind,
        registered_enterprise_list_period is not null as has_list,
    from periods
    union all
    select
        period,
        'project' as unit_kind,
        registered_project_list_period is not null as has_list,
    from periods
),

-- the periods with a register list, and whether one of a year before stands beside it
compared as (
    select
        lists.period,
        lists.unit_kind,
        cast(lists.period - interval 12 month as date) as prior_period,
        coalesce(lists_before.has_list, false) as has_prior_list,
    from lists
    left join lists as lists_before
        on
            lists.period - interval 12 month = lists_before.period
            and lists.unit_kind = lists_before.unit_kind
    where lists.has_list
),

now_registered as (
    select
        compared.period,
        familied.unit_kind,
        familied.unit_id,
        familied.regime_family,
        familied.division_code,
        familied.placed_period,
    from compared
    inner join familied
        on
            compared.period = familied.period
            and compared.unit_kind = familied.unit_kind
),

once_registered as (
    select
        compared.period,
        familied.unit_kind,
        familied.unit_id,
        familied.regime_family,
        familied.division_code,
        familied.placed_period,
    from compared
    inner join familied
        on
            compared.prior_period = familied.period
            and compared.unit_kind = familied.unit_kind
),

on_either as (
    select
        coalesce(now_registered.period, once_registered.period) as period,
        coalesce(now_registered.unit_kind, once_registered.unit_kind) as unit_kind,
        coalesce(now_registered.unit_id, once_registered.unit_id) as unit_id,
        coalesce(now_registered.regime_family, once_registered.regime_family)
            as regime_family,
        now_registered.unit_id is not null as is_registered,
        once_registered.unit_id is not null as was_registered,
        now_registered.division_code,
        once_registered.division_code as prior_division_code,
        now_registered.placed_period,
        once_registered.placed_period as prior_placed_period,
    from now_registered
    full outer join once_registered
        on
            now_registered.period = once_registered.period
            and now_registered.unit_kind = once_registered.unit_kind
            and now_registered.unit_id = once_registered.unit_id
            and now_registered.regime_family = once_registered.regime_family
),

-- which rule held then and holds now, and whether the list names the unit at all, in
-- this family or another
placed_twice as (
    select
        on_either.*,
        compared.prior_period,
        compared.has_prior_list,
        regimes_now.regime_id,
        regimes_then.regime_id as prior_regime_id,
        listed_now.unit_id is not null as is_on_list,
        listed_then.unit_id is not null as was_on_list,
        units_now.section_code,
        units_now.begun_on,
        units_then.section_code as prior_section_code,
    from on_either
    inner join compared
        on
            on_either.period = compared.period
            and on_either.unit_kind = compared.unit_kind
    left join regimes_in_force as regimes_now
        on
            on_either.period = regimes_now.period
            and on_either.regime_family = regimes_now.regime_family
    left join regimes_in_force as regimes_then
        on
            compared.prior_period = regimes_then.period
            and on_either.regime_family = regimes_then.regime_family
    left join placed as listed_now
        on
            on_either.period = listed_now.period
            and on_either.unit_kind = listed_now.unit_kind
            and on_either.unit_id = listed_now.unit_id
    left join placed as listed_then
        on
            compared.prior_period = listed_then.period
            and on_either.unit_kind = listed_then.unit_kind
            and on_either.unit_id = listed_then.unit_id
    left join units as units_now
        on
            on_either.placed_period = units_now.period
            and on_either.unit_kind = units_now.unit_kind
            and on_either.unit_id = units_now.unit_id
    left join units as units_then
        on
            on_either.prior_placed_period = units_then.period
            and on_either.unit_kind = units_then.unit_kind
            and on_either.unit_id = units_then.unit_id
),

-- last year's measure and class against the rule of then and of now
judged_then as (
    select
        placed_twice.*,
        by_rule_then.is_rule_met as was_rule_met,
        by_rule_now.is_rule_met as is_rule_met_by_prior,
    from placed_twice
    left join verdicts as by_rule_then
        on
            coalesce(placed_twice.prior_placed_period, placed_twice.prior_period)
            = by_rule_then.period
            and placed_twice.unit_kind = by_rule_then.unit_kind
            and placed_twice.unit_id = by_rule_then.unit_id
            and placed_twice.prior_regime_id = by_rule_then.regime_id
    left join verdicts as by_rule_now
        on
            coalesce(placed_twice.prior_placed_period, placed_twice.prior_period)
            = by_rule_now.period
            and placed_twice.unit_kind = by_rule_now.unit_kind
            and placed_twice.unit_id = by_rule_now.unit_id
            and placed_twice.regime_id = by_rule_now.regime_id
),

-- a unit that left is judged by the list that last held it
last_listed as (
    select
        judged_then.period,
        judged_then.unit_kind,
        judged_then.unit_id,
        judged_then.regime_id,
        max(units.period) as listed_period,
    from judged_then
    inner join units
        on
            judged_then.unit_kind = units.unit_kind
            and judged_then.unit_id = units.unit_id
            and judged_then.period >= units.period
    where not judged_then.is_registered
    group by
        judged_then.period,
        judged_then.unit_kind,
        judged_then.unit_id,
        judged_then.regime_id
),

left_as as (
    select
        last_listed.period,
        last_listed.unit_kind,
        last_listed.unit_id,
        last_listed.regime_id,
        exit_statuses.component as status_component,
        verdicts.is_rule_met,
    from last_listed
    inner join units
        on
            last_listed.listed_period = units.period
            and last_listed.unit_kind = units.unit_kind
            and last_listed.unit_id = units.unit_id
    left join exit_statuses
        on
            units.unit_kind = exit_statuses.unit_kind
            and units.unit_status = exit_statuses.unit_status
    left join verdicts
        on
            last_listed.listed_period = verdicts.period
            and last_listed.unit_kind = verdicts.unit_kind
            and last_listed.unit_id = verdicts.unit_id
            and last_listed.regime_id = verdicts.regime_id
),

-- from this day on an enterprise counts as new; a project, after last year's month
clocks as (
    select
        compared.period,
        compared.unit_kind,
        if(
            compared.unit_kind = 'enterprise',
            cast(
                (year(compared.period) - 1) || '-' || new_units.opened_since_month_day
                as date
            ),
            cast(last_day(compared.prior_period) + interval 1 day as date)
        ) as new_since_on,
    from compared
    cross join new_units
),

explained as (
    select
        judged_then.*,
        stated.reason as stated_reason,
        stated.component as stated_component,
        left_as.status_component,
        left_as.is_rule_met,
        coalesce(judged_then.begun_on >= clocks.new_since_on, false) as is_new_built,
        coalesce(
            judged_then.was_rule_met and not judged_then.is_rule_met_by_prior, false
        ) as is_excluded_by_rule,
    from judged_then
    inner join clocks
        on
            judged_then.period = clocks.period
            and judged_then.unit_kind = clocks.unit_kind
    left join stated
        on
            judged_then.period = stated.period
            and judged_then.unit_kind = stated.unit_kind
            and judged_then.unit_id = stated.unit_id
            and judged_then.is_registered = stated.is_registered
    left join left_as
        on
            judged_then.period = left_as.period
            and judged_then.unit_kind = left_as.unit_kind
            and judged_then.unit_id = left_as.unit_id
            and judged_then.regime_id is not distinct from left_as.regime_id
),

final as (
    select
        period,
        unit_kind,
        unit_id,
        regime_family,
        regime_id,
        prior_regime_id,
        has_prior_list,
        is_registered,
        if(has_prior_list, was_registered, null) as was_registered,
        division_code,
        prior_division_code,
        section_code,
        prior_section_code,
        stated_reason,
        is_rule_met_by_prior,
        case
            when not has_prior_list then null
            when is_registered and was_registered then 'continuing'
            when is_registered and was_on_list then 'entry_moved_in'
            when is_registered and stated_component is not null then stated_component
            when is_registered and is_new_built then 'entry_new_built'
            when
                is_registered
                and unit_kind = 'enterprise'
                and not is_rule_met_by_prior
                then 'entry_grew_past_line'
            when is_registered then 'entry_late_registration'
            when is_on_list then 'exit_moved_out'
            when is_excluded_by_rule then 'scope_rule'
            when stated_component is not null then stated_component
            when status_component is not null then status_component
            when not is_rule_met then 'exit_fell_below'
            else 'exit_cleaned_out'
        end as component,
    from explained
)

select * from final
