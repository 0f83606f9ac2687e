with

enterprises as (
    select * from {{ ref('stg_enterprises__units') }}
),

projects as (
    select * from {{ ref('stg_projects__projects') }}
),

listed as (
    select
        period,
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
        warnings,
        delivered_id,
        source_delivery_id,
        source_row_number,
    from enterprises
    union all
    select
        period,
        'project' as unit_kind,
        project_id as unit_id,
        warnings,
        delivered_owner_id as delivered_id,
        source_delivery_id,
        source_row_number,
    from projects
),

-- only in the period in which the list was delivered: it is one row of one file
warned as (
    select * from listed
    where len(warnings) > 0
),

final as (
    select
        period,
        unit_kind,
        unit_id,
        'id_check_failed' as check_id,
        source_delivery_id as delivery_id,
        source_row_number,
        json_object('warnings', warnings, 'delivered_id', delivered_id) as evidence,
    from warned
)

select * from final
