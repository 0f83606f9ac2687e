with

returns as (
    select * from {{ ref('stg_enterprise_returns__returns') }}
    where report_kind = 'periodic'
),

accounts as (
    select * from {{ ref('stg_power_use__accounts') }}
    where enterprise_id is not null
),

bounds as (
    {{ check_bounds('output_against_power', ['least_growth']) }}
),

-- a unit's accounts together; the year's figure only where every account gives it
power as (
    select
        period,
        enterprise_id,
        sum(kwh_month) as kwh_month,
        if(count(kwh_ytd) = count(*), sum(kwh_ytd), null) as kwh_ytd,
    from accounts
    group by period, enterprise_id
),

-- output of one month: the year's so far less that of the month before
output as (
    select
        *,
        if(
            lag(period) over earlier = cast(period - interval 1 month as date),
            output_value_cny - lag(output_value_cny) over earlier,
            null
        ) as output_month_cny,
    from returns
    window
        earlier as (partition by enterprise_id, year(period) order by period)
),

against_last_year as (
    select
        output.period,
        output.enterprise_id,
        'year' as compared_with,
        power.kwh_ytd as kwh,
        earlier_power.kwh_ytd as earlier_kwh,
        output.output_value_cny as output_cny,
        coalesce(output.output_value_prior_cny, earlier_output.output_value_cny)
            as earlier_output_cny,
        output.source_delivery_id,
        output.source_row_number,
    from output
    inner join power
        on
            output.period = power.period
            and output.enterprise_id = power.enterprise_id
    inner join power as earlier_power
        on
            cast(output.period - interval 12 month as date) = earlier_power.period
            and output.enterprise_id = earlier_power.enterprise_id
    left outer join output as earlier_output
        on
            cast(output.period - interval 12 month as date) = earlier_output.period
            and output.enterprise_id = earlier_output.enterprise_id
),

against_last_month as (
    select
        output.period,
        output.enterprise_id,
        'month' as compared_with,
        power.kwh_month as kwh,
        earlier_power.kwh_month as earlier_kwh,
        output.output_month_cny as output_cny,
        earlier_output.output_month_cny as earlier_output_cny,
        output.source_delivery_id,
        output.source_row_number,
    from output
    inner join power
        on
            output.period = power.period
            and output.enterprise_id = power.enterprise_id
    inner join power as earlier_power
        on
            cast(output.period - interval 1 month as date) = earlier_power.period
            and output.enterprise_id = earlier_power.enterprise_id
    inner join output as earlier_output
        on
            cast(output.period - interval 1 month as date) = earlier_output.period
            and output.enterprise_id = earlier_output.enterprise_id
),

compared as (
    select * from against_last_year
    union all
    select * from against_last_month
),

-- the year tells more than the month, which is only asked where the year says nothing
grown as (
    select
        *,
        cast(kwh as double) / earlier_kwh - 1 as power_growth,
        cast(output_cny as double) / earlier_output_cny - 1 as output_growth,
    from compared
    where earlier_kwh > 0 and earlier_output_cny > 0 and kwh + output_cny is not null
    qualify
        row_number() over (
            partition by period, enterprise_id
            order by compared_with = 'year' desc
        ) = 1
),

opposed as (
    select grown.*
    from grown
    cross join bounds
    where
        sign(grown.power_growth) != sign(grown.output_growth)
        and abs(grown.power_growth) >= bounds.least_growth
        and abs(grown.output_growth) >= bounds.least_growth
),

final as (
    select
        period,
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
        'output_against_power' as check_id,
        source_delivery_id as delivery_id,
        source_row_number,
        json_object(
            'compared_with', compared_with,
            'power_growth', round(power_growth, 4),
            'output_growth', round(output_growth, 4),
            'kwh', kwh,
            'earlier_kwh', earlier_kwh,
            'output_cny', output_cny,
            'earlier_output_cny', earlier_output_cny
        ) as evidence,
    from opposed
)

select * from final
