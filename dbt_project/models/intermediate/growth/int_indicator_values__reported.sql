{{ config(materialized='view') }}
{%- set columns = {
    'industrial_value_added': 'value_added',
    'main_revenue': 'main_revenue',
    'output_value': 'output_value',
} %}

with

returns as (
    select * from {{ ref('stg_enterprise_returns__returns') }}
    where report_kind = 'periodic'
),

progress as (
    select * from {{ ref('stg_project_progress__progress') }}
),

final as (
    {% for indicator, column in columns.items() -%}
        select
            period,
            '{{ indicator }}' as indicator,
            'enterprise' as unit_kind,
            enterprise_id as unit_id,
            {{ column }}_cny as value_cny,
            {{ column }}_prior_cny as prior_value_cny,
            source_delivery_id,
            source_row_number,
        from returns
        union all
    {% endfor -%}
    select
        period,
        'fixed_asset_investment' as indicator,
        'project' as unit_kind,
        project_id as unit_id,
        invested_ytd_cny as value_cny,
        cast(null as decimal(18, 2)) as prior_value_cny,
        source_delivery_id,
        source_row_number,
    from progress
)

select * from final
