with

known as (
    select * from {{ ref('int_ledger_updates__known') }}
),

of_units as (
    select * from known
    where document is null
),

-- a unit is settled with the last of its documents
of_documents as (
    select
        period,
        unit_kind,
        unit_id,
        string_agg(distinct responsible, '、' order by responsible) as responsible,
        max(promised_on) as promised_on,
        if(
            count(distinct handling_state) = 1, max(handling_state), null
        ) as handling_state,
    from known
    where document is not null
    group by period, unit_kind, unit_id
),

final as (
    select
        coalesce(of_units.period, of_documents.period) as period,
        coalesce(of_units.unit_kind, of_documents.unit_kind) as unit_kind,
        coalesce(of_units.unit_id, of_documents.unit_id) as unit_id,
        coalesce(
            of_units.handling_state, of_documents.handling_state
        ) as handling_state,
        coalesce(of_units.responsible, of_documents.responsible) as responsible,
        coalesce(of_units.promised_on, of_documents.promised_on) as promised_on,
        of_units.remark,
    from of_units
    full outer join of_documents
        on
            of_units.period = of_documents.period
            and of_units.unit_kind = of_documents.unit_kind
            and of_units.unit_id = of_documents.unit_id
)

select * from final
