with

permits as (
    select * from {{ ref('stg_permits__permits') }}
),

projects as (
    select * from {{ ref('int_projects__in_force') }}
),

periods as (
    select * from {{ ref('int_periods__modelled') }}
    where project_list_period is not null
),

-- an increment stands until the same permit is delivered again
dated as (
    select
        *,
        period as known_from,
        lead(period) over (partition by permit_no order by period) as known_until,
    from permits
),

known as (
    select dated.* replace (periods.period as period)
    from dated
    inner join periods
        on
            dated.known_from <= periods.period
            and coalesce(dated.known_until > periods.period, true)
),

-- a project that was completed leaves the ledger; its permit was not without it
named as (
    select
        {{ normalised_name('project_name') }} as normalised_name,
        min(period) as named_from,
    from projects
    group by normalised_name
),

listed as (
    select
        project_id,
        min(period) as listed_from,
    from projects
    group by project_id
),

-- a permit is also for a project on the list whose name it only comes close to
unlisted as (
    select known.*
    from known
    left outer join named
        on
            known.period >= named.named_from
            and known.normalised_name = named.normalised_name
    left outer join listed
        on
            known.period >= listed.listed_from
            and known.project_id = listed.project_id
    where
        named.named_from is null
        and listed.listed_from is null
),

final as (
    select
        period,
        'permit' as unit_kind,
        permit_no as unit_id,
        'permit_without_project' as check_id,
        source_delivery_id as delivery_id,
        source_row_number,
        json_object(
            'permit_kind', permit_kind,
            'project_name', project_name,
            'owner_name', owner_name,
            'issued_on', issued_on,
            'amount_cny', amount_cny
        ) as evidence,
    from unlisted
)

select * from final
