-- 问题：每个报送文件的每一行都去了哪里？
-- Question: What became of every delivered file and of its rows?
-- Grain: one row per delivered file
-- param: register text all 名册，如 projects。| A register, e.g. projects.
-- Example: 3 of 117 rows of the synthetic county, side by side
--   register            enterprise_evidence  enterprise_returns   enterprise_returns
--   period              2011-04-01           2009-12-01           2010-02-01
--   source              政务服务中心         统计局               统计局
--   file_name           2011-04.csv          2009.csv             2010-02.csv
--   state               accepted             accepted             accepted
--   reject_reason       –                    –                    –
--   rows_present        40                   279                  250
--   rows_loaded         40                   279                  250
--   rows_rejected       0                    0                    0
--   rows_duplicate      0                    0                    0
--   rows_superseded     0                    0                    0
--   rows_ignored        0                    0                    0
--   rows_unaccounted    0                    0                    0
--   amount_present_cny  –                    16511881000.00       3020948000.00
--   amount_loaded_cny   –                    16511881000.00       3020948000.00
with

deliveries as (
    select * from meta.deliveries
),

asked as (
    select cast(getvariable('register') as varchar) as asked_register,
),

final as (
    select
        deliveries.register,
        deliveries.period,
        deliveries.source,
        deliveries.file_name,
        deliveries.state,
        deliveries.reject_reason,
        deliveries.rows_present,
        deliveries.rows_loaded,
        deliveries.rows_rejected,
        deliveries.rows_duplicate,
        deliveries.rows_superseded,
        deliveries.rows_ignored,
        deliveries.rows_present - deliveries.rows_loaded - deliveries.rows_rejected
        - deliveries.rows_duplicate - deliveries.rows_superseded
        - deliveries.rows_ignored as rows_unaccounted,
        deliveries.amount_present_cny,
        deliveries.amount_loaded_cny,
    from deliveries
    inner join asked
        on
            asked.asked_register is null
            or deliveries.register = asked.asked_register
)

select * from final
order by register, period, file_name;
