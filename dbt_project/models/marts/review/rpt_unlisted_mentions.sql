with

returns as (
    select * from {{ ref('stg_enterprise_returns__returns') }}
),

registered_enterprises as (
    select * from {{ ref('stg_registered_enterprises__entries') }}
),

papers as (
    select * from {{ ref('stg_enterprise_evidence__documents') }}
),

tax_sales as (
    select * from {{ ref('stg_tax_sales__sales') }}
    where enterprise_id is not null
),

power_use as (
    select * from {{ ref('stg_power_use__accounts') }}
    where enterprise_id is not null
),

progress as (
    select * from {{ ref('stg_project_progress__progress') }}
),

registered_projects as (
    select * from {{ ref('stg_registered_projects__entries') }}
),

evidence as (
    select * from {{ ref('stg_project_evidence__documents') }}
),

revisions as (
    select * from {{ ref('stg_plan_revisions__revisions') }}
),

enterprises as (
    select * from {{ ref('dim_enterprises') }}
),

projects as (
    select * from {{ ref('dim_projects') }}
),

listed as (
    select
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
    from enterprises
    union all
    select
        'project' as unit_kind,
        project_id as unit_id,
    from projects
),

mentions as (
    select
        'enterprise_returns' as register,
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
        cast(null as varchar) as unit_name,
        period,
        source_delivery_id,
        source_row_number,
    from returns
    union all
    select
        'registered_enterprises' as register,
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
        enterprise_name as unit_name,
        period,
        source_delivery_id,
        source_row_number,
    from registered_enterprises
    union all
    select
        'enterprise_evidence' as register,
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
        cast(null as varchar) as unit_name,
        period,
        source_delivery_id,
        source_row_number,
    from papers
    union all
    select
        'tax_sales' as register,
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
        enterprise_name as unit_name,
        period,
        source_delivery_id,
        source_row_number,
    from tax_sales
    union all
    select
        'power_use' as register,
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
        account_name as unit_name,
        period,
        source_delivery_id,
        source_row_number,
    from power_use
    union all
    select
        'project_progress' as register,
        'project' as unit_kind,
        project_id as unit_id,
        cast(null as varchar) as unit_name,
        period,
        source_delivery_id,
        source_row_number,
    from progress
    union all
    select
        'registered_projects' as register,
        'project' as unit_kind,
        project_id as unit_id,
        project_name as unit_name,
        period,
        source_delivery_id,
        source_row_number,
    from registered_projects
    union all
    select
        'project_evidence' as register,
        'project' as unit_kind,
        project_id as unit_id,
        cast(null as varchar) as unit_name,
        period,
        source_delivery_id,
        source_row_number,
    from evidence
    union all
    select
        'plan_revisions' as register,
        'project' as unit_kind,
        project_id as unit_id,
        cast(null as varchar) as unit_name,
        period,
        source_delivery_id,
        source_row_number,
    from revisions
),

final as (
    select
        mentions.period,
        mentions.unit_kind,
        mentions.unit_id,
        mentions.unit_name,
        mentions.register,
        mentions.source_delivery_id,
        mentions.source_row_number,
    from mentions
    where not exists (
        select 1
        from listed
        where
            listed.unit_kind = mentions.unit_kind
            and listed.unit_id = mentions.unit_id
    )
)

select * from final
