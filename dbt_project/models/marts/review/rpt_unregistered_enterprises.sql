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

handlings as (
    select * from {{ ref('int_unit_handlings__resolved') }}
    where unit_kind = 'enterprise'
),

windows as (
    select * from {{ ref('int_entry_windows__resolved') }}
),

reasons as (
    select * from {{ ref('int_reasons__ordered') }}
    where unit_kind = 'enterprise'
),

clocks as (
    select * from {{ ref('int_unregistered_units__clocked') }}
    where unit_kind = 'enterprise'
),

final as (
    select
        unregistered.period,
        unregistered.enterprise_id,
        enterprises.enterprise_name,
        unregistered.division_code,
        unregistered.regime_id,
        unregistered.scope_class,
        unregistered.measure,
        unregistered.measure_cny,
        unregistered.threshold_cny,
        reasons.primary_reason,
        reasons.primary_reason_zh,
        reasons.primary_reason_en,
        reasons.reasons,
        reasons.who_acts_zh,
        reasons.who_acts_en,
        routed.entry_route,
        windows.next_window_on,
        clocks.first_seen_period,
        clocks.days_open,
        clocks.due_on,
        clocks.days_overdue,
        handlings.handling_state,
        handlings.responsible,
        handlings.promised_on,
        handlings.remark,
        enterprises.source_delivery_id,
        enterprises.source_row_number,
    from unregistered
    inner join clocks
        on
            unregistered.period = clocks.period
            and unregistered.enterprise_id = clocks.unit_id
    inner join enterprises
        on
            unregistered.period = enterprises.period
            and unregistered.enterprise_id = enterprises.enterprise_id
    inner join routed
        on
            unregistered.period = routed.period
            and unregistered.enterprise_id = routed.enterprise_id
            and unregistered.regime_id = routed.regime_id
    left outer join handlings
        on
            unregistered.period = handlings.period
            and unregistered.enterprise_id = handlings.unit_id
    left outer join windows
        on
            routed.period = windows.period
            and routed.division_code = windows.division_code
            and routed.entry_route = windows.entry_route
    inner join reasons
        on
            unregistered.period = reasons.period
            and unregistered.enterprise_id = reasons.unit_id
)

select * from final
