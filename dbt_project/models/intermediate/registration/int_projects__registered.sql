with

entries as (
    select * from {{ ref('stg_registered_projects__entries') }}
),

final as (
    select
        period,
        project_id,
        entered_on,
        exit_reason,
        source_delivery_id,
        source_row_number,
        exit_reason is null as is_registered,
    from entries
)

select * from final
