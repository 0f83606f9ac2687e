with

documents as (
    select * from {{ ref('stg_project_evidence__documents') }}
),

periods as (
    select * from {{ ref('int_periods__modelled') }}
),

-- an increment stands until the same key is delivered again
dated as (
    select
        *,
        period as known_from,
        lead(period) over (
            partition by project_id, document, issued_on, applied_on, department
            order by period
        ) as known_until,
    from documents
),

known as (
    select dated.* replace (periods.period as period)
    from dated
    inner join periods
        on
            dated.known_from <= periods.period
            and coalesce(dated.known_until > periods.period, true)
),

-- the clock stands at the last day of the period
judged as (
    select
        *,
        case
            when state = 'waived' then 'good'
            when state = 'valid' and valid_until < last_day(period) then 'expired'
            when state = 'valid' then 'good'
            else state
        end as standing,
    from known
),

final as (
    select
        period,
        project_id,
        document,
        state,
        standing,
        issued_on,
        valid_until,
        applied_on,
        department,
        known_from,
        source_delivery_id,
        source_row_number,
    from judged
)

select * from final
