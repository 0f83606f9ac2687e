with

updates as (
    select * from {{ ref('stg_ledger_updates__updates') }}
),

periods as (
    select * from {{ ref('int_periods__modelled') }}
),

-- a row that fills nothing in is a row of the form, no statement
filled as (
    select *
    from updates
    where
        coalesce(
            handling_state,
            responsible,
            remark,
            document_state,
            cast(promised_on as varchar),
            cast(issued_on as varchar),
            cast(valid_until as varchar)
        ) is not null
),

ordered as (
    select
        *,
        row_number() over (
            partition by unit_kind, unit_id, document
            order by period, modified_at, source, source_row_number
        ) as place,
    from filled
),

-- an empty cell says nothing: each column keeps what was last said in it, and a
-- document's state goes with its own dates
said as (
    select
        *,
        if(
            document_state is not null,
            struct_pack(
                state := document_state,
                issued_on := issued_on,
                valid_until := valid_until,
                period := period,
                delivery_id := source_delivery_id,
                row_number := source_row_number
            ),
            null
        ) as said_of_document,
    from ordered
),

carried as (
    select
        period,
        unit_kind,
        unit_id,
        document,
        place,
        source_delivery_id,
        source_row_number,
        last_value(handling_state ignore nulls) over (
            partition by unit_kind, unit_id, document order by place
        ) as handling_state,
        last_value(responsible ignore nulls) over (
            partition by unit_kind, unit_id, document order by place
        ) as responsible,
        last_value(promised_on ignore nulls) over (
            partition by unit_kind, unit_id, document order by place
        ) as promised_on,
        last_value(remark ignore nulls) over (
            partition by unit_kind, unit_id, document order by place
        ) as remark,
        last_value(said_of_document ignore nulls) over (
            partition by unit_kind, unit_id, document order by place
        ) as said_of_document,
        lead(period) over (
            partition by unit_kind, unit_id, document order by place
        ) as known_until,
    from said
),

final as (
    select
        periods.period,
        carried.unit_kind,
        carried.unit_id,
        carried.document,
        struct_extract(carried.said_of_document, 'state') as document_state,
        struct_extract(carried.said_of_document, 'issued_on') as issued_on,
        struct_extract(carried.said_of_document, 'valid_until') as valid_until,
        carried.handling_state,
        carried.responsible,
        carried.promised_on,
        carried.remark,
        carried.period as updated_period,
        struct_extract(carried.said_of_document, 'period') as state_period,
        struct_extract(carried.said_of_document, 'delivery_id') as state_delivery_id,
        struct_extract(carried.said_of_document, 'row_number') as state_row_number,
        carried.source_delivery_id,
        carried.source_row_number,
    from carried
    inner join periods
        on
            carried.period <= periods.period
            and coalesce(carried.known_until > periods.period, true)
)

select * from final
