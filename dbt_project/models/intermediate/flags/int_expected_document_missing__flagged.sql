with

documents as (
    select * from {{ ref('int_project_documents__assessed') }}
    where necessity = 'expected' and standing in ('missing', 'applied')
),

unregistered as (
    select * from {{ ref('int_projects__unregistered') }}
),

projects as (
    select * from {{ ref('int_projects__in_force') }}
),

final as (
    select
        documents.period,
        'project' as unit_kind,
        documents.project_id as unit_id,
        'expected_document_missing' as check_id,
        json_object(
            'documents', list(documents.document order by documents.sort_order)
        ) as evidence,
        any_value(projects.source_delivery_id) as delivery_id,
        any_value(projects.source_row_number) as source_row_number,
    from documents
    inner join unregistered
        on
            documents.period = unregistered.period
            and documents.project_id = unregistered.project_id
    inner join projects
        on
            documents.period = projects.period
            and documents.project_id = projects.project_id
    group by documents.period, documents.project_id
)

select * from final
