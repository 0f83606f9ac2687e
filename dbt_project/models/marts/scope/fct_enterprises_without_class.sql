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

periods as (
    select * from {{ ref('int_periods__modelled') }}
),

registered as (
    select * from {{ ref('int_enterprises__registered') }}
    where {{ in_run() }}
),

scope as (
    select * from {{ ref('fct_enterprise_scope') }}
    where {{ in_run() }}
),

final as (
    select
        units.period,
        units.enterprise_id,
        units.division_code,
        units.industry_code,
        units.industry_edition,
        units.unit_type,
        units.operating_status,
        if(
            periods.registered_enterprise_list_period is null,
            null,
            coalesce(registered.is_registered, false)
        ) as is_registered,
        units.source_delivery_id,
        units.source_row_number,
    from units
    inner join periods
        on units.period = periods.period
    left join registered
        on
            units.period = registered.period
            and units.enterprise_id = registered.enterprise_id
    where not exists (
        select 1
        from scope
        where
            scope.period = units.period
            and scope.enterprise_id = units.enterprise_id
    )
)

select * from final
