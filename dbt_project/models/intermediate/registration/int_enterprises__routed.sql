with

unregistered as (
    select * from {{ ref('int_enterprises__unregistered') }}
),

enterprises as (
    select * from {{ ref('int_enterprises__in_force') }}
),

routes as (
    select * from {{ ref('entry_routes') }}
),

opened as (
    select
        unregistered.period,
        unregistered.enterprise_id,
        unregistered.division_code,
        unregistered.regime_id,
        unregistered.scope_class,
        enterprises.opened_on,
        cast(year(unregistered.period) - 1 as varchar) as year_before,
    from unregistered
    inner join enterprises
        on
            unregistered.period = enterprises.period
            and unregistered.enterprise_id = enterprises.enterprise_id
),

-- the first rule that fits; a month and day in a rule are of the year before
matched as (
    select
        opened.*,
        routes.entry_route,
    from opened
    inner join routes
        on
            coalesce(opened.scope_class = routes.scope_class, true)
            and (
                routes.opened_since_month_day is null
                or opened.opened_on >= cast(
                    opened.year_before || '-' || routes.opened_since_month_day as date
                )
            )
    qualify
        row_number() over (
            partition by opened.period, opened.enterprise_id, opened.regime_id
            order by routes.precedence
        ) = 1
),

final as (
    select
        period,
        enterprise_id,
        division_code,
        regime_id,
        scope_class,
        opened_on,
        entry_route,
    from matched
)

select * from final
