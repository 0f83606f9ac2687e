with

units as (
    select * from {{ ref('int_enterprises__in_force') }}
),

periods as (
    select * from {{ ref('int_periods__modelled') }}
),

last_period as (
    select max(period) as period
    from periods
),

-- the row of the latest period in which the unit was listed
latest as (
    select *
    from units
    qualify row_number() over (partition by enterprise_id order by period desc) = 1
),

final as (
    select
        latest.enterprise_id,
        latest.enterprise_name,
        latest.division_code,
        latest.industry_code,
        latest.industry_edition,
        latest.section_code,
        latest.ownership_code,
        latest.unit_type,
        latest.operating_status,
        latest.opened_on,
        latest.qualification,
        latest.employees,
        latest.period as last_listed_period,
        latest.period = last_period.period as is_listed,
        latest.source_delivery_id,
        latest.source_row_number,
    from latest
    cross join last_period
)

select * from final
