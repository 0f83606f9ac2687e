with

known as (
    select * from {{ ref('int_ledger_updates__known') }}
),

final as (
    select
        period,
        unit_kind,
        unit_id,
        document,
        document_state,
        issued_on,
        valid_until,
        handling_state,
        responsible,
        promised_on,
        remark,
        updated_period,
        source_delivery_id,
        source_row_number,
    from known
)

select * from final
