-- one flag of the last period, with the file and row that it rests on
select
    flags.check_id,
    flags.check_name_zh,
    flags.severity,
    flags.unit_id,
    flags.evidence,
    deliveries.register || '/' || deliveries.file_name as source_file,
    flags.source_row_number,
from marts.rpt_unit_flags as flags
inner join meta.deliveries as deliveries
    on
        flags.delivery_id = deliveries.delivery_id
        and deliveries.state = 'accepted'
where
    flags.period = (select list_max(about.periods) from meta.about as about)
    and flags.check_id = 'invested_beyond_plan'
order by flags.unit_id
limit 1;
