-- 问题：各名册有多少行被退回？因为什么？请看一个例子。
-- Question: How many rows of each register were rejected, and why?
-- Grain: one row per register, reason and column; several reasons count each
with

rejected as (
    select
        register,
        unnest(reasons) as reason,
        column_name,
        raw_value,
        delivery_id,
        row_number,
    from meta.rejected_rows
),

final as (
    select
        register,
        reason,
        column_name,
        count(*) as rejected_rows,
        count(distinct delivery_id) as deliveries,
        min_by(raw_value, row_number) as example_value,
    from rejected
    group by register, reason, column_name
)

select * from final
order by register asc, rejected_rows desc, reason asc, column_name asc;
