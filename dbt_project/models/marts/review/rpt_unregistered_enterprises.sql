with

unregistered as (
    select * from {{ ref('int_enterprises__unregistered') }}
),

enterprises as (
    select * from {{ ref('int_enterprises__in_force') }}
),

routed as (
    select * from {{ ref('int_enterprises__routed') }}
),

windows as (
    select * from {{ ref('int_entry_windows__resolved') }}
),

reasons as (
    select * from {{ ref('int_reasons__ordered') }}
    where unit_kind = 'enterprise'
),

-- clocks run on the last day of the period, never on the day of the run
clocked as (
    select
        *,
        min(period) over (partition by enterprise_id) as first_seen_period,
    from unregistered
),

final as (
    select
        clocked.period,
        clocked.enterprise_id,
        enterprises.enterprise_name,
        clocked.division_code,
        clocked.regime_id,
        clocked.scope_class,
        clocked.measure,
        clocked.measure_cny,
        clocked.threshold_cny,
        reasons.primary_reason,
        reasons.primary_reason_zh,
        reasons.primary_reason_en,
        reasons.reasons,
        reasons.who_acts_zh,
        reasons.who_acts_en,
        routed.entry_route,
        windows.next_window_on,
        clocked.first_seen_period,
        enterprises.source_delivery_id,
        enterprises.source_row_number,
        date_diff(
            'day', last_day(clocked.first_seen_period), last_day(clocked.period)
        ) as days_open,
    from clocked
    inner join enterprises
        on
            clocked.period = enterprises.period
            and clocked.enterprise_id = enterprises.enterprise_id
    inner join routed
        on
            clocked.period = routed.period
            and clocked.enterprise_id = routed.enterprise_id
            and clocked.regime_id = routed.regime_id
    left outer join windows
        on
            routed.period = windows.period
            and routed.division_code = windows.division_code
            and routed.entry_route = windows.entry_route
    inner join reasons
        on
            clocked.period = reasons.period
            and clocked.enterprise_id = reasons.unit_id
)

select * from final
