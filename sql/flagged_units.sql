-- 问题：哪些单位被某条核查规则标出？依据是什么？
-- Question: Which units does an edit rule flag, and on what evidence?
-- Grain: one row per flag of the period
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: check text all 核查规则代码。| An edit rule's code.
-- Example: 3 of 101 rows of the synthetic county, side by side
--   period             2011-04-01           2011-04-01           2011-04-01
--   check_id           cumulative_investm…  cumulative_investm…  expected_document_…
--   severity           mandatory            mandatory            verification
--   unit_kind          project              project              project
--   unit_id            510525-2009-00138    510525-2010-00025    510525-2008-00049
--   evidence           {"invested_since_s…  {"invested_since_s…  {"documents":["eia…
--   file_name          project_progress/2…  project_progress/2…  projects/2011-04.x…
--   source_row_number  140                  27                   48
with

about as (
    select * from meta.about
),

flags as (
    select * from marts.rpt_unit_flags
),

deliveries as (
    select * from meta.deliveries
),

asked as (
    select
        coalesce(
            cast(getvariable('period') as date), (select list_max(periods) from about)
        ) as asked_period,
        cast(getvariable('check') as varchar) as asked_check,
),

files as (
    select
        delivery_id,
        any_value(register || '/' || file_name) as file_name,
    from deliveries
    where state != 'duplicate'
    group by delivery_id
),

final as (
    select
        flags.period,
        flags.check_id,
        flags.severity,
        flags.unit_kind,
        flags.unit_id,
        flags.evidence,
        files.file_name,
        flags.source_row_number,
    from flags
    left join files
        on flags.delivery_id = files.delivery_id
    inner join asked
        on
            flags.period = asked.asked_period
            and coalesce(flags.check_id = asked.asked_check, true)
)

select * from final
order by check_id, unit_kind, unit_id, source_row_number;
