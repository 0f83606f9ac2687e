-- 问题：各名册有多少行被退回？因为什么？请看一个例子。
-- Question: How many rows of each register were rejected, and why?
-- Grain: one row per register, reason and column; several reasons count each
-- Example: 3 of 23 rows of the synthetic county, side by side
--   register       enterprise_returns    enterprise_returns    enterprise_returns
--   reason         conflicting_duplica…  bad_number            missing_required
--   column_name    enterprise_id         main_revenue          enterprise_id
--   rejected_rows  2                     1                     1
--   deliveries     1                     1                     1
--   example_value  91510525124857698L    约1200
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
