with

registered_enterprises as (
    select * from {{ ref('int_enterprises__registered') }}
    where is_registered
),

registered_projects as (
    select * from {{ ref('int_projects__registered') }}
    where is_registered
),

enterprises as (
    select * from {{ ref('int_enterprises__in_force') }}
),

projects as (
    select * from {{ ref('int_projects__in_force') }}
),

registered as (
    select
        period,
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
        register_class,
    from registered_enterprises
    union all
    select
        period,
        'project' as unit_kind,
        project_id as unit_id,
        null as register_class,
    from registered_projects
),

listed as (
    select
        period,
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
        division_code,
    from enterprises
    union all
    select
        period,
        'project' as unit_kind,
        project_id as unit_id,
        division_code,
    from projects
),

present as (
    select
        registered.*,
        listed.period as placed_period,
        listed.division_code,
    from registered
    left outer join listed
        on
            registered.period = listed.period
            and registered.unit_kind = listed.unit_kind
            and registered.unit_id = listed.unit_id
),

-- a registered unit that its list does not hold is placed where the list last held
-- it, else where a later list first does
elsewhere as (
    select
        present.period,
        present.unit_kind,
        present.unit_id,
        present.register_class,
        listed.period as placed_period,
        listed.division_code,
    from present
    inner join listed
        on
            present.unit_kind = listed.unit_kind
            and present.unit_id = listed.unit_id
    where present.placed_period is null
    qualify
        row_number() over (
            partition by present.period, present.unit_kind, present.unit_id
            order by
                listed.period > present.period,
                abs(date_diff('month', listed.period, present.period))
        ) = 1
),

final as (
    select
        period,
        unit_kind,
        unit_id,
        register_class,
        placed_period,
        division_code,
    from present
    where placed_period is not null
    union all
    select
        period,
        unit_kind,
        unit_id,
        register_class,
        placed_period,
        division_code,
    from elsewhere
)

select * from final
