{{ config(meta={
    'who_acts': 'engineer',
    'dagster': {'ref': {'name': 'rpt_unit_flags'}},
}) }}
{#-
    The edit rules that are declared and the models that carry them out are the same, and each
    of these models feeds the table of flags. Evidence: the rule without its model, the model
    without its rule, or the model that feeds nothing.
-#}
{%- set built = [] -%}
{%- set fed = [] -%}
{%- if execute -%}
    {%- for node in graph.nodes.values() -%}
        {%- if node.resource_type == 'model' and node.name.endswith('__flagged') -%}
            {%- do built.append(node.name) -%}
        {%- endif -%}
        {%- if node.resource_type == 'model' and node.name == 'rpt_unit_flags' -%}
            {%- for parent in node.depends_on.nodes -%}
                {%- do fed.append(parent.split('.')[-1]) -%}
            {%- endfor -%}
        {%- endif -%}
    {%- endfor -%}
{%- endif -%}
with

declared as (
    select 'int_' || check_id || '__flagged' as model_name
    from {{ ref('unit_checks') }}
),

built as (
    {% for name in built -%}
    select
        '{{ name }}' as model_name,
        {{ 'true' if name in fed else 'false' }} as is_fed,
    {% if not loop.last -%} union all {%- endif %}
    {% else -%}
    select
        null as model_name,
        false as is_fed,
    {% endfor %}
),

final as (
    select
        declared.model_name as declared_model,
        built.model_name as built_model,
        built.is_fed,
    from declared
    full join built
        on declared.model_name = built.model_name
    where
        declared.model_name is null
        or built.model_name is null
        or not built.is_fed
)

-- depends_on: {{ ref('rpt_unit_flags') }}
select * from final
