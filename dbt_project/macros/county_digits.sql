{#-
    A division code whose township digits are zeros means the county: its 6 digits
    (definitions.md, Deliveries 9). Lists of counties are often written that way.
-#}
{% macro county_digits(column) -%}
    regexp_replace({{ column }}, '^([0-9]{6})000$', '\1')
{%- endmacro %}
