{{ config(materialized='view') }}

with

periods as (
    select * from {{ ref('int_periods__modelled') }}
),

units as (
    select * from {{ ref('stg_enterprises__units') }}
),

editions as (
    select * from {{ ref('industry_editions') }}
),

divisions as (
    select * from {{ ref('industry_divisions') }}
),

-- a code without a stated edition is of the edition of the list that carries it
lists as (
    select
        periods.period,
        periods.enterprise_list_period,
        editions.industry_edition,
    from periods
    inner join editions
        on
            periods.enterprise_list_period
            >= coalesce(editions.valid_from, periods.enterprise_list_period)
            and (
                editions.valid_to is null
                or periods.enterprise_list_period < editions.valid_to
            )
),

listed as (
    select
        lists.period,
        lists.enterprise_list_period as list_period,
        units.enterprise_id,
        units.delivered_id,
        units.enterprise_name,
        units.division_code,
        units.industry_code,
        coalesce(units.industry_edition, lists.industry_edition) as industry_edition,
        units.ownership_code,
        units.unit_type,
        units.operating_status,
        units.opened_on,
        units.qualification,
        units.employees,
        units.source,
        units.source_delivery_id,
        units.source_row_number,
        units.warnings,
        units.claims,
    from lists
    inner join units
        on lists.enterprise_list_period = units.period
),

final as (
    select
        listed.*,
        coalesce(
            divisions.section_code,
            nullif(regexp_extract(listed.industry_code, '^[A-Z]'), '')
        ) as section_code,
    from listed
    left join divisions
        on
            listed.industry_edition = divisions.industry_edition
            and left(listed.industry_code, 2) = divisions.industry_division
)

select * from final
