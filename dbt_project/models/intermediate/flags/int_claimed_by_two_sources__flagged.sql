with

enterprises as (
    {{ claimed_rows(
        register='enterprises',
        unit_kind='enterprise',
        relation=ref('stg_enterprises__units'),
    ) }}
),

enterprise_returns as (
    {{ claimed_rows(
        register='enterprise_returns',
        unit_kind='enterprise',
        relation=ref('stg_enterprise_returns__returns'),
    ) }}
),

registered_enterprises as (
    {{ claimed_rows(
        register='registered_enterprises',
        unit_kind='enterprise',
        relation=ref('stg_registered_enterprises__entries'),
    ) }}
),

enterprise_evidence as (
    {{ claimed_rows(
        register='enterprise_evidence',
        unit_kind='enterprise',
        relation=ref('stg_enterprise_evidence__documents'),
    ) }}
),

-- a taxpayer without a unit is known by its name
tax_sales as (
    select
        period,
        'enterprise' as unit_kind,
        coalesce(enterprise_id, enterprise_name) as unit_id,
        'tax_sales' as register,
        claims,
        source,
        source_delivery_id,
        source_row_number,
    from {{ ref('stg_tax_sales__sales') }}
    where claims > 1
),

projects as (
    {{ claimed_rows(
        register='projects',
        unit_kind='project',
        relation=ref('stg_projects__projects'),
    ) }}
),

project_progress as (
    {{ claimed_rows(
        register='project_progress',
        unit_kind='project',
        relation=ref('stg_project_progress__progress'),
    ) }}
),

registered_projects as (
    {{ claimed_rows(
        register='registered_projects',
        unit_kind='project',
        relation=ref('stg_registered_projects__entries'),
    ) }}
),

project_evidence as (
    {{ claimed_rows(
        register='project_evidence',
        unit_kind='project',
        relation=ref('stg_project_evidence__documents'),
    ) }}
),

plan_revisions as (
    {{ claimed_rows(
        register='plan_revisions',
        unit_kind='project',
        relation=ref('stg_plan_revisions__revisions'),
    ) }}
),

claimed as (
    select * from enterprises
    union all
    select * from enterprise_returns
    union all
    select * from registered_enterprises
    union all
    select * from enterprise_evidence
    union all
    select * from tax_sales
    union all
    select * from projects
    union all
    select * from project_progress
    union all
    select * from registered_projects
    union all
    select * from project_evidence
    union all
    select * from plan_revisions
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
