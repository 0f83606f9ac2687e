-- 问题：未入库项目的原因各有多少？涉及多少计划总投资？
-- Question: How many unregistered projects and how much money has each reason?
-- Grain: one row per reason of the period; several reasons of a project count each
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- Example: 3 of 6 rows of the synthetic county, side by side
--   period                  2011-04-01         2011-04-01         2011-04-01
--   reason                  missing_document   nonconforming_do…  plan_revision_pe…
--   projects                17                 10                 7
--   projects_with_it_first  15                 7                  4
--   planned_total_cny       478200000.00       268600000.00       297500000.00
with

about as (
    select * from meta.about
),

projects as (
    select * from marts.rpt_unregistered_projects
),

asked as (
    select
        coalesce(
            cast(getvariable('period') as date), (select list_max(periods) from about)
        ) as asked_period,
),

given as (
    select
        projects.period,
        projects.project_id,
        projects.planned_total_cny,
        projects.primary_reason,
        unnest(projects.reasons) as reason,
    from projects
    inner join asked on projects.period = asked.asked_period
),

final as (
    select
        period,
        reason,
        count(*) as projects,
        count(*) filter (where reason = primary_reason) as projects_with_it_first,
        sum(planned_total_cny) as planned_total_cny,
    from given
    group by period, reason
)

select * from final
order by projects desc, reason asc;
