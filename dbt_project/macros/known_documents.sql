{#-
    The documents of a unit that are known at each modelled period, with their standing
    on its last day. An increment stands until the same key is delivered again; what a
    ledger that came back says of a document counts like a delivered row of its own.
    `has_period`: the documents say what months they are of; a ledger never does.
-#}
{% macro known_documents(documents, unit_id, has_period=false) -%}
with

documents as (
    select * from {{ documents }}
),

periods as (
    select * from {{ ref('int_periods__modelled') }}
),

dated as (
    select
        *,
        period as known_from,
        lead(period) over (
            partition by {{ unit_id }}, document, issued_on, applied_on, department
            order by period
        ) as known_until,
    from documents
),

known as (
    select dated.* replace (periods.period as period)
    from dated
    inner join periods
        on
            dated.known_from <= periods.period
            and coalesce(dated.known_until > periods.period, true)
),

-- a ledger makes one statement per document, the latest
ledger_statements as (
    select * from {{ ref('int_ledger_updates__known') }}
    where
        unit_kind = '{{ unit_id | replace('_id', '') }}'
        and document is not null
        and document_state is not null
),

stated as (
    select
        period,
        {{ unit_id }},
        document,
        state,
        issued_on,
        valid_until,
        applied_on,
        department,
        {% if has_period -%} reference_period, {%- endif %}
        known_from,
        source_delivery_id,
        source_row_number,
        false as is_of_ledger,
    from known
    union all
    select
        period,
        unit_id as {{ unit_id }},
        document,
        document_state as state,
        issued_on,
        valid_until,
        null as applied_on,
        null as department,
        {% if has_period -%} null as reference_period, {%- endif %}
        state_period as known_from,
        state_delivery_id as source_delivery_id,
        state_row_number as source_row_number,
        true as is_of_ledger,
    from ledger_statements
),

-- of a key the latest delivered state wins, within a month the ledger's
latest as (
    select *
    from stated
    qualify
        row_number() over (
            partition by
                period, {{ unit_id }}, document, issued_on, applied_on, department
            order by known_from desc, is_of_ledger desc
        ) = 1
),

-- the clock stands at the last day of the period
judged as (
    select
        *,
        case
            when state = 'waived' then 'good'
            when state = 'valid' and valid_until < last_day(period) then 'expired'
            when state = 'valid' then 'good'
            else state
        end as standing,
    from latest
),

final as (
    select
        period,
        {{ unit_id }},
        document,
        state,
        standing,
        issued_on,
        valid_until,
        applied_on,
        department,
        {% if has_period -%} reference_period, {%- endif %}
        known_from,
        source_delivery_id,
        source_row_number,
    from judged
)

select * from final
{%- endmacro %}
