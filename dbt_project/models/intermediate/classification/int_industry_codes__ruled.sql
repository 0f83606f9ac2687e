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
        rules.*,
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
