-- 问题：每个报送文件的每一行都去了哪里？
-- Question: What became of every delivered file and of its rows?
-- Grain: one row per delivered file
-- param: register text all 名册，如 projects。| A register, e.g. projects.
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
