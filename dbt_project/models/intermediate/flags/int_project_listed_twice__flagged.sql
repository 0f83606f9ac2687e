with

projects as (
    select * from {{ ref('int_projects__in_force') }}
),

twins as (
    select * from {{ ref('stg_project_twins__pairs') }}
),

-- a pair is found once; each of the two is asked about
sides as (
    select
        project_id,
        other_id,
        match_probability,
        differences,
    from twins
    union all
    select
        other_id as project_id,
        project_id as other_id,
        match_probability,
        differences,
    from twins
),

-- a project that came under another code after the first had gone is no second one
listed_together as (
    select
        projects.*,
        other_projects.project_id as other_id,
        other_projects.project_name as other_name,
        other_projects.planned_total_cny as other_total_cny,
        sides.match_probability,
        sides.differences,
    from sides
    inner join projects
        on sides.project_id = projects.project_id
    inner join projects as other_projects
        on
            sides.other_id = other_projects.project_id
            and projects.period = other_projects.period
),

final as (
    select
        period,
        'project' as unit_kind,
        project_id as unit_id,
        'project_listed_twice' as check_id,
        to_json(list(
            struct_pack(
                other_id := other_id,
                other_name := other_name,
                other_total_cny := other_total_cny,
                match_probability := match_probability,
                differences := differences
            )
            order by match_probability desc, other_id asc
        )) as evidence,
        min(source_delivery_id) as delivery_id,
        min(source_row_number) as source_row_number,
    from listed_together
    group by period, project_id
)

select * from final
