with

project_documents as (
    select * from {{ ref('int_project_documents__assessed') }}
),

enterprise_documents as (
    select * from {{ ref('int_enterprise_documents__assessed') }}
),

reasons as (
    select * from {{ ref('int_reasons__ordered') }}
),

reason_codes as (
    select * from {{ ref('reason_codes') }}
),

documents as (
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
        cast(null as date) as reference_period,
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
        reference_period,
        is_replaced,
        is_missing,
        is_faulty,
        source_delivery_id,
        source_row_number,
    from enterprise_documents
),

-- what stands between an unregistered unit and its filing, but for its papers
hindrances as (
    select
        reasons.period,
        reasons.unit_kind,
        reasons.unit_id,
        unnest(reasons.reasons) as reason,
    from reasons
),

hindered as (
    select
        hindrances.period,
        hindrances.unit_kind,
        hindrances.unit_id,
        coalesce(bool_or(reason_codes.settled_by = 'office'), false)
            as is_with_an_office,
        coalesce(bool_or(reason_codes.settled_by = 'window'), false)
            as is_before_a_window,
    from hindrances
    left join reason_codes
        on
            hindrances.unit_kind = reason_codes.unit_kind
            and hindrances.reason = reason_codes.reason
    group by hindrances.period, hindrances.unit_kind, hindrances.unit_id
),

blocked as (
    select
        period,
        unit_kind,
        unit_id,
        count(*) as blocking_documents,
        any_value(document) as blocking_document,
    from documents
    where necessity = 'mandatory' and (is_missing or is_faulty)
    group by period, unit_kind, unit_id
),

-- the one paper that is still to come, or one of those that may stand in for it
final as (
    select
        documents.*,
        if(
            hindered.unit_id is null, null, coalesce(blocked.blocking_documents, 0)
        ) as blocking_documents,
        case
            when
                hindered.unit_id is not null
                and blocked.blocking_documents = 1
                and coalesce(documents.substitutes_for, documents.document)
                = blocked.blocking_document
                then
                    case
                        when hindered.is_with_an_office then 'papers_complete'
                        when hindered.is_before_a_window then 'ready_for_window'
                        else 'ready_to_file'
                    end
        end as unlocks,
    from documents
    left join hindered
        on
            documents.period = hindered.period
            and documents.unit_kind = hindered.unit_kind
            and documents.unit_id = hindered.unit_id
    left join blocked
        on
            documents.period = blocked.period
            and documents.unit_kind = blocked.unit_kind
            and documents.unit_id = blocked.unit_id
)

select * from final
