with

rules as (
    select * from {{ ref('int_scope_rules__stated') }}
),

regimes as (
    select * from {{ ref('int_regimes__stated') }}
),

-- the alternatives of a class side by side, so that a unit meets its rules in one join
paired as (
    select
        regime_id,
        scope_class,
        any_value(threshold order by alternative) filter (
            where threshold_unit = 'cny'
        ) as line_cny,
        any_value(rule_id) filter (where alternative = 1)
            as rule_id_1,
        any_value(measure) filter (where alternative = 1)
            as measure_1,
        any_value(threshold) filter (where alternative = 1)
            as threshold_1,
        any_value(threshold_unit) filter (where alternative = 1)
            as threshold_unit_1,
        any_value(condition) filter (where alternative = 1)
            as condition_1,
        any_value(without_value) filter (where alternative = 1)
            as without_value_1,
        any_value(rule_id) filter (where alternative = 2)
            as rule_id_2,
        any_value(measure) filter (where alternative = 2)
            as measure_2,
        any_value(threshold) filter (where alternative = 2)
            as threshold_2,
        any_value(threshold_unit) filter (where alternative = 2)
            as threshold_unit_2,
        any_value(condition) filter (where alternative = 2)
            as condition_2,
        any_value(without_value) filter (where alternative = 2)
            as without_value_2,
    from rules
    group by regime_id, scope_class
),

final as (
    select
        regimes.regime_family,
        regimes.class_set,
        paired.regime_id,
        paired.scope_class,
        paired.line_cny,
        paired.rule_id_1,
        paired.measure_1,
        paired.threshold_1,
        paired.threshold_unit_1,
        paired.condition_1,
        paired.without_value_1,
        paired.rule_id_2,
        paired.measure_2,
        paired.threshold_2,
        paired.threshold_unit_2,
        paired.condition_2,
        paired.without_value_2,
    from paired
    inner join regimes
        on paired.regime_id = regimes.regime_id
)

select * from final
