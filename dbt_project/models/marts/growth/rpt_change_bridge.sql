with

places as (
    select * from {{ ref('fct_indicator_places') }}
    where section_code is null and component is not null
),

components as (
    select * from {{ ref('bridge_components') }}
),

-- in a level, a value that is not known is a value that was not published
known as (
    select
        period,
        indicator,
        division_code,
        component,
        is_here,
        was_here,
        if(is_here, coalesce(current_cny, 0), 0) as current_cny,
        if(was_here, coalesce(prior_cny, 0), 0) as prior_cny,
        if(was_here, coalesce(base_cny, 0), 0) as base_cny,
    from places
),

groups as (
    select
        period,
        indicator,
        division_code,
        sum(prior_cny) filter (where was_here) as prior_cny,
    from places
    group by period, indicator, division_code
    having count(current_cny) + count(prior_cny) > 0
),

amounts as (
    select
        period,
        indicator,
        division_code,
        'prior' as component,
        count(*) as units,
        sum(prior_cny) as amount_cny,
    from known
    where was_here
    group by period, indicator, division_code
    union all
    select
        period,
        indicator,
        division_code,
        'revision' as component,
        count(*) as units,
        sum(base_cny - prior_cny) as amount_cny,
    from known
    where was_here and base_cny != prior_cny
    group by period, indicator, division_code
    union all
    select
        period,
        indicator,
        division_code,
        component,
        count(*) as units,
        sum(current_cny - base_cny) as amount_cny,
    from known
    group by
        period,
        indicator,
        division_code,
        component
    union all
    select
        period,
        indicator,
        division_code,
        'current' as component,
        count(*) as units,
        sum(current_cny) as amount_cny,
    from known
    where is_here
    group by period, indicator, division_code
),

final as (
    select
        groups.period,
        groups.indicator,
        groups.division_code,
        components.component,
        components.sort_order,
        coalesce(amounts.units, 0) as units,
        cast(coalesce(amounts.amount_cny, 0) as decimal(18, 2)) as amount_cny,
        case
            when groups.prior_cny > 0
                then coalesce(amounts.amount_cny, 0) / groups.prior_cny * 100
        end as contribution_pp,
    from groups
    cross join components
    left join amounts
        on
            groups.period = amounts.period
            and groups.indicator = amounts.indicator
            and groups.division_code = amounts.division_code
            and components.component = amounts.component
)

select * from final
