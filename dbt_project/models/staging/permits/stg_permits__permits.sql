with

delivered as (
    {{ current_rows('permits') }}
),

names as (
    select * from {{ ref('stg_unit_matches__answers') }}
    where register = 'permits' and is_matched
),

renamed as (
    select
        delivered.period,
        delivered.permit_no,
        delivered.kind as permit_kind,
        delivered.project_name,
        {{ normalised_name('delivered.project_name') }} as normalised_name,
        delivered.owner_name,
        projects.unit_id as project_id,
        coalesce(projects.matched_by, 'none') as project_matched_by,
        projects.match_probability,
        owners.unit_id as owner_id,
        coalesce(owners.matched_by, 'none') as owner_matched_by,
        delivered.issued_on,
        delivered.amount as amount_cny,
        delivered.source,
        delivered.delivery_id as source_delivery_id,
        delivered.row_number as source_row_number,
        delivered.warnings,
    from delivered
    left join names as projects
        on
            projects.unit_kind = 'project'
            and delivered.project_name = projects.delivered_name
            and delivered.owner_name is not distinct from projects.owner_name
    left join names as owners
        on
            owners.unit_kind = 'enterprise'
            and delivered.owner_name = owners.delivered_name
),

{{ one_row_per_key('renamed', ['period', 'permit_no'], 'amount_cny') }}

select * from final
