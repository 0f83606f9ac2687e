{{ config(meta={
    'who_acts': 'engineer',
    'dagster': {'ref': {'name': 'rpt_unit_flags'}},
}) }}
{#-
    The edit rules that are declared and the models that carry them out are the same,
    and every flag that a model raises reaches the table of flags. Evidence: the rule
    without its model, the model without its rule, or the model whose flags are not
    all there.
-#}
{%- set built = [] -%}
{%- if execute -%}
    {%- for node in graph.nodes.values() if node.resource_type == 'model' -%}
        {%- if node.name.endswith('__flagged') -%}
            {%- do built.append(node) -%}
        {%- endif -%}
    {%- endfor -%}
{%- endif -%}
-- depends_on: {{ ref('rpt_unit_flags') }}
with

declared as (
    select 'int_' || check_id || '__flagged' as model_name
    from {{ ref('unit_checks') }}
),

listed as (
    select
        'int_' || check_id || '__flagged' as model_name,
        count(*) as flags,
    from {{ ref('rpt_unit_flags') }}
    group by check_id
),

built as (
    select
        null as model_name,
        0 as flags,
    {%- for node in built %}
        union all
        select
            '{{ node.name }}' as model_name,
            count(*) as flags,
        from {{ node.schema }}.{{ node.alias }}
    {%- endfor %}
),

compared as (
    select
        declared.model_name as declared_model,
        built.model_name as built_model,
        coalesce(built.flags, 0) as flags_raised,
        coalesce(listed.flags, 0) as flags_listed,
    from declared
    full outer join built
        on declared.model_name = built.model_name
    left outer join listed
        on built.model_name = listed.model_name
    where built.model_name is not null or declared.model_name is not null
),

final as (
    select *
    from compared
    where
        declared_model is null
        or built_model is null
        or flags_raised != flags_listed
)

select * from final
