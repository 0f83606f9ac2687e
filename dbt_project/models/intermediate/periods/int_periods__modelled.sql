with

slots as (
    select * from {{ ref('stg_meta__slots') }}
    where is_current
),

run_periods as (
    select distinct period from {{ source('meta', 'run_periods') }}
),

bounds as (
    select
        min(period) as first_period,
        max(period) as last_period,
    from slots
    where register in ({{ fact_registers() }})
),

periods as (
    select distinct slots.period
    from slots
    cross join bounds
    where slots.period between bounds.first_period and bounds.last_period
),

lists as (
    select
        periods.period,
        max(slots.period) filter (
            where slots.register = 'enterprises'
        ) as enterprise_list_period,
        max(slots.period) filter (
            where slots.register = 'projects'
        ) as project_list_period,
        max(slots.period) filter (
            where
            slots.register = 'registered_enterprises'
            and slots.period = periods.period
        ) as registered_enterprise_list_period,
        max(slots.period) filter (
            where
            slots.register = 'registered_projects'
            and slots.period = periods.period
        ) as registered_project_list_period,
    from periods
    inner join slots
        on periods.period >= slots.period
    group by periods.period
),

final as (
    select
        lists.period,
        last_day(lists.period) as last_day_on,
        run_periods.period is not null as is_in_run,
        lists.enterprise_list_period,
        lists.project_list_period,
        lists.registered_enterprise_list_period,
        lists.registered_project_list_period,
    from lists
    left join run_periods
        on lists.period = run_periods.period
)

select * from final
