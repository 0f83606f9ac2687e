{#- The staged rows of a register that stand for several delivered rows of a key. -#}
{% macro claimed_rows(register, unit_kind, relation) -%}
    select
        period,
        '{{ unit_kind }}' as unit_kind,
        {{ unit_kind }}_id as unit_id,
        '{{ register }}' as register,
        claims,
        source,
        source_delivery_id,
        source_row_number,
    from {{ relation }}
    where claims > 1
{%- endmacro %}
