with

entries as (
    select * from {{ ref('stg_registered_projects__entries') }}
),

final as (
    select
        period,
        project_id,
        exit_reason is null as is_registered,
        entered_on,
        exit_reason,
        source_delivery_id,
        source_row_number,
    from entries
)

select * from final
