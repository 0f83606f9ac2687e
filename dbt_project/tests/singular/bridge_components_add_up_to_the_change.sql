{{ config(meta={
    'who_acts': 'engineer',
    'dagster': {'ref': {'name': 'rpt_change_bridge'}},
}) }}
{#-
    To the cent: what lies between last year's and this year's level adds up to their
    difference, and both levels are the ones that the table of growth shows. Evidence:
    the group and what does not add up.
-#}
-- depends_on: {{ ref('rpt_growth') }}
with

bridge as (
    select * from {{ ref('rpt_change_bridge') }}
),

growth as (
    select * from {{ ref('rpt_growth') }}
),

summed as (
    select
        period,
        indicator,
        division_code,
        sum(amount_cny) filter (where component = 'prior') as prior_cny,
        sum(amount_cny) filter (where component = 'current') as current_cny,
        sum(amount_cny) filter (where component not in ('prior', 'current'))
            as change_cny,
    from bridge
    group by period, indicator, division_code
),

final as (
    select
        summed.*,
        growth.prior_cny as growth_prior_cny,
        growth.current_cny as growth_current_cny,
    from summed
    left join growth
        on
            summed.period = growth.period
            and summed.indicator = growth.indicator
            and summed.division_code = growth.division_code
    where
        summed.prior_cny + summed.change_cny != summed.current_cny
        or summed.prior_cny is distinct from coalesce(growth.prior_cny, 0)
        or summed.current_cny is distinct from coalesce(growth.current_cny, 0)
)

select * from final
