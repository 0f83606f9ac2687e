with

periods as (
    select * from {{ ref('int_periods__modelled') }}
),

revisions as (
    select * from {{ ref('stg_plan_revisions__revisions') }}
),

-- a request as last delivered by then
final as (
    select
        periods.period,
        revisions.project_id,
        revisions.requested_on,
        revisions.approved_on,
        revisions.revised_total_cny,
        revisions.period as known_from,
        coalesce(revisions.approved_on <= periods.last_day_on, false) as is_approved,
        revisions.source_delivery_id,
        revisions.source_row_number,
    from periods
    inner join revisions
        on periods.period >= revisions.period
    qualify
        row_number() over (
            partition by periods.period, revisions.project_id, revisions.requested_on
            order by revisions.period desc
        ) = 1
)

select * from final
