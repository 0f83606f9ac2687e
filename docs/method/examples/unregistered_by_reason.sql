-- eligible projects that are not registered: once by their first reason, and by any
with

projects as (
    select *
    from marts.rpt_unregistered_projects
    where period = (select list_max(about.periods) from meta.about as about)
)

select
    codes.reason,
    count(*) filter (where projects.primary_reason = codes.reason)
        as projects_by_primary_reason,
    count(*) filter (where list_contains(projects.reasons, codes.reason))
        as projects_with_the_reason,
    sum(projects.planned_total_cny) filter (
        where projects.primary_reason = codes.reason
    ) as planned_total_cny,
from meta.reason_codes as codes
cross join projects
where codes.unit_kind = 'project'
group by codes.reason, codes.precedence
order by codes.precedence;
