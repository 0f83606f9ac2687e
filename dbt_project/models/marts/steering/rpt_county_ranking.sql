with

peers as (
    select * from {{ ref('stg_peer_indicators__figures') }}
    where length(division_code) = 6
),

growth as (
    select * from {{ ref('rpt_growth') }}
    where length(division_code) = 6
),

bulletins as (
    select distinct
        period,
        indicator,
    from peers
),

own as (
    select growth.*
    from growth
    inner join bulletins
        on
            growth.period = bulletins.period
            and growth.indicator = bulletins.indicator
),

-- the county's own figure is the bulletin's, which the leaders see; else our own
figures as (
    select
        coalesce(peers.period, own.period) as period,
        coalesce(peers.indicator, own.indicator) as indicator,
        coalesce(peers.division_code, own.division_code) as division_code,
        own.division_code is not null as is_own_county,
        if(peers.division_code is null, 'own', 'bulletin') as figure_source,
        if(peers.division_code is null, own.current_cny, peers.value_cny) as value_cny,
        if(peers.division_code is null, own.comparable_growth, peers.growth)
            as growth,
        peers.rank as bulletin_rank,
        own.comparable_growth as own_growth,
        own.comparable_base_cny,
        own.current_cny,
        peers.source_delivery_id,
        peers.source_row_number,
    from peers
    full outer join own
        on
            peers.period = own.period
            and peers.indicator = own.indicator
            and peers.division_code = own.division_code
),

-- as published: one decimal of a percent decides places, ties and gaps; the inner
-- rounding makes 23.85 of the 23.8499999 that stands for it in binary
published as (
    select
        *,
        cast(round(round(growth * 100, 9), 1) as decimal(38, 1)) as growth_percent,
    from figures
),

steps as (
    select
        period,
        indicator,
        growth_percent,
        count(*) as counties,
        lead(growth_percent) over (
            partition by period, indicator order by growth_percent
        ) as next_percent,
        max(growth_percent) over (partition by period, indicator) as leader_percent,
        1 + coalesce(
            sum(count(*)) over (
                partition by period, indicator
                order by growth_percent desc
                rows between unbounded preceding and 1 preceding
            ),
            0
        ) as place,
    from published
    where growth_percent is not null
    group by period, indicator, growth_percent
),

final as (
    select
        published.period,
        published.indicator,
        published.division_code,
        published.is_own_county,
        published.figure_source,
        published.value_cny,
        published.growth,
        cast(steps.place as bigint) as rank,
        steps.counties > 1 as is_tied,
        cast(steps.leader_percent - steps.growth_percent as double) as gap_to_leader_pp,
        cast(steps.next_percent - steps.growth_percent as double) as gap_to_next_pp,
        published.bulletin_rank,
        published.own_growth,
        if(
            published.is_own_county,
            -- null where no amount of money is that large
            try_cast(
                greatest(
                    published.comparable_base_cny
                    * cast(1 + steps.next_percent / 100 as double)
                    - published.current_cny,
                    0
                ) as decimal(18, 2)
            ),
            null
        ) as value_to_next_cny,
        published.source_delivery_id,
        published.source_row_number,
    from published
    left join steps
        on
            published.period = steps.period
            and published.indicator = steps.indicator
            and published.growth_percent = steps.growth_percent
)

select * from final
