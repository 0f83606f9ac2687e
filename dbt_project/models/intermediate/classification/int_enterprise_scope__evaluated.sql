{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='fail',
    pre_hook="{{ forget_run_periods() }}",
) }}

with

units as (
    select * from {{ ref('int_enterprises__in_force') }}
    where {{ in_run() }}
),

sized as (
    select * from {{ ref('int_enterprises__sized') }}
    where {{ in_run() }}
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

ownership_codes as (
    select * from {{ ref('ownership_codes') }}
),

qualifications as (
    select * from {{ ref('int_qualifications__read') }}
),

-- one row per unit: what its rules will look at
measured as (
    select
        units.period,
        units.enterprise_id,
        units.division_code,
        units.industry_edition,
        units.industry_code,
        units.source_delivery_id,
        units.source_row_number,
        sized.revenue_cny,
        sized.employees,
        cast(null as decimal(18, 2)) as planned_total_cny,
        sized.sizing_source,
        sized.measure_delivery_id,
        sized.measure_row_number,
        coalesce(ownership_codes.is_state_owned, false) as is_state_owned,
        coalesce(qualifications.is_qualified, false) as is_qualified,
        case
            when units.unit_type != 'legal_unit' then 'not_a_legal_unit'
            when units.operating_status != 'operating' then 'not_operating'
        end as obstacle,
    from units
    inner join sized
        on
            units.period = sized.period
            and units.enterprise_id = sized.enterprise_id
    left join ownership_codes
        on units.ownership_code = ownership_codes.ownership_code
    left join qualifications
        on units.qualification = qualifications.qualification
),

-- one row per unit and regime of a family for which the unit has a class
ruled as (
    select
        measured.*,
        rules.*,
    from measured
    inner join classed_codes
        on
            measured.industry_edition = classed_codes.industry_edition
            and measured.industry_code = classed_codes.industry_code
    inner join rules
        on
            classed_codes.regime_id = rules.regime_id
            and classed_codes.scope_class = rules.scope_class
),

{{ judged_by_rules('ruled') }},

final as (
    select
        judged.period,
        judged.enterprise_id,
        judged.division_code,
        judged.scope_class,
        judged.regime_id,
        judged.regime_family,
        regimes_in_force.regime_id is not null as is_in_force,
        judged.rule_id,
        judged.measure,
        judged.revenue_cny as measure_cny,
        judged.threshold_cny,
        judged.measure_value,
        judged.threshold_value,
        judged.line_cny,
        judged.sizing_source,
        judged.scope_status,
        judged.is_eligible,
        judged.source_delivery_id,
        judged.source_row_number,
        judged.measure_delivery_id,
        judged.measure_row_number,
    from judged
    left join regimes_in_force
        on
            judged.period = regimes_in_force.period
            and judged.regime_id = regimes_in_force.regime_id
)

select * from final
