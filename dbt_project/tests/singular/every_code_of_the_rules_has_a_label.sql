{{ config(meta={
    'dagster': {'ref': {'name': 'code_labels'}},
    'who_acts': 'engineer',
    'description': 'What a rule can say is named in Chinese and English.',
}) }}

with

labels as (
    select * from {{ ref('code_labels') }}
),

regimes as (
    select * from {{ ref('regimes') }}
),

regime_periods as (
    select * from {{ ref('regime_periods') }}
),

rules as (
    select * from {{ ref('scope_rules') }}
),

sizing_sources as (
    select * from {{ ref('sizing_sources') }}
),

editions as (
    select * from {{ ref('industry_editions') }}
),

codes as (
    select
        'regime_family' as code_list,
        regime_family as code,
    from regimes
    union
    select
        'unit_kind' as code_list,
        unit_kind as code,
    from regimes
    union
    select
        'survey_kind' as code_list,
        survey_kind as code,
    from regime_periods
    union
    select
        'scope_class' as code_list,
        scope_class as code,
    from rules
    union
    select
        'measure' as code_list,
        measure as code,
    from rules
    union
    select
        'condition' as code_list,
        condition as code,
    from rules
    union
    select
        'sizing_source' as code_list,
        sizing_source as code,
    from sizing_sources
    union
    select
        'industry_edition' as code_list,
        industry_edition as code,
    from editions
)

select codes.*
from codes
left join labels
    on
        codes.code_list = labels.code_list
        and codes.code = labels.code
where labels.code is null
