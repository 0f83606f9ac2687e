{#-
    The bounds of a check on units as one row, a column per bound. Written with literal
    names, for the test unit_check_bounds_are_those_in_use reads them from the models.
-#}
{% macro check_bounds(check_id, names) -%}
    select
        {% for name in names -%}
        max(value) filter (where bound = '{{ name }}') as {{ name }},
        {% endfor -%}
    from {{ ref('unit_check_bounds') }}
    where check_id = '{{ check_id }}'
{%- endmacro %}
