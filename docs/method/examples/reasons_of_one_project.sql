-- what the list says of that project
select
    project_id,
    planned_total_cny,
    invested_since_start_cny,
    primary_reason,
    reasons,
    missing_documents,
    faulty_documents,
    first_seen_period,
    days_open,
    due_on,
    days_overdue,
from marts.rpt_unregistered_projects
where
    period = (select list_max(about.periods) from meta.about as about)
    and len(missing_documents) > 0
    and len(faulty_documents) > 0
order by len(reasons) desc, project_id asc
limit 1;
