{#- A unit's headcount: of the year's annual return, else of the directory; and where it stands. -#}
{% macro headcount(yearly, units) -%}
    coalesce({{ yearly }}.employees, {{ units }}.employees) as employees,
    if(
        {{ yearly }}.employees is null,
        {{ units }}.source_delivery_id,
        {{ yearly }}.employees_delivery_id
    ) as employees_delivery_id,
    if(
        {{ yearly }}.employees is null,
        {{ units }}.source_row_number,
        {{ yearly }}.employees_row_number
    ) as employees_row_number
{%- endmacro %}
