-- the papers of the unregistered project with most reasons
with

chosen as (
    select
        period,
        project_id,
    from marts.rpt_unregistered_projects
    where
        period = (select list_max(about.periods) from meta.about as about)
        and len(missing_documents) > 0
        and len(faulty_documents) > 0
    order by len(reasons) desc, project_id asc
    limit 1
)

select
    papers.unit_id,
    papers.document,
    papers.state,
    papers.standing,
    papers.valid_until as valid_until_on,
    papers.is_replaced,
    papers.is_missing,
    papers.is_faulty,
from marts.fct_unit_documents as papers
inner join chosen
    on
        papers.period = chosen.period
        and papers.unit_id = chosen.project_id
where papers.unit_kind = 'project' and papers.necessity = 'mandatory'
order by papers.document;
