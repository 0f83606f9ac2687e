with

project_documents as (
    select * from {{ ref('int_project_documents__assessed') }}
),

enterprise_documents as (
    select * from {{ ref('int_enterprise_documents__assessed') }}
),

final as (
    select
        period,
        'project' as unit_kind,
        project_id as unit_id,
        document,
        necessity,
        substitutes_for,
        state,
        standing,
        valid_until,
        is_replaced,
        is_missing,
        is_faulty,
        source_delivery_id,
        source_row_number,
    from project_documents
    union all
    select
        period,
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
        document,
        necessity,
        substitutes_for,
        state,
        standing,
        valid_until,
        is_replaced,
        is_missing,
        is_faulty,
        source_delivery_id,
        source_row_number,
    from enterprise_documents
)

select * from final
