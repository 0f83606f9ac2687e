with

delivered as (
    {{ current_rows('permits') }}
),

renamed as (
    select
        delivered.period,
        delivered.permit_no,
        delivered.kind as permit_kind,
        delivered.project_name,
        {{ normalised_name('delivered.project_name') }} as normalised_name,
        delivered.owner_name,
        delivered.issued_on,
        delivered.amount as amount_cny,
        delivered.source,
        delivered.delivery_id as source_delivery_id,
        delivered.row_number as source_row_number,
        delivered.warnings,
    from delivered
),

{{ one_row_per_key('renamed', ['period', 'permit_no'], 'amount_cny') }}

select * from final
