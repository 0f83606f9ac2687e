with

ranking as (
    select * from {{ ref('rpt_county_ranking') }}
),

bounds as (
    {{ check_bounds('peer_growth_differs', ['tolerance_pp']) }}
),

differing as (
    select ranking.*
    from ranking
    inner join bounds
        on
            abs(round((ranking.growth - ranking.own_growth) * 100, 6))
            > bounds.tolerance_pp
    where ranking.is_own_county and ranking.figure_source = 'bulletin'
),

final as (
    select
        period,
        'division' as unit_kind,
        division_code as unit_id,
        'peer_growth_differs' as check_id,
        source_delivery_id as delivery_id,
        source_row_number,
        json_object(
            'indicator', indicator,
            'bulletin_growth', growth,
            'own_comparable_growth', own_growth
        ) as evidence,
    from differing
)

select * from final
