with

enterprise_scope as (
    select * from {{ ref('int_enterprise_scope__classified') }}
    where is_in_force and scope_status = 'unknown'
),

project_scope as (
    select * from {{ ref('int_project_scope__classified') }}
    where is_in_force and scope_status = 'unknown'
),

enterprises as (
    select * from {{ ref('int_enterprises__in_force') }}
),

projects as (
    select * from {{ ref('int_projects__in_force') }}
),

unknown_enterprises as (
    select
        enterprise_scope.period,
        'enterprise' as unit_kind,
        enterprise_scope.enterprise_id as unit_id,
        enterprise_scope.regime_id,
        enterprise_scope.measure,
        enterprises.source_delivery_id,
        enterprises.source_row_number,
    from enterprise_scope
    inner join enterprises
        on
            enterprise_scope.period = enterprises.period
            and enterprise_scope.enterprise_id = enterprises.enterprise_id
),

unknown_projects as (
    select
        project_scope.period,
        'project' as unit_kind,
        project_scope.project_id as unit_id,
        project_scope.regime_id,
        'planned_total' as measure,
        projects.source_delivery_id,
        projects.source_row_number,
    from project_scope
    inner join projects
        on
            project_scope.period = projects.period
            and project_scope.project_id = projects.project_id
),

unknowns as (
    select * from unknown_enterprises
    union all
    select * from unknown_projects
),

final as (
    select
        period,
        unit_kind,
        unit_id,
        'unit_unknown' as check_id,
        json_object(
            'regimes', list(regime_id order by regime_id),
            'measure', min(measure)
        ) as evidence,
        min(source_delivery_id) as delivery_id,
        min(source_row_number) as source_row_number,
    from unknowns
    group by period, unit_kind, unit_id
)

select * from final
