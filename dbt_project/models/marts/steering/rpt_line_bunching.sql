with

enterprise_scope as (
    select * from {{ ref('fct_enterprise_scope') }}
    where is_in_force and scope_status in ('in_scope', 'below_threshold')
),

project_scope as (
    select * from {{ ref('fct_project_scope') }}
    where is_in_force and scope_status in ('in_scope', 'below_threshold')
),

windows as (
    select * from {{ ref('bunching_windows') }}
),

units as (
    select
        period,
        'enterprise' as unit_kind,
        regime_id,
        scope_class,
        line_cny,
        measure_cny,
    from enterprise_scope
    union all
    select
        period,
        'project' as unit_kind,
        regime_id,
        scope_class,
        line_cny,
        measure_cny,
    from project_scope
),

-- the same window on both sides of the line, and of lines that mean nothing; wide
-- decimals, because a product of narrow ones overflows
lined as (
    select
        units.period,
        units.unit_kind,
        units.regime_id,
        units.scope_class,
        units.measure_cny,
        windows.line_kind,
        windows.line_factor,
        windows.window_share,
        windows.least_units,
        windows.z_bound,
        cast(units.line_cny as decimal(30, 2)) * windows.line_factor
            as tested_line_cny,
    from units
    cross join windows
    where units.line_cny is not null
),

-- count_if is null, not 0, where nobody's measure is known
counted as (
    select
        period,
        unit_kind,
        regime_id,
        scope_class,
        line_kind,
        line_factor,
        least_units,
        z_bound,
        tested_line_cny,
        count(*) filter (
            where
            measure_cny < tested_line_cny
            and measure_cny >= tested_line_cny * (1 - window_share)
        ) as units_below,
        count(*) filter (
            where
            measure_cny >= tested_line_cny
            and measure_cny < tested_line_cny * (1 + window_share)
        ) as units_above,
    from lined
    group by
        period,
        unit_kind,
        regime_id,
        scope_class,
        line_kind,
        line_factor,
        least_units,
        z_bound,
        tested_line_cny
),

-- were both sides alike, the difference would scatter like the root of their sum
tested as (
    select
        *,
        case
            when units_below + units_above >= least_units
                then (units_above - units_below) / sqrt(units_below + units_above)
        end as z_score,
    from counted
),

final as (
    select
        period,
        unit_kind,
        regime_id,
        scope_class,
        line_kind,
        line_factor,
        cast(tested_line_cny as decimal(18, 2)) as tested_line_cny,
        cast(units_below as bigint) as units_below,
        cast(units_above as bigint) as units_above,
        (units_above - units_below) / 2 as excess_units,
        z_score,
        abs(z_score) >= z_bound as is_bunched,
    from tested
)

select * from final
