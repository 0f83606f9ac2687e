{{ config(materialized='view') }}

with

years as (
    select * from {{ ref('int_years__completed') }}
),

units as (
    select * from {{ ref('int_enterprises__in_force') }}
),

yearly as (
    select * from {{ ref('int_enterprise_returns__yearly') }}
),

classed_codes as (
    select * from {{ ref('int_industry_codes__classed') }}
),

rules as (
    select * from {{ ref('int_scope_rules__paired') }}
),

regime_periods as (
    select * from {{ ref('regime_periods') }}
    where survey_kind = 'annual'
),

ownership_codes as (
    select * from {{ ref('ownership_codes') }}
),

qualifications as (
    select * from {{ ref('int_qualifications__read') }}
),

investing as (
    select * from {{ ref('int_enterprise_scope__investing') }}
),

regimes_in_force as (
    select
        years.year,
        regime_periods.regime_id,
    from years
    inner join regime_periods
        on
            years.year_on >= coalesce(regime_periods.valid_from, years.year_on)
            and (
                regime_periods.valid_to is null
                or years.year_on < regime_periods.valid_to
            )
),

-- the unit as listed in December, with the revenue of that very year
measured as (
    select
        years.year,
        units.enterprise_id,
        units.division_code,
        units.industry_edition,
        units.industry_code,
        units.source_delivery_id,
        units.source_row_number,
        yearly.revenue_cny,
        {{ headcount('yearly', 'units') }},
        cast(null as decimal(18, 2)) as planned_total_cny,
        coalesce(yearly.sizing_source, 'none') as sizing_source,
        yearly.measure_delivery_id,
        yearly.measure_row_number,
        coalesce(ownership_codes.is_state_owned, false) as is_state_owned,
        coalesce(qualifications.is_qualified, false) as is_qualified,
        case
            when units.unit_type != 'legal_unit' then 'not_a_legal_unit'
            when units.operating_status != 'operating' then 'not_operating'
        end as obstacle,
    from years
    inner join units
        on years.status_period = units.period
    left join yearly
        on
            units.enterprise_id = yearly.enterprise_id
            and years.year = yearly.year
    left join ownership_codes
        on units.ownership_code = ownership_codes.ownership_code
    left join qualifications
        on units.qualification = qualifications.qualification
),

ruled as (
    select
        measured.*,
        rules.*,
    from measured
    inner join classed_codes
        on
            measured.industry_edition = classed_codes.industry_edition
            and measured.industry_code = classed_codes.industry_code
    inner join regimes_in_force
        on
            measured.year = regimes_in_force.year
            and classed_codes.regime_id = regimes_in_force.regime_id
    inner join rules
        on
            classed_codes.regime_id = rules.regime_id
            and classed_codes.scope_class = rules.scope_class
),

{{ judged_by_rules('ruled') }},

judged_by_returns as (
    select
        year,
        enterprise_id,
        division_code,
        scope_class,
        regime_id,
        regime_family,
        rule_id,
        measure,
        revenue_cny as measure_cny,
        threshold_cny,
        measure_value,
        threshold_value,
        line_cny,
        sizing_source,
        scope_status,
        is_eligible,
        source_delivery_id,
        source_row_number,
        {{ measure_source() }},
    from judged
),

-- other investing units: as in December, unless the annual survey counts them elsewhere
judged_by_projects as (
    select
        years.year,
        investing.enterprise_id,
        investing.division_code,
        investing.scope_class,
        investing.regime_id,
        investing.regime_family,
        investing.rule_id,
        investing.measure,
        investing.measure_cny,
        investing.threshold_cny,
        investing.measure_value,
        investing.threshold_value,
        investing.line_cny,
        investing.sizing_source,
        investing.scope_status,
        investing.is_eligible,
        investing.source_delivery_id,
        investing.source_row_number,
        investing.measure_delivery_id,
        investing.measure_row_number,
    from years
    inner join investing
        on years.status_period = investing.period
    inner join regimes_in_force
        on
            years.year = regimes_in_force.year
            and investing.regime_id = regimes_in_force.regime_id
    where not exists (
        select 1
        from judged_by_returns
        where
            judged_by_returns.year = years.year
            and judged_by_returns.enterprise_id = investing.enterprise_id
            and judged_by_returns.scope_status = 'in_scope'
    )
),

final as (
    select * from judged_by_returns
    union all
    select * from judged_by_projects
)

select * from final
