with

periods as (
    select * from {{ ref('int_periods__modelled') }}
),

regimes as (
    select * from {{ ref('int_regimes__in_force') }}
),

enterprise_scope as (
    select * from {{ ref('fct_enterprise_scope') }}
    where is_in_force
),

project_scope as (
    select * from {{ ref('fct_project_scope') }}
    where is_in_force
),

registered as (
    select * from {{ ref('int_registered_units__familied') }}
),

lists as (
    select
        period,
        'enterprise' as unit_kind,
        enterprise_list_period is not null as has_units,
        registered_enterprise_list_period is not null as has_register,
    from periods
    union all
    select
        period,
        'project' as unit_kind,
        project_list_period is not null as has_units,
        registered_project_list_period is not null as has_register,
    from periods
),

-- the families that are modelled, each with its regime then and a year before
families as (
    select
        lists.period,
        lists.unit_kind,
        regimes.regime_family,
        regimes.regime_id,
        lists.has_register,
        coalesce(lists_before.has_register, false) as has_register_before,
        coalesce(regimes.regime_id != regimes_before.regime_id, true) as is_scope_break,
    from lists
    inner join regimes
        on
            lists.period = regimes.period
            and lists.unit_kind = regimes.unit_kind
    left outer join regimes as regimes_before
        on
            lists.period - interval 12 month = regimes_before.period
            and regimes.regime_family = regimes_before.regime_family
    left outer join lists as lists_before
        on
            lists.period - interval 12 month = lists_before.period
            and lists.unit_kind = lists_before.unit_kind
    where lists.has_units
),

scope as (
    select
        period,
        regime_id,
        division_code,
        is_eligible,
        is_registered,
    from enterprise_scope
    union all
    select
        period,
        regime_id,
        division_code,
        is_eligible,
        is_registered,
    from project_scope
),

-- every unit that makes a division appear, with what it counts for
eligible as (
    select
        families.period,
        families.regime_family,
        scope.division_code,
        coalesce(scope.is_eligible, false) as is_eligible,
        coalesce(scope.is_eligible and scope.is_registered, false)
            as is_registered_eligible,
        false as is_registered,
        false as was_registered,
    from families
    inner join scope
        on
            families.period = scope.period
            and families.regime_id = scope.regime_id
),

now_registered as (
    select
        families.period,
        families.regime_family,
        registered.division_code,
        false as is_eligible,
        false as is_registered_eligible,
        true as is_registered,
        false as was_registered,
    from families
    inner join registered
        on
            families.period = registered.period
            and families.regime_family = registered.regime_family
),

once_registered as (
    select
        families.period,
        families.regime_family,
        registered.division_code,
        false as is_eligible,
        false as is_registered_eligible,
        false as is_registered,
        true as was_registered,
    from families
    inner join registered
        on
            families.period - interval 12 month = registered.period
            and families.regime_family = registered.regime_family
),

units as (
    select * from eligible
    union all
    select * from now_registered
    union all
    select * from once_registered
),

levelled as (
    {{ division_levels('units') }}
),

counted as (
    select
        period,
        regime_family,
        division_code,
        count_if(is_eligible) as eligible_units,
        count_if(is_registered_eligible) as registered_eligible_units,
        count_if(is_registered) as registered_units,
        count_if(was_registered) as registered_units_prior_year,
    from levelled
    group by period, regime_family, division_code
),

-- without a list there is no count, which is not a count of none
known as (
    select
        families.*,
        counted.division_code,
        counted.eligible_units,
        if(families.has_register, counted.registered_units, null) as registered_units,
        if(families.has_register, counted.registered_eligible_units, null)
            as registered_eligible_units,
        if(families.has_register_before, counted.registered_units_prior_year, null)
            as registered_units_prior_year,
    from families
    inner join counted
        on
            families.period = counted.period
            and families.regime_family = counted.regime_family
),

final as (
    select
        period,
        unit_kind,
        regime_family,
        division_code,
        regime_id,
        cast(eligible_units as bigint) as eligible_units,
        cast(registered_units as bigint) as registered_units,
        cast(registered_eligible_units as bigint) as registered_eligible_units,
        cast(registered_units_prior_year as bigint) as registered_units_prior_year,
        is_scope_break,
        registered_eligible_units / nullif(eligible_units, 0) as coverage_rate,
        registered_units / nullif(registered_units_prior_year, 0) - 1
            as registered_units_growth,
    from known
)

select * from final
