with

routed as (
    select * from {{ ref('int_enterprises__routed') }}
),

windows as (
    select * from {{ ref('int_entry_windows__resolved') }}
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

-- one part per register: a later register adds its own part here
hindrances as (
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
