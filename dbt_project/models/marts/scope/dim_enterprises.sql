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

-- the latest period in which each was listed; a window over all rows costs far more
last_listed as (
    select
        enterprise_id,
        max(period) as period,
    from units
    group by enterprise_id
),

latest as (
    select units.*
    from units
    inner join last_listed
        on
            units.period = last_listed.period
            and units.enterprise_id = last_listed.enterprise_id
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
