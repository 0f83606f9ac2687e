-- 问题：到下一个申报窗口关闭前还能入库哪些？入库后今年投资能增加多少？
-- Question: What can still enter by the next window, and what would investment gain?
-- Grain: one row per unit or project that reaches the next window at the early pace
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: division text all 行政区划代码开头几位。| Leading digits of the division code.
-- Example: 3 of 60 rows of the synthetic county, side by side
--   period              2011-04-01           2011-04-01           2011-04-01
--   unit_kind           project              project              project
--   unit_id             510525-2010-00069    510525-2010-00070    510525-2011-00075
--   unit_name           示例河口镇酒库项目…  示例白云镇水库整治…  示例龙泉镇景区项目…
--   division_code       510525105            510525101            510525102
--   candidate_kind      unregistered_proje…  unregistered_proje…  unregistered_proje…
--   department          经济和商务局         旅游局               经济和商务局
--   leader              示例领导甲           示例领导丙           示例领导乙
--   primary_reason      nonconforming_docu…  nonconforming_docu…  owner_not_in_direc…
--   readiness_share     0.5000               0.5000               0.7500
--   ready_on            2011-05-16           2011-05-16           2011-05-16
--   window_opens_on     2011-05-01           2011-05-01           2011-05-01
--   window_closes_on    2011-05-20           2011-05-20           2011-05-20
--   is_expected         true                 true                 true
--   invested_ytd_cny    14822000.00          8935000.00           16838000.00
--   adds_this_year_cny  40843000.00          26805000.00          24600000.00
--   adds_to_ytd_share   0.0153               0.0092               0.0174
--   expected_adds_cny   231127000.00         231127000.00         231127000.00
--   most_adds_cny       623888000.00         623888000.00         623888000.00
with

about as (
    select * from meta.about
),

candidates as (
    select * from marts.fct_entry_candidates
),

growth as (
    select * from marts.rpt_growth
    where indicator = 'fixed_asset_investment' and length(division_code) = 6
),

asked as (
    select
        coalesce(
            cast(getvariable('period') as date), (select list_max(periods) from about)
        ) as asked_period,
        coalesce(cast(getvariable('division') as varchar), '') as asked_division,
),

reaching as (
    select
        candidates.period,
        candidates.unit_kind,
        candidates.unit_id,
        candidates.unit_name,
        candidates.division_code,
        candidates.candidate_kind,
        candidates.department,
        candidates.leader,
        candidates.primary_reason,
        candidates.readiness_share,
        candidates.ready_on,
        candidates.windows_open_on[1] as window_opens_on,
        candidates.windows_close_on[1] as window_closes_on,
        coalesce(candidates.expected_window = 1, false) as is_expected,
        candidates.invested_ytd_cny,
        candidates.adds_this_year_cny,
        candidates.invested_ytd_cny / growth.current_cny as adds_to_ytd_share,
    from candidates
    inner join asked
        on
            candidates.period = asked.asked_period
            and starts_with(candidates.division_code, asked.asked_division)
    left join growth
        on
            candidates.period = growth.period
            and left(candidates.division_code, 6) = growth.division_code
    where candidates.early_window = 1
),

final as (
    select
        *,
        sum(adds_this_year_cny) filter (where is_expected) over () as expected_adds_cny,
        sum(adds_this_year_cny) over () as most_adds_cny,
    from reaching
)

select * from final
order by is_expected desc, adds_this_year_cny desc nulls last, unit_id asc;
