{#-
    For incremental facts: true for the periods that this run (re)computes. A full
    refresh computes every modelled period; a run of single periods touches no other
    period's rows. The periods stand as literals, so that the condition reaches the
    scans below any view.
-#}
{% macro in_run(column='period') -%}
    {%- if execute and is_incremental() -%}
        {%- set found = run_query(
            'select distinct period from ' ~ source('meta', 'run_periods')
        ) -%}
        {%- set periods = found.columns[0].values() -%}
        {%- if periods | length == 0 -%}
            false
        {%- else -%}
            {{ column }} in (
                {%- for period in periods -%}
                    date '{{ period }}'{{ ', ' if not loop.last }}
                {%- endfor -%}
            )
        {%- endif -%}
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}
