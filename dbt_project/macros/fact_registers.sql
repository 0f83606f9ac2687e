{#-
    The registers whose first and last delivery bound the modelled months: lists of
    units, lists of the statistics register, returns and progress (definitions.md,
    Deliveries 11). Evidence and revisions alone open no month.
-#}
{% macro fact_registers() -%}
    'enterprises',
        'enterprise_returns',
        'registered_enterprises',
        'projects',
        'project_progress',
        'registered_projects'
{%- endmacro %}
