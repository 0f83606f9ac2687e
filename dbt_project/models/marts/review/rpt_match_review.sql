with

answers as (
    select * from {{ ref('stg_unit_matches__answers') }}
    where decision = 'review'
),

enterprises as (
    select * from {{ ref('dim_enterprises') }}
),

projects as (
    select * from {{ ref('dim_projects') }}
),

places as (
    select
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
        division_code,
    from enterprises
    union all
    select
        'project' as unit_kind,
        project_id as unit_id,
        division_code,
    from projects
),

final as (
    select
        answers.register,
        answers.unit_kind,
        answers.delivered_name,
        answers.owner_name,
        answers.candidate_rank,
        answers.unit_id,
        answers.matched_name,
        places.division_code,
        answers.match_probability,
        answers.differences,
    from answers
    left join places
        on
            answers.unit_kind = places.unit_kind
            and answers.unit_id = places.unit_id
)

select * from final
