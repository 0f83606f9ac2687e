with

rules as (
    select * from {{ ref('scope_rules') }}
),

regimes as (
    select * from {{ ref('regimes') }}
),

-- the alternatives of a class side by side, so that a unit meets its rules in one join
paired as (
    select
        regime_id,
        scope_class,
        any_value(threshold) filter (
            where alternative = 1 and threshold_unit = 'cny'
        ) as line_cny_1,
        any_value(threshold) filter (
            where alternative = 2 and threshold_unit = 'cny'
        ) as line_cny_2,
        {% for n in (1, 2) -%}
        any_value(rule_id) filter (where alternative = {{ n }}) as rule_id_{{ n }},
        any_value(measure) filter (where alternative = {{ n }}) as measure_{{ n }},
        any_value(threshold) filter (where alternative = {{ n }}) as threshold_{{ n }},
        any_value(threshold_unit) filter (where alternative = {{ n }})
            as threshold_unit_{{ n }},
        any_value(condition) filter (where alternative = {{ n }}) as condition_{{ n }},
        any_value(without_value) filter (where alternative = {{ n }})
            as without_value_{{ n }},
        {% endfor -%}
    from rules
    group by regime_id, scope_class
),

final as (
    select
        regimes.regime_family,
        regimes.class_set,
        coalesce(paired.line_cny_1, paired.line_cny_2) as line_cny,
        paired.* exclude (line_cny_1, line_cny_2),
    from paired
    inner join regimes
        on paired.regime_id = regimes.regime_id
)

select * from final
