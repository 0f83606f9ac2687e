{{ config(materialized='view') }}

with

units as (
    select * from {{ ref('int_enterprises__in_force') }}
),

sized as (
    select * from {{ ref('int_enterprises__sized') }}
),

periods as (
    select * from {{ ref('int_periods__modelled') }}
),

registered as (
    select * from {{ ref('int_enterprises__registered') }}
),

ruled_codes as (
    select * from {{ ref('int_industry_codes__ruled') }}
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
        sized.employees_delivery_id,
        sized.employees_row_number,
        coalesce(ownership_codes.is_state_owned, false) as is_state_owned,
        coalesce(qualifications.is_qualified, false) as is_qualified,
        case
            when units.unit_type != 'legal_unit' then 'not_a_legal_unit'
            when units.operating_status != 'operating' then 'not_operating'
        end as obstacle,
        if(
            periods.registered_enterprise_list_period is null,
            null,
            coalesce(registered.is_registered, false)
        ) as is_registered,
    from units
    inner join periods
        on units.period = periods.period
    inner join sized
        on
            units.period = sized.period
            and units.enterprise_id = sized.enterprise_id
    left join registered
        on
            units.period = registered.period
            and units.enterprise_id = registered.enterprise_id
    left join ownership_codes
        on units.ownership_code = ownership_codes.ownership_code
    left join qualifications
        on units.qualification = qualifications.qualification
),

-- one row per unit and regime of a family for which the unit has a class
ruled as (
    select
        measured.*,
        ruled_codes.is_in_force,
        ruled_codes.regime_id,
        ruled_codes.regime_family,
        ruled_codes.scope_class,
        ruled_codes.line_cny,
        ruled_codes.rule_id_1,
        ruled_codes.measure_1,
        ruled_codes.threshold_1,
        ruled_codes.threshold_unit_1,
        ruled_codes.condition_1,
        ruled_codes.without_value_1,
        ruled_codes.rule_id_2,
        ruled_codes.measure_2,
        ruled_codes.threshold_2,
        ruled_codes.threshold_unit_2,
        ruled_codes.condition_2,
        ruled_codes.without_value_2,
    from measured
    inner join ruled_codes
        on
            measured.period = ruled_codes.period
            and measured.industry_edition = ruled_codes.industry_edition
            and measured.industry_code = ruled_codes.industry_code
),

{{ judged_by_rules('ruled') }},

final as (
    select
        period,
        enterprise_id,
        division_code,
        scope_class,
        regime_id,
        regime_family,
        is_in_force,
        rule_id,
        measure,
        revenue_cny as measure_cny,
        threshold_cny,
        measure_value,
        threshold_value,
        line_cny,
        sizing_source,
        is_rule_met,
        is_met_without_line,
        scope_status,
        is_eligible,
        is_registered,
        source_delivery_id,
        source_row_number,
        {{ measure_source() }},
    from judged
)

select * from final
