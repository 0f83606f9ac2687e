{#-
    The rows of one register that count: those of the newest accepted delivery of each
    slot (definitions.md, Deliveries 2). Superseded rows stay in raw and are left out
    here.
-#}
{% macro current_rows(register) -%}
    select delivered.*
    from {{ source('raw', register) }} as delivered
    inner join {{ source('meta', 'slots') }} as slots
        on
            delivered.delivery_id = slots.delivery_id
            and delivered.period = slots.period
            {% if register == 'enterprise_returns' -%}
            and delivered.report_kind = slots.report_kind
            {% endif -%}
            and slots.register = '{{ register }}'
    where slots.is_current
{%- endmacro %}
