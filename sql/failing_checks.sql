-- 问题：本次发布有哪些检查没有通过，或由操作员认可？由谁处理？
-- Question: Which checks failed or were accepted by an operator, and who acts?
-- Grain: one row per check that did not pass
-- Example: 3 of 38 rows of the synthetic county, side by side
--   check_id         door.missing_delive…  door.missing_delive…  door.missing_delive…
--   status           failed                failed                failed
--   is_blocking      false                 false                 false
--   severity         warn                  warn                  warn
--   period           2009-12-01            2010-02-01            2010-03-01
--   observed         没有报送 | nothing …  没有报送；沿用 2010…  没有报送；沿用 2010…
--   examined_rows    1                     1                     1
--   who_acts         department            department            department
--   accepted_reason  –                     –                     –
--   description      本期未收到来文 | No…  本期未收到来文 | No…  本期未收到来文 | No…
with

checks as (
    select * from meta.checks
),

final as (
    select
        check_id,
        status,
        is_blocking,
        severity,
        period,
        observed,
        examined_rows,
        who_acts,
        accepted_reason,
        description,
    from checks
    where not passed
)

select * from final
order by is_blocking desc, severity asc, check_id asc;
