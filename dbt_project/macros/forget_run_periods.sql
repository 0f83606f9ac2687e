{#-
    Pre-hook of incremental facts: the rows of the periods that this run computes go,
    whether or not any row takes their place; all other periods stay as they are.
-#}
{% macro forget_run_periods() -%}
    {%- if is_incremental() -%}
        delete from {{ this }} where {{ in_run() }}
    {%- endif -%}
{%- endmacro %}
