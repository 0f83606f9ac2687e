{#-
    For incremental facts: true for the periods that this run (re)computes. A full refresh
    computes every modelled period; a run of single periods touches no other period's rows.
-#}
{% macro in_run(column='period') -%}
    {%- if is_incremental() -%}
        {{ column }} in (
            select run_periods.period from {{ source('meta', 'run_periods') }} as run_periods
        )
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}
