{#-
    No two rows share these columns; nulls count as equal. Evidence: the key and its
    rows.
-#}
{% test unique_key(model, columns) %}
select
    {{ columns | join(',\n    ') }},
    count(*) as rows_of_key,
from {{ model }}
group by {{ columns | join(', ') }}
having count(*) > 1
{% endtest %}
