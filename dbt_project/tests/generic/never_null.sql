{#-
    Each of these columns has a value in every row. Evidence: the column and its empty
    rows.
-#}
{% test never_null(model, columns) %}
with

counted as (
    select
        {% for column in columns -%}
        count(*) - count({{ column }}) as {{ column }},
        {% endfor -%}
    from {{ model }}
),

listed as (
    unpivot counted
    on {{ columns | join(', ') }}
    into name column_name value empty_rows
)

select *
from listed
where empty_rows > 0
{% endtest %}
