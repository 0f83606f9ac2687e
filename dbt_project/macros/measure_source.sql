{#- Where the deciding value of a verdict stands: the headcount's place, else the revenue's. -#}
{% macro measure_source() -%}
    if(measure = 'employees', employees_delivery_id, measure_delivery_id)
        as measure_delivery_id,
    if(measure = 'employees', employees_row_number, measure_row_number)
        as measure_row_number
{%- endmacro %}
