{#-
    The rows of a relation once per level of territory: under the county (6 digits)
    and, where the unit's code has 9 digits, under the township too. The relation's
    division_code is replaced; a unit known by county only counts at county level
    only.
-#}
{% macro division_levels(relation) -%}
    select * replace (left(division_code, 6) as division_code)
    from {{ relation }}
    union all
    select *
    from {{ relation }}
    where length(division_code) = 9
{%- endmacro %}
