with

documents as (
    select * from {{ ref('int_project_documents__assessed') }}
),

replaced as (
    select * from documents
    where is_replaced
),

substitutes as (
    select * from documents
    where necessity = 'substitute' and standing = 'good'
),

matched as (
    select
        replaced.period,
        replaced.project_id,
        replaced.document,
        replaced.standing,
        substitutes.document as substitute,
        substitutes.sort_order,
        substitutes.source_delivery_id,
        substitutes.source_row_number,
    from replaced
    inner join substitutes
        on
            replaced.period = substitutes.period
            and replaced.project_id = substitutes.project_id
            and replaced.document = substitutes.substitutes_for
),

final as (
    select
        period,
        'project' as unit_kind,
        project_id as unit_id,
        'unexplained_substitute' as check_id,
        json_object(
            'document', min(document),
            'standing', min(standing),
            'substitutes', list(substitute order by sort_order)
        ) as evidence,
        arg_min(source_delivery_id, sort_order) as delivery_id,
        arg_min(source_row_number, sort_order) as source_row_number,
    from matched
    group by period, project_id
)

select * from final
