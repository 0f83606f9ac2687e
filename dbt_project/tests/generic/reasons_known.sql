{#-
    Every list of reasons holds at least one, only known ones, in order of precedence,
    the primary one first, and ready_to_file only alone. Evidence: the row.
-#}
{% test reasons_known(model, column_name, unit_kind) %}
with

codes as (
    select list(reason order by precedence) as known_reasons
    from {{ ref('reason_codes') }}
    where unit_kind = '{{ unit_kind }}'
),

listed as (
    select
        listed.*,
        list_filter(
            codes.known_reasons,
            lambda known: list_contains(listed.{{ column_name }}, known)
        ) as expected_reasons,
    from {{ model }} as listed
    cross join codes
)

select *
from listed
where
    len({{ column_name }}) = 0
    or {{ column_name }} != expected_reasons
    or primary_reason != {{ column_name }}[1]
    or (
        list_contains({{ column_name }}, 'ready_to_file')
        and len({{ column_name }}) > 1
    )
{% endtest %}
