with

periods as (
    select * from {{ ref('int_periods__modelled') }}
),

classed_codes as (
    select * from {{ ref('int_industry_codes__classed') }}
),

rules as (
    select * from {{ ref('int_scope_rules__paired') }}
),

regimes_in_force as (
    select * from {{ ref('int_regimes__in_force') }}
),

-- every look-up that a unit needs in one small table: units then meet it in one join
final as (
    select
        periods.period,
        classed_codes.industry_edition,
        classed_codes.industry_code,
        regimes_in_force.regime_id is not null as is_in_force,
        rules.regime_id,
        rules.regime_family,
        rules.scope_class,
        rules.line_cny,
        rules.rule_id_1,
        rules.measure_1,
        rules.threshold_1,
        rules.threshold_unit_1,
        rules.condition_1,
        rules.without_value_1,
        rules.rule_id_2,
        rules.measure_2,
        rules.threshold_2,
        rules.threshold_unit_2,
        rules.condition_2,
        rules.without_value_2,
    from periods
    cross join classed_codes
    inner join rules
        on
            classed_codes.regime_id = rules.regime_id
            and classed_codes.scope_class = rules.scope_class
    left join regimes_in_force
        on
            periods.period = regimes_in_force.period
            and rules.regime_id = regimes_in_force.regime_id
)

select * from final
