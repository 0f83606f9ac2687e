with

enterprise_returns as (
    select * from {{ ref('stg_enterprise_returns__returns') }}
),

registered_enterprises as (
    select * from {{ ref('stg_registered_enterprises__entries') }}
),

enterprise_evidence as (
    select * from {{ ref('stg_enterprise_evidence__documents') }}
),

tax_sales as (
    select * from {{ ref('stg_tax_sales__sales') }}
),

power_use as (
    select * from {{ ref('stg_power_use__accounts') }}
),

project_progress as (
    select * from {{ ref('stg_project_progress__progress') }}
),

registered_projects as (
    select * from {{ ref('stg_registered_projects__entries') }}
),

project_evidence as (
    select * from {{ ref('stg_project_evidence__documents') }}
),

plan_revisions as (
    select * from {{ ref('stg_plan_revisions__revisions') }}
),

permits as (
    select * from {{ ref('stg_permits__permits') }}
),

mentions as (
    select
        'enterprise_returns' as register,
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
        period,
    from enterprise_returns
    union all
    select
        'registered_enterprises' as register,
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
        period,
    from registered_enterprises
    union all
    select
        'enterprise_evidence' as register,
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
        period,
    from enterprise_evidence
    union all
    select
        'tax_sales' as register,
        'enterprise' as unit_kind,
        coalesce(enterprise_id, enterprise_name) as unit_id,
        period,
    from tax_sales
    union all
    select
        'power_use' as register,
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
        period,
    from power_use
    union all
    select
        'project_progress' as register,
        'project' as unit_kind,
        project_id as unit_id,
        period,
    from project_progress
    union all
    select
        'registered_projects' as register,
        'project' as unit_kind,
        project_id as unit_id,
        period,
    from registered_projects
    union all
    select
        'project_evidence' as register,
        'project' as unit_kind,
        project_id as unit_id,
        period,
    from project_evidence
    union all
    select
        'plan_revisions' as register,
        'project' as unit_kind,
        project_id as unit_id,
        period,
    from plan_revisions
    union all
    select
        'permits' as register,
        'permit' as unit_kind,
        permit_no as unit_id,
        period,
    from permits
),

final as (
    select
        register,
        unit_kind,
        unit_id,
        list(distinct period order by period) as months,
    from mentions
    where unit_id is not null
    group by register, unit_kind, unit_id
)

select * from final
