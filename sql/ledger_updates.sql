-- 问题：交回的台账里填了什么？填报的单位还在不在未入库名单上？
-- Question: What did returned ledgers say, and is the unit still unregistered?
-- Grain: one row per unit and document (none for the unit) that a ledger filled in
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: responsible text all 责任人。| Who is responsible.
-- Example: 3 of 4 rows of the synthetic county, side by side
--   period                 2011-04-01          2011-04-01          2011-04-01
--   unit_kind              project             project             project
--   unit_id                510525-2008-00049   510525-2009-00048   510525-2010-00060
--   document               –                   –                   –
--   document_state         –                   –                   –
--   issued_on              –                   –                   –
--   valid_until            –                   –                   –
--   handling_state         waiting             in_progress         in_progress
--   responsible            示例经办人甲        示例经办人甲        示例经办人乙
--   promised_on            –                   2011-05-20          2011-05-10
--   remark                 等待批复            调概已报审          材料正在收集
--   updated_period         2011-04-01          2011-04-01          2011-04-01
--   is_still_unregistered  true                true                true
with

about as (
    select * from meta.about
),

updates as (
    select * from marts.rpt_ledger_updates
),

projects as (
    select * from marts.rpt_unregistered_projects
),

enterprises as (
    select * from marts.rpt_unregistered_enterprises
),

asked as (
    select
        coalesce(
            cast(getvariable('period') as date), (select list_max(periods) from about)
        ) as asked_period,
        cast(getvariable('responsible') as varchar) as asked_responsible,
),

unregistered as (
    select
        period,
        'project' as unit_kind,
        project_id as unit_id,
    from projects
    union
    select
        period,
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
    from enterprises
),

final as (
    select
        updates.period,
        updates.unit_kind,
        updates.unit_id,
        updates.document,
        updates.document_state,
        updates.issued_on,
        updates.valid_until,
        updates.handling_state,
        updates.responsible,
        updates.promised_on,
        updates.remark,
        updates.updated_period,
        unregistered.unit_id is not null as is_still_unregistered,
    from updates
    inner join asked
        on
            updates.period = asked.asked_period
            and (
                asked.asked_responsible is null
                or updates.responsible = asked.asked_responsible
            )
    left join unregistered
        on
            updates.period = unregistered.period
            and updates.unit_kind = unregistered.unit_kind
            and updates.unit_id = unregistered.unit_id
)

select * from final
order by unit_kind asc, unit_id asc, document asc nulls first;
