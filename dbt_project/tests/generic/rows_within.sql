{#- Every row's key exists in another model. Evidence: the keys that do not. -#}
{% test rows_within(model, to, columns) %}
select
    {{ columns | join(',\n    ') }},
from {{ model }}
except
select
    {{ columns | join(',\n    ') }},
from {{ to }}
{% endtest %}
