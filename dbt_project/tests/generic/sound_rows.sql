{#-
    What every row of a table owes: no two rows share the key (nulls count as equal), the
    filled columns always have a value, and a coded column holds only its codes or
    nothing. One test for all three, because each test costs a run more than its query
    does. Evidence: which of them is broken, by what, in how many rows.
-#}
{% test sound_rows(model, key=none, filled=[], codes={}) %}
with

checked as materialized (
    select
        {% for column in ((key or []) + filled + (codes.keys() | list)) | unique -%}
        {{ column }},
        {% endfor -%}
    from {{ model }}
)

{% set parts = [] -%}
{% if key -%}
{% set part -%}
select
    'repeated key' as problem,
    concat_ws(', ', {% for column in key %}coalesce(cast({{ column }} as varchar), '-'){{ ', ' if not loop.last }}{% endfor %}) as subject,
    count(*) as affected_rows,
from checked
group by {{ key | join(', ') }}
having count(*) > 1
{%- endset %}
{% do parts.append(part) -%}
{% endif -%}
{% if filled -%}
{% set part -%}
select
    'no value' as problem,
    column_name as subject,
    empty_rows as affected_rows,
from (
    select
        {% for column in filled -%}
        count(*) - count({{ column }}) as {{ column }},
        {% endfor -%}
    from checked
) as counted
unpivot (empty_rows for column_name in ({{ filled | join(', ') }}))
where empty_rows > 0
{%- endset %}
{% do parts.append(part) -%}
{% endif -%}
{% for column, known in codes.items() -%}
{% set part -%}
select
    'unknown code' as problem,
    '{{ column }} ' || cast({{ column }} as varchar) as subject,
    count(*) as affected_rows,
from checked
where {{ column }} not in ({% for code in known %}'{{ code }}'{{ ', ' if not loop.last }}{% endfor %})
group by {{ column }}
{%- endset %}
{% do parts.append(part) -%}
{% endfor -%}
{{ parts | join('\nunion all by name\n') }}
{% endtest %}
