{%- set months = {
    'expected_crossing_period': 'crossing_since_january',
    'crossing_from': 'first_crossing',
    'crossing_to': 'last_crossing',
} %}

with

enterprise_scope as (
    select * from {{ ref('fct_enterprise_scope') }}
    where is_in_force and scope_status in ('in_scope', 'below_threshold')
),

enterprises as (
    select * from {{ ref('dim_enterprises') }}
),

bounds as (
    select * from {{ ref('near_threshold_bounds') }}
),

returns as (
    select * from {{ ref('stg_enterprise_returns__returns') }}
    where report_kind = 'periodic' and main_revenue_cny is not null
),

near as (
    select
        enterprise_scope.period,
        enterprise_scope.enterprise_id,
        enterprise_scope.division_code,
        enterprise_scope.regime_id,
        enterprise_scope.regime_family,
        enterprise_scope.scope_class,
        bounds.side,
        enterprise_scope.measure_cny,
        enterprise_scope.line_cny,
        enterprise_scope.measure_cny / enterprise_scope.line_cny as ratio,
        enterprise_scope.is_registered,
        enterprise_scope.measure_delivery_id,
        enterprise_scope.measure_row_number,
    from enterprise_scope
    inner join bounds
        on
            enterprise_scope.is_eligible = bounds.is_in_scope
            and enterprise_scope.measure_cny
            >= bounds.ratio_from * cast(enterprise_scope.line_cny as decimal(30, 2))
            and enterprise_scope.measure_cny
            < bounds.ratio_to * cast(enterprise_scope.line_cny as decimal(30, 2))
),

-- three monthly rates: since January, over the last three months, and as last year's
-- whole stood to the same months of last year
paced as (
    select
        near.*,
        month(near.period) as months_gone,
        returns.main_revenue_cny as ytd_cny,
        returns.main_revenue_cny / month(near.period) as rate_since_january,
        case
            when month(near.period) > 3
                then (returns.main_revenue_cny - three_before.main_revenue_cny) / 3
        end as rate_of_three_months,
        cast(near.measure_cny as double)
        * returns.main_revenue_cny
        / nullif(
            greatest(
                coalesce(returns.main_revenue_prior_cny, year_before.main_revenue_cny),
                0
            ),
            0
        )
        / 12 as rate_of_the_season,
    from near
    left join returns
        on
            near.period = returns.period
            and near.enterprise_id = returns.enterprise_id
    left join returns as three_before
        on
            near.period - interval 3 month = three_before.period
            and near.enterprise_id = three_before.enterprise_id
    left join returns as year_before
        on
            near.period - interval 12 month = year_before.period
            and near.enterprise_id = year_before.enterprise_id
),

-- the year's total and the month of crossing that each rate leads to
projected as (
    select
        *,
        rate_since_january * 12 as total_since_january,
        ytd_cny + rate_of_three_months * (12 - months_gone) as total_of_three_months,
        rate_of_the_season * 12 as total_of_the_season,
        ceil(line_cny / nullif(greatest(rate_since_january, 0), 0))
            as month_since_january,
        if(
            ytd_cny >= line_cny,
            months_gone,
            months_gone
            + ceil((line_cny - ytd_cny) / nullif(greatest(rate_of_three_months, 0), 0))
        ) as month_of_three_months,
        ceil(line_cny / nullif(greatest(rate_of_the_season, 0), 0))
            as month_of_the_season,
    from paced
),

-- a growing unit crosses in the month that its revenue reaches the line; a falling one
-- in December, when a year below the line is over
crossing as (
    select
        *,
        {% for estimate in ('since_january', 'of_three_months', 'of_the_season') -%}
            case
                when total_{{ estimate }} is null then null
                when side = 'growing' and total_{{ estimate }} >= line_cny
                    then least(month_{{ estimate }}, 12)
                when side = 'falling' and total_{{ estimate }} < line_cny then 12
                else 13
            end as crossing_{{ estimate }},
        {% endfor -%}
    from projected
),

ranged as (
    select
        *,
        least(crossing_since_january, crossing_of_three_months, crossing_of_the_season)
            as first_crossing,
        greatest(
            crossing_since_january, crossing_of_three_months, crossing_of_the_season
        ) as last_crossing,
    from crossing
),

final as (
    select
        ranged.period,
        'enterprise' as unit_kind,
        ranged.enterprise_id as unit_id,
        enterprises.enterprise_name as unit_name,
        ranged.division_code,
        ranged.regime_id,
        ranged.regime_family,
        ranged.scope_class,
        ranged.side,
        ranged.measure_cny,
        ranged.line_cny as threshold_cny,
        ranged.ratio,
        ranged.is_registered,
        cast(ranged.rate_since_january as decimal(18, 2)) as run_rate_cny,
        cast(ranged.total_since_january as decimal(18, 2)) as projected_cny,
        {% for column, month in months.items() -%}
            case
                when ranged.{{ month }} <= 12
                    then
                        make_date(
                            year(ranged.period), cast(ranged.{{ month }} as integer), 1
                        )
            end as {{ column }},
        {% endfor -%}
        ranged.measure_delivery_id,
        ranged.measure_row_number,
    from ranged
    inner join enterprises
        on ranged.enterprise_id = enterprises.enterprise_id
)

select * from final
