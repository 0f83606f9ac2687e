-- 问题：本县在全市排第几？离首位和上一位差多少？
-- Question: Where does the county stand in the city, and how far from the next place?
-- Grain: one row per indicator and county of the period
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: indicator text all 指标代码，如 industrial_value_added。| An indicator's code.
-- Example: 3 of 14 rows of the synthetic county, side by side
--   period             2011-04-01           2011-04-01           2011-04-01
--   indicator          fixed_asset_invest…  fixed_asset_invest…  fixed_asset_invest…
--   rank               1                    2                    3
--   is_tied            false                false                false
--   division_code      510521               510522               510524
--   is_own_county      false                false                false
--   figure_source      bulletin             bulletin             bulletin
--   value_cny          3986000000.00        6113000000.00        3735000000.00
--   growth             0.2640               0.2250               0.1970
--   gap_to_leader_pp   0.0000               3.9000               6.7000
--   gap_to_next_pp     –                    3.9000               2.8000
--   value_to_next_cny  –                    –                    –
with

about as (
    select * from meta.about
),

ranking as (
    select * from marts.rpt_county_ranking
),

asked as (
    select
        coalesce(
            cast(getvariable('period') as date), (select list_max(periods) from about)
        ) as asked_period,
        cast(getvariable('indicator') as varchar) as asked_indicator,
),

final as (
    select
        ranking.period,
        ranking.indicator,
        ranking.rank,
        ranking.is_tied,
        ranking.division_code,
        ranking.is_own_county,
        ranking.figure_source,
        ranking.value_cny,
        ranking.growth,
        ranking.gap_to_leader_pp,
        ranking.gap_to_next_pp,
        ranking.value_to_next_cny,
    from ranking
    inner join asked
        on
            ranking.period = asked.asked_period
            and coalesce(ranking.indicator = asked.asked_indicator, true)
)

select * from final
order by indicator, rank nulls last, division_code;
