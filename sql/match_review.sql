-- 问题：哪些名称还要人工核对？可能是哪些单位或项目？
-- Question: Which names wait for a person, and which units may they mean?
-- Grain: one row per doubtful name and candidate, the likeliest first
-- param: register text all 名册，如 tax_sales。| A register, e.g. tax_sales.
-- Example: 1 of 1 rows of the synthetic county, side by side
--   register           power_use
--   unit_kind          enterprise
--   delivered_name     示例云岭水电厂004
--   owner_name         –
--   enterprise_id      91510525112583247R
--   matched_name       示例云岭水电有限公…
--   division_code      510525108
--   match_probability  0.1110
--   differences        name.one_character
--   decided_by
--   decided_on
with

candidates as (
    select * from marts.rpt_match_review
),

asked as (
    select cast(getvariable('register') as varchar) as asked_register,
),

final as (
    select
        candidates.register,
        candidates.unit_kind,
        candidates.delivered_name,
        candidates.owner_name,
        candidates.unit_id as enterprise_id,
        candidates.matched_name,
        candidates.division_code,
        round(candidates.match_probability, 3) as match_probability,
        array_to_string(candidates.differences, ', ') as differences,
        '' as decided_by,
        '' as decided_on,
    from candidates
    inner join asked
        on coalesce(candidates.register = asked.asked_register, true)
)

select * from final
order by
    register asc,
    unit_kind asc,
    delivered_name asc,
    owner_name asc,
    match_probability desc,
    enterprise_id asc;
