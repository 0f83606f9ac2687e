-- the projects of the last period if the line of 2011 had never moved
select
    change,
    scope_class,
    count(*) as projects,
    sum(measure_cny) as measure_cny,
    count_if(is_registered) as registered_projects,
from
    marts.what_if_projects(
        (select list_max(about.periods) from meta.about as about),
        (
            select any_value(threshold)
            from meta.rules
            where regime_id = 'fai_1997'
        )
    )
group by change, scope_class
order by change, scope_class;
