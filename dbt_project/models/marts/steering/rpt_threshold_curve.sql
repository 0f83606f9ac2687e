with

enterprise_scope as (
    select * from {{ ref('fct_enterprise_scope') }}
    where is_in_force and scope_status in ('in_scope', 'below_threshold')
),

project_scope as (
    select * from {{ ref('fct_project_scope') }}
    where is_in_force and scope_status in ('in_scope', 'below_threshold')
),

threshold_lines as (
    select * from {{ ref('threshold_lines') }}
),

highest as (
    select
        regime_family,
        max(threshold_cny) as highest_cny,
    from threshold_lines
    group by regime_family
),

-- a unit whose rule has no line is in at every line
units as (
    select
        enterprise_scope.period,
        'enterprise' as unit_kind,
        enterprise_scope.regime_family,
        enterprise_scope.measure_cny,
        enterprise_scope.is_registered,
        if(
            enterprise_scope.is_eligible and enterprise_scope.threshold_value is null,
            highest.highest_cny,
            enterprise_scope.measure_cny
        ) as size_cny,
    from enterprise_scope
    inner join highest
        on enterprise_scope.regime_family = highest.regime_family
    union all
    select
        project_scope.period,
        'project' as unit_kind,
        project_scope.regime_family,
        project_scope.measure_cny,
        project_scope.is_registered,
        if(
            project_scope.is_eligible and project_scope.threshold_cny is null,
            highest.highest_cny,
            project_scope.measure_cny
        ) as size_cny,
    from project_scope
    inner join highest
        on project_scope.regime_family = highest.regime_family
),

-- each unit once, at the highest line that it reaches: one scan, not one per line
bucketed as (
    select
        units.*,
        threshold_lines.threshold_cny as reached_cny,
    from units
    asof left join threshold_lines
        on
            units.regime_family = threshold_lines.regime_family
            and units.size_cny >= threshold_lines.threshold_cny
),

counted as (
    select
        period,
        unit_kind,
        regime_family,
        reached_cny,
        count(*) as units,
        sum(measure_cny) as measure_cny,
        count_if(is_registered) as registered_units,
        bool_or(is_registered is not null) as has_list,
    from bucketed
    group by
        period,
        unit_kind,
        regime_family,
        reached_cny
),

totals as (
    select
        period,
        unit_kind,
        regime_family,
        sum(units) as all_units,
        sum(measure_cny) as all_measure_cny,
        bool_or(has_list) as has_list,
    from counted
    group by period, unit_kind, regime_family
),

-- what reaches a line reaches every line under it
accumulated as (
    select
        totals.period,
        totals.unit_kind,
        totals.regime_family,
        threshold_lines.threshold_cny,
        totals.all_units,
        totals.all_measure_cny,
        totals.has_list,
        sum(coalesce(counted.units, 0)) over downwards as units,
        sum(coalesce(counted.measure_cny, 0)) over downwards as measure_cny,
        sum(coalesce(counted.registered_units, 0)) over downwards as registered_units,
    from totals
    inner join threshold_lines
        on totals.regime_family = threshold_lines.regime_family
    left join counted
        on
            totals.period = counted.period
            and totals.unit_kind = counted.unit_kind
            and totals.regime_family = counted.regime_family
            and threshold_lines.threshold_cny = counted.reached_cny
    window downwards as (
        partition by totals.period, totals.unit_kind, totals.regime_family
        order by threshold_lines.threshold_cny desc
    )
),

final as (
    select
        period,
        unit_kind,
        regime_family,
        threshold_cny,
        cast(units as bigint) as units,
        cast(measure_cny as decimal(18, 2)) as measure_cny,
        units / nullif(all_units, 0) as units_share,
        case when all_measure_cny > 0 then measure_cny / all_measure_cny end
            as measure_share,
        if(has_list, cast(registered_units as bigint), null) as registered_units,
        if(has_list, registered_units / nullif(units, 0), null) as coverage_rate,
    from accumulated
)

select * from final
