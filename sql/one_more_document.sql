-- 问题：哪些项目和单位只差一份材料？补齐哪一份就能申报？
-- Question: Which units wait for one document only, and which one would let them file?
-- Grain: one row per unit and document that would do, the papers that stand in included
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: division text all 行政区划代码开头几位。| Leading digits of the division code.
-- Example: 3 of 51 rows of the synthetic county, side by side
--   period              2011-04-01           2011-04-01           2011-04-01
--   unit_kind           project              project              project
--   unit_id             510525-2009-00055    510525-2009-00055    510525-2009-00055
--   unit_name           示例水田镇公路改造…  示例水田镇公路改造…  示例水田镇公路改造…
--   division_code       510525108            510525108            510525108
--   department          经济和商务局         经济和商务局         经济和商务局
--   leader              示例领导丙           示例领导丙           示例领导丙
--   document            approval             design               feasibility
--   label_zh            审批/核准/备案       整体设计             可研
--   label_en            Approval, verifica…  Overall design       Feasibility study
--   substitutes_for     –                    approval             approval
--   standing            expired              missing              missing
--   unlocks             ready_to_file        ready_to_file        ready_to_file
--   expected_window_on  2011-06-01           2011-06-01           2011-06-01
--   invested_ytd_cny    28447000.00          28447000.00          28447000.00
--   adds_this_year_cny  85341000.00          85341000.00          85341000.00
with

about as (
    select * from meta.about
),

documents as (
    select * from marts.fct_unit_documents
    where unlocks is not null
),

candidates as (
    select * from marts.fct_entry_candidates
),

labels as (
    select * from meta.documents
),

asked as (
    select
        coalesce(
            cast(getvariable('period') as date), (select list_max(periods) from about)
        ) as asked_period,
        coalesce(cast(getvariable('division') as varchar), '') as asked_division,
),

final as (
    select
        documents.period,
        documents.unit_kind,
        documents.unit_id,
        candidates.unit_name,
        candidates.division_code,
        candidates.department,
        candidates.leader,
        documents.document,
        labels.label_zh,
        labels.label_en,
        documents.substitutes_for,
        documents.standing,
        documents.unlocks,
        candidates.expected_window_on,
        candidates.invested_ytd_cny,
        candidates.adds_this_year_cny,
    from documents
    inner join asked
        on documents.period = asked.asked_period
    inner join candidates
        on
            documents.period = candidates.period
            and documents.unit_kind = candidates.unit_kind
            and documents.unit_id = candidates.unit_id
            and starts_with(candidates.division_code, asked.asked_division)
    left join labels
        on
            documents.unit_kind = labels.unit_kind
            and documents.document = labels.document
)

select * from final
order by unlocks desc, adds_this_year_cny desc nulls last, unit_id asc, document asc;
