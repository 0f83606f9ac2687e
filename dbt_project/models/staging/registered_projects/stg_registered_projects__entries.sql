with

delivered as (
    {{ current_rows('registered_projects') }}
),

renamed as (
    select
        delivered.period,
        delivered.project_id,
        delivered.project_name,
        delivered.entered_on,
        delivered.exit_reason,
        delivered.source,
        delivered.delivery_id as source_delivery_id,
        delivered.row_number as source_row_number,
        delivered.warnings,
    from delivered
),

{{ one_row_per_key('renamed', ['period', 'project_id']) }}

select * from final
