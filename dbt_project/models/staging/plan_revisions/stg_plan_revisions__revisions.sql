with

delivered as (
    {{ current_rows('plan_revisions') }}
),

renamed as (
    select
        delivered.period,
        delivered.project_id,
        delivered.requested_on,
        delivered.approved_on,
        delivered.revised_total as revised_total_cny,
        delivered.source,
        delivered.delivery_id as source_delivery_id,
        delivered.row_number as source_row_number,
        delivered.warnings,
    from delivered
),

{{ one_row_per_key(
    'renamed',
    ['period', 'project_id', 'requested_on'],
    'revised_total_cny',
) }}

select * from final
