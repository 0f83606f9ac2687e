with

delivered as (
    {{ current_rows('project_evidence') }}
),

renamed as (
    select
        delivered.period,
        delivered.project_id,
        delivered.document,
        delivered.state,
        delivered.issued_on,
        delivered.valid_until,
        delivered.applied_on,
        delivered.department,
        delivered.note,
        delivered.source,
        delivered.delivery_id as source_delivery_id,
        delivered.row_number as source_row_number,
        delivered.warnings,
    from delivered
),

{{ one_row_per_key(
    'renamed',
    ['period', 'project_id', 'document', 'issued_on', 'applied_on', 'department'],
) }}

select * from final
