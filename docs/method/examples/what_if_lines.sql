-- the industrial firms of the last period under three other lines, a call each
with

latest as (
    select list_max(periods) as period
    from meta.about
),

tried as (
    select *
    from marts.what_if_enterprises((select period from latest), 5000000)
    union all
    select *
    from marts.what_if_enterprises((select period from latest), 10000000)
    union all
    select *
    from marts.what_if_enterprises((select period from latest), 30000000)
)

select
    line_cny,
    count_if(was_eligible) as units_in_force,
    count_if(is_eligible) as units_tried,
    count_if(change = 'gained') as gained_units,
    sum(measure_cny) filter (where change = 'gained') as gained_cny,
    count_if(change = 'lost') as lost_units,
    sum(measure_cny) filter (where change = 'lost') as lost_cny,
    count_if(change = 'unknown') as unknown_units,
    count_if(is_eligible and is_registered) / count_if(is_eligible)
        as coverage_rate,
from tried
where regime_family = 'industry'
group by line_cny
order by line_cny;
