-- registered projects whose investment has outrun the approved plan
select
    project_id,
    approved_total_cny,
    invested_since_start_cny,
    uncounted_cny,
    revision_state,
from marts.rpt_uncounted_investment
where period = (select list_max(about.periods) from meta.about as about)
order by uncounted_cny desc;
