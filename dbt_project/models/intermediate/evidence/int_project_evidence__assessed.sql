with

documents as (
    select * from {{ ref('int_project_documents__assessed') }}
    where necessity = 'mandatory'
),

listed as (
    select
        period,
        project_id,
        list(document order by sort_order) filter (where is_missing)
            as missing_documents,
        list(document order by sort_order) filter (where is_faulty)
            as faulty_documents,
        coalesce(bool_or(is_faulty and standing = 'nonconforming'), false)
            as has_nonconforming,
        coalesce(bool_or(is_faulty and standing = 'expired'), false) as has_expired,
    from documents
    group by period, project_id
),

final as (
    select
        period,
        project_id,
        has_nonconforming,
        has_expired,
        coalesce(missing_documents, cast([] as varchar[])) as missing_documents,
        coalesce(faulty_documents, cast([] as varchar[])) as faulty_documents,
    from listed
)

select * from final
