with

delivered as (
    {{ current_rows('projects') }}
),

enterprise_ids as (
    select * from {{ ref('stg_enterprise_ids__joined') }}
),

renamed as (
    select
        delivered.period,
        delivered.project_id,
        delivered.project_name,
        coalesce(enterprise_ids.enterprise_id, delivered.owner_id) as owner_id,
        delivered.owner_id as delivered_owner_id,
        delivered.owner_name,
        delivered.division_code,
        delivered.industry_code,
        delivered.construction_nature,
        delivered.continuing as is_continuing,
        delivered.planned_total as planned_total_cny,
        delivered.working_capital as working_capital_cny,
        delivered.started_on,
        delivered.planned_finish_on,
        delivered.construction_status,
        delivered.department,
        delivered.leader,
        delivered.source,
        delivered.delivery_id as source_delivery_id,
        delivered.row_number as source_row_number,
        delivered.warnings,
    from delivered
    left join enterprise_ids
        on delivered.owner_id = enterprise_ids.delivered_id
),

{{ one_row_per_key('renamed', ['period', 'project_id'], 'planned_total_cny') }}

select * from final
