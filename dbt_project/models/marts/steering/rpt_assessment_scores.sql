{%- set measured = {
    'points': 'measured_value',
    'points_without_scope': 'value_without_scope',
    'points_after_effort': 'value_after_effort',
} %}

with

items as (
    select * from {{ ref('assessment_items') }}
),

indicators as (
    select * from {{ ref('indicators') }}
),

coverage as (
    select * from {{ ref('rpt_registration_coverage') }}
),

growth as (
    select * from {{ ref('rpt_growth') }}
),

bridge as (
    select * from {{ ref('rpt_change_bridge') }}
    where component = 'scope_rule'
),

targets as (
    select * from {{ ref('rpt_target_progress') }}
    where department is null and leader is null
),

ranking as (
    select * from {{ ref('rpt_county_ranking') }}
    where is_own_county
),

places as (
    select distinct
        period,
        division_code,
    from coverage
),

-- every system scores every period: the old and the new side by side
asked as (
    select
        places.period,
        places.division_code,
        items.*,
        indicators.regime_family,
        coalesce(places.period >= items.valid_from, true)
        and coalesce(places.period < items.valid_to, true) as is_in_force,
    from places
    inner join items
        on items.division_level = 'any' or length(places.division_code) = 6
    inner join indicators
        on items.indicator = indicators.indicator
),

gathered as (
    select
        asked.*,
        coverage.is_scope_break,
        coverage.coverage_rate,
        coverage.registered_units,
        coverage.registered_units_prior_year,
        coverage.registered_units_growth,
        coverage.eligible_units,
        coverage.eligible_units - coverage.registered_eligible_units
            as unregistered_units,
        growth.comparable_growth,
        growth.comparable_base_cny,
        growth.published_nominal_growth,
        growth.prior_cny,
        targets.target_cny,
        targets.target_growth,
        targets.progress_share,
        targets.time_share,
        targets.unregistered_cny,
        ranking.rank as county_rank,
        bridge.units as scope_units,
        bridge.amount_cny as scope_amount_cny,
    from asked
    left join coverage
        on
            asked.period = coverage.period
            and asked.division_code = coverage.division_code
            and asked.regime_family = coverage.regime_family
    left join growth
        on
            asked.period = growth.period
            and asked.division_code = growth.division_code
            and asked.indicator = growth.indicator
    left join bridge
        on
            asked.period = bridge.period
            and asked.division_code = bridge.division_code
            and asked.indicator = bridge.indicator
    left join targets
        on
            asked.period = targets.period
            and asked.division_code = targets.division_code
            and asked.indicator = targets.indicator
    left join ranking
        on
            asked.period = ranking.period
            and asked.division_code = ranking.division_code
            and asked.indicator = ranking.indicator
),

-- what the system measures; what the scope change took from it, with what left by rule
-- put back as it was a year before; and what one more registered unit adds to it
measured as (
    select
        *,
        case measure
            when 'target_progress' then progress_share
            when 'published_growth' then published_nominal_growth
            when 'comparable_growth' then comparable_growth
            when 'register_growth' then registered_units_growth
            when 'coverage_rate' then coverage_rate
            when 'county_rank' then county_rank
        end as measured_value,
        case
            when measure in ('comparable_growth', 'coverage_rate', 'county_rank') then 0
            when not is_scope_break then 0
            when measure = 'target_progress'
                then scope_amount_cny / nullif(target_cny, 0)
            when measure = 'published_growth'
                then scope_amount_cny / nullif(prior_cny, 0)
            when measure = 'register_growth'
                then -scope_units / nullif(registered_units_prior_year, 0)
        end as scope_effect,
        case
            when effort_step is not null then effort_step
            when unregistered_units > 0
                then
                    case measure
                        when 'coverage_rate' then 1 / nullif(eligible_units, 0)
                        when 'register_growth'
                            then 1 / nullif(registered_units_prior_year, 0)
                        when 'target_progress'
                            then
                                unregistered_cny
                                / unregistered_units
                                / nullif(target_cny, 0)
                        when 'published_growth'
                            then
                                unregistered_cny
                                / unregistered_units
                                / nullif(prior_cny, 0)
                        when 'comparable_growth'
                            then
                                unregistered_cny
                                / unregistered_units
                                / nullif(comparable_base_cny, 0)
                    end
        end as one_effort,
        case full_at_basis
            when 'target_growth' then target_growth
            when 'time_share' then time_share
            else full_at
        end as full_value,
    from gathered
),

varied as (
    select
        *,
        measured_value - scope_effect as value_without_scope,
        measured_value + one_effort as value_after_effort,
    from measured
),

-- a target at or under the value of no points is none that can be scored; a step that
-- is begun counts as a whole one
shared as (
    select
        *,
        {% for share, value in measured.items() -%}
            case
                when full_value is null or {{ value }} is null then null
                when scoring_method = 'linear'
                    then
                        case
                            when full_at_basis = 'fixed' or full_value > zero_at
                                then
                                    ({{ value }} - zero_at)
                                    / nullif(full_value - zero_at, 0)
                        end
                when scoring_method = 'steps'
                    then
                        1
                        - greatest(
                            ceil(round((full_value - {{ value }}) / step, 9)), 0
                        )
                        * step_points
                        / weight_points
                when scoring_method = 'all_or_nothing'
                    then if({{ value }} >= full_value, 1, 0)
            end as share_of_{{ share }},
        {% endfor -%}
    from varied
),

scored as (
    select
        *,
        {% for share in measured -%}
            if(
                share_of_{{ share }} is null,
                null,
                round(
                    weight_points * least(greatest(share_of_{{ share }}, 0), cap_share),
                    4
                )
            ) as {{ share }},
        {% endfor -%}
    from shared
),

weighed as (
    select
        *,
        round(points_after_effort - points, 4) as points_per_effort,
        round((points_after_effort - points) / effort_working_days, 4)
            as points_per_working_day,
    from scored
),

final as (
    select
        period,
        division_code,
        system_id,
        item,
        is_in_force,
        sort_order,
        indicator,
        measure,
        scoring_method,
        label_zh,
        label_en,
        is_scope_break,
        cast(measured_value as double) as measured_value,
        cast(value_without_scope as double) as value_without_scope,
        cast(full_value as double) as full_value,
        cast(weight_points as double) as weight_points,
        cast(points as double) as points,
        cast(round(weight_points - points, 4) as double) as lost_points,
        cast(round(points_without_scope - points, 4) as double) as lost_to_scope_points,
        cast(round(weight_points - points_without_scope, 4) as double)
            as lost_to_performance_points,
        cast(one_effort as double) as one_effort,
        cast(effort_working_days as double) as effort_working_days,
        cast(points_per_effort as double) as points_per_effort,
        cast(points_per_working_day as double) as points_per_working_day,
        if(
            points_per_working_day is null,
            null,
            rank() over (
                partition by period, division_code, system_id
                order by points_per_working_day desc nulls last
            )
        ) as effort_rank,
        case
            when measured_value is null then 'no_value'
            when full_value is null then 'no_target'
            when points is null then 'target_not_above_zero'
            when points_without_scope is null then 'scope_effect_unknown'
        end as score_note,
        is_synthetic,
        source,
    from weighed
)

select * from final
