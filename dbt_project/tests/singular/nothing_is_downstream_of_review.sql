{{ config(meta={
    'who_acts': 'engineer',
    'dagster': {'ref': {'name': 'rpt_unit_flags'}},
}) }}
{#-
    A flag or a review list never decides a statistical value: no model reads one.
    Evidence: the reader and what it reads.
-#}
{%- set readings = [] -%}
{%- if execute -%}
    {%- for node in graph.nodes.values() if node.resource_type == 'model' -%}
        {%- for parent_id in node.depends_on.nodes -%}
            {%- set parent = graph.nodes.get(parent_id, {'fqn': []}) -%}
            {%- if 'review' in parent.fqn and 'review' not in node.fqn -%}
                {%- do readings.append((node.name, parent.name)) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
{%- endif -%}
-- depends_on: {{ ref('rpt_unit_flags') }}
with

readings as (
    select
        null as reader,
        null as reads,
    {%- for reader, reads in readings %}
    union all
    select
        '{{ reader }}' as reader,
        '{{ reads }}' as reads,
    {%- endfor %}
),

final as (
    select * from readings
    where reader is not null
)

select * from final
