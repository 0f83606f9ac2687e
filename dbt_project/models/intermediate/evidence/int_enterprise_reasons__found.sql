with

routed as (
    select * from {{ ref('int_enterprises__routed') }}
),

windows as (
    select * from {{ ref('int_entry_windows__resolved') }}
),

conflicts as (
    select * from {{ ref('int_return_tax_conflict__flagged') }}
),

documents as (
    select * from {{ ref('int_enterprise_documents__assessed') }}
    where necessity = 'mandatory'
),

-- a route without any window in the calendar can be used on any day
waiting as (
    select distinct
        routed.period,
        routed.enterprise_id,
        'waits_for_annual_batch' as reason,
    from routed
    inner join windows
        on
            routed.period = windows.period
            and routed.division_code = windows.division_code
            and routed.entry_route = windows.entry_route
    where routed.entry_route = 'annual' and not windows.is_window_open
),

in_conflict as (
    select distinct
        routed.period,
        routed.enterprise_id,
        'return_tax_conflict' as reason,
    from routed
    inner join conflicts
        on
            routed.period = conflicts.period
            and routed.enterprise_id = conflicts.unit_id
),

short_of_papers as (
    select distinct
        period,
        enterprise_id,
        case
            when is_missing then 'missing_document'
            when standing = 'nonconforming' then 'nonconforming_document'
            else 'expired_document'
        end as reason,
    from documents
    where is_missing or is_faulty
),

-- one part per register: a later register adds its own part here
hindrances as (
    select * from in_conflict
    union all
    select * from short_of_papers
    union all
    select * from waiting
),

ready as (
    select distinct
        routed.period,
        routed.enterprise_id,
        'ready_to_file' as reason,
    from routed
    left outer join hindrances
        on
            routed.period = hindrances.period
            and routed.enterprise_id = hindrances.enterprise_id
    where hindrances.enterprise_id is null
),

final as (
    select * from hindrances
    union all
    select * from ready
)

select * from final
