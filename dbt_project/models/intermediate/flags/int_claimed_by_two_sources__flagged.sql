{#- the registers, each with the column that names its unit -#}
{% set registers = {
    'enterprises': ('stg_enterprises__units', 'enterprise'),
    'enterprise_returns': ('stg_enterprise_returns__returns', 'enterprise'),
    'registered_enterprises': ('stg_registered_enterprises__entries', 'enterprise'),
    'projects': ('stg_projects__projects', 'project'),
    'project_progress': ('stg_project_progress__progress', 'project'),
    'registered_projects': ('stg_registered_projects__entries', 'project'),
    'project_evidence': ('stg_project_evidence__documents', 'project'),
    'plan_revisions': ('stg_plan_revisions__revisions', 'project'),
} -%}

with

{% for register, (model, unit_kind) in registers.items() -%}
{{ register }} as (
    select
        period,
        '{{ unit_kind }}' as unit_kind,
        {{ unit_kind }}_id as unit_id,
        '{{ register }}' as register,
        claims,
        source,
        source_delivery_id,
        source_row_number,
    from {{ ref(model) }}
    where claims > 1
),

{% endfor -%}

claimed as (
    {%- for register in registers %}
    select * from {{ register }}
    {% if not loop.last -%} union all {%- endif %}
    {%- endfor %}
),

final as (
    select
        period,
        unit_kind,
        unit_id,
        'claimed_by_two_sources' as check_id,
        json_object(
            'registers', list(distinct register order by register),
            'rows_set_aside', sum(claims - 1),
            'source_kept', min(source)
        ) as evidence,
        arg_min(source_delivery_id, (source_delivery_id, source_row_number))
            as delivery_id,
        arg_min(source_row_number, (source_delivery_id, source_row_number))
            as source_row_number,
    from claimed
    group by period, unit_kind, unit_id
)

select * from final
