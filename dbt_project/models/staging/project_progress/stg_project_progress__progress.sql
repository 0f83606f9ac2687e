with

delivered as (
    {{ current_rows('project_progress') }}
),

renamed as (
    select
        delivered.period,
        delivered.project_id,
        delivered.invested_ytd as invested_ytd_cny,
        delivered.invested_since_start as invested_since_start_cny,
        delivered.construction as construction_cny,
        delivered.installation as installation_cny,
        delivered.equipment as equipment_cny,
        delivered.other as other_cny,
        delivered.source,
        delivered.delivery_id as source_delivery_id,
        delivered.row_number as source_row_number,
        delivered.warnings,
    from delivered
),

{{ one_row_per_key('renamed', ['period', 'project_id'], 'invested_ytd_cny') }}

select * from final
