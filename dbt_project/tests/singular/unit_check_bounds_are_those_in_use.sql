{{ config(meta={
    'who_acts': 'engineer',
    'dagster': {'ref': {'name': 'unit_check_bounds'}},
}) }}
{#-
    Every bound that a model asks for has its row, and no row stands unused: without its
    row a check would be silent, not wrong. Evidence: the bound, and whether a model or
    a row lacks it.
-#}
{%- set used = [] -%}
{%- if execute -%}
    {%- set asks = "check_bounds\\(\\s*'(\\w+)',\\s*\\[([^\\]]*)\\]" -%}
    {%- for node in graph.nodes.values() if node.resource_type == 'model' -%}
        {%- for check_id, names in modules.re.findall(asks, node.raw_code) -%}
            {%- for name in modules.re.findall('\\w+', names) -%}
                {%- do used.append((check_id, name)) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endfor -%}
{%- endif -%}
with

used as (
    select
        null as check_id,
        null as bound,
    {%- for check_id, name in used %}
        union all
        select
            '{{ check_id }}' as check_id,
            '{{ name }}' as bound,
    {%- endfor %}
),

declared as (
    select
        check_id,
        bound,
    from {{ ref('unit_check_bounds') }}
),

final as (
    select
        coalesce(used.check_id, declared.check_id) as check_id,
        coalesce(used.bound, declared.bound) as bound,
        if(declared.bound is null, 'no row', 'no model') as lacking,
    from used
    full outer join declared
        on
            used.check_id = declared.check_id
            and used.bound = declared.bound
    where
        (used.check_id is not null or declared.check_id is not null)
        and (used.check_id is null or declared.check_id is null)
)

select * from final
