-- every bridge of every period and place: what its components leave unexplained
with

bridges as (
    select
        period,
        indicator,
        division_code,
        sum(amount_cny) filter (where component = 'prior') as prior_cny,
        sum(amount_cny) filter (where component = 'current') as current_cny,
        sum(amount_cny) filter (
            where component not in ('prior', 'current')
        ) as explained_cny,
    from marts.rpt_change_bridge
    group by period, indicator, division_code
)

select
    indicator,
    count(*) as bridges,
    max(abs(current_cny - prior_cny - explained_cny)) as largest_residual_cny,
from bridges
group by indicator
order by indicator;
