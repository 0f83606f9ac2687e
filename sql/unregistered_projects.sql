-- 问题：哪些应统项目还没有入库？为什么？缺什么材料？由谁负责？
-- Question: Which eligible projects are not registered, why, what is missing, who acts?
-- Grain: one row per eligible unregistered project of the period
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: division text all 行政区划代码开头几位。| Leading digits of a division code.
-- param: reason text all 原因代码，如 ready_to_file。| A reason code, e.g. ready_to_file.
-- Example: 3 of 40 rows of the synthetic county, side by side
--   period                    2011-04-01         2011-04-01         2011-04-01
--   project_id                510525-2008-00056  510525-2009-00055  510525-2008-00052
--   project_name              示例青石镇厂房项…  示例水田镇公路改…  示例西坝乡卫生院…
--   division_code             510525100          510525108          510525113
--   owner_name                示例瑞丰食品有限…  示例百合建材有限…  示例西坝乡人民政…
--   planned_total_cny         265900000.00       249200000.00       112100000.00
--   invested_since_start_cny  112648000.00       163921000.00       136756000.00
--   primary_reason            expired_document   expired_document   missing_document
--   reasons                   expired_document   expired_document   missing_document…
--   missing_documents         –                  –                  photo
--   faulty_documents          approval           approval           –
--   department                农业局             经济和商务局       卫生局
--   leader                    示例领导甲         示例领导丙         示例领导丙
--   first_seen_period         2011-01-01         2011-01-01         2011-01-01
--   days_open                 89                 89                 89
--   due_on                    2011-02-25         2011-02-25         2011-02-25
--   days_overdue              64                 64                 64
--   next_window_on            2011-05-01         2011-05-01         2011-05-01
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
        coalesce(cast(getvariable('division') as varchar), '') as asked_division,
        cast(getvariable('reason') as varchar) as asked_reason,
),

final as (
    select
        projects.period,
        projects.project_id,
        projects.project_name,
        projects.division_code,
        projects.owner_name,
        projects.planned_total_cny,
        projects.invested_since_start_cny,
        projects.primary_reason,
        projects.reasons,
        projects.missing_documents,
        projects.faulty_documents,
        projects.department,
        projects.leader,
        projects.first_seen_period,
        projects.days_open,
        projects.due_on,
        projects.days_overdue,
        projects.next_window_on,
    from projects
    inner join asked
        on
            projects.period = asked.asked_period
            and starts_with(projects.division_code, asked.asked_division)
            and (
                asked.asked_reason is null
                or list_contains(projects.reasons, asked.asked_reason)
            )
)

select * from final
order by planned_total_cny desc nulls last, project_id asc;
