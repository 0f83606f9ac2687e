-- 问题：本次发布有哪些检查没有通过，或由操作员认可？由谁处理？
-- Question: Which checks failed or were accepted by an operator, and who acts?
-- Grain: one row per check that did not pass
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
