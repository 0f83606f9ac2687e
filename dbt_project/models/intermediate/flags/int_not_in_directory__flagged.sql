with

returns as (
    select * from {{ ref('stg_enterprise_returns__returns') }}
),

tax_sales as (
    select * from {{ ref('stg_tax_sales__sales') }}
),

documents as (
    select * from {{ ref('stg_enterprise_evidence__documents') }}
),

progress as (
    select * from {{ ref('stg_project_progress__progress') }}
),

evidence as (
    select * from {{ ref('stg_project_evidence__documents') }}
),

revisions as (
    select * from {{ ref('stg_plan_revisions__revisions') }}
),

enterprises as (
    select * from {{ ref('int_enterprises__in_force') }}
),

projects as (
    select * from {{ ref('int_projects__in_force') }}
),

periods as (
    select * from {{ ref('int_periods__modelled') }}
),

named_enterprises as (
    select
        period,
        enterprise_id as unit_id,
        'enterprise_returns' as register,
        source_delivery_id,
        source_row_number,
    from returns
    union all
    select
        period,
        coalesce(enterprise_id, enterprise_name) as unit_id,
        'tax_sales' as register,
        source_delivery_id,
        source_row_number,
    from tax_sales
    union all
    select
        period,
        enterprise_id as unit_id,
        'enterprise_evidence' as register,
        source_delivery_id,
        source_row_number,
    from documents
),

named_projects as (
    select
        period,
        project_id as unit_id,
        'project_progress' as register,
        source_delivery_id,
        source_row_number,
    from progress
    union all
    select
        period,
        project_id as unit_id,
        'project_evidence' as register,
        source_delivery_id,
        source_row_number,
    from evidence
    union all
    select
        period,
        project_id as unit_id,
        'plan_revisions' as register,
        source_delivery_id,
        source_row_number,
    from revisions
),

-- without a list in force nothing can be missing from it
unlisted_enterprises as (
    select
        'enterprise' as unit_kind,
        named_enterprises.*,
    from named_enterprises
    inner join periods
        on named_enterprises.period = periods.period
    left outer join enterprises
        on
            named_enterprises.period = enterprises.period
            and named_enterprises.unit_id = enterprises.enterprise_id
    where
        periods.enterprise_list_period is not null
        and enterprises.enterprise_id is null
),

unlisted_projects as (
    select
        'project' as unit_kind,
        named_projects.*,
    from named_projects
    inner join periods
        on named_projects.period = periods.period
    left outer join projects
        on
            named_projects.period = projects.period
            and named_projects.unit_id = projects.project_id
    where
        periods.project_list_period is not null
        and projects.project_id is null
),

unlisted as (
    select * from unlisted_enterprises
    union all
    select * from unlisted_projects
),

final as (
    select
        period,
        unit_kind,
        unit_id,
        'not_in_directory' as check_id,
        json_object('registers', list(distinct register order by register))
            as evidence,
        arg_min(source_delivery_id, (source_delivery_id, source_row_number))
            as delivery_id,
        arg_min(source_row_number, (source_delivery_id, source_row_number))
            as source_row_number,
    from unlisted
    group by period, unit_kind, unit_id
)

select * from final
