-- a firm in scope for the year's annual report and out of the months after it
with

torn as (
    select
        annual.year,
        annual.enterprise_id,
        periodic.period,
    from marts.fct_annual_scope as annual
    inner join marts.fct_enterprise_scope as periodic
        on
            annual.enterprise_id = periodic.enterprise_id
            and annual.year + 1 = year(periodic.period)
            and annual.regime_family = periodic.regime_family
    where
        annual.scope_status = 'in_scope'
        and periodic.is_in_force
        and periodic.scope_status = 'below_threshold'
        and annual.sizing_source = 'annual'
        and annual.measure_cny = periodic.measure_cny
    order by periodic.period, abs(annual.measure_cny - 12000000), annual.enterprise_id
    limit 1
)

select
    'annual ' || annual.year as survey,
    annual.enterprise_id,
    annual.regime_id,
    annual.measure_cny,
    annual.threshold_cny,
    annual.scope_status,
from marts.fct_annual_scope as annual
inner join torn
    on
        annual.year = torn.year
        and annual.enterprise_id = torn.enterprise_id
where annual.regime_family = 'industry'
union all
select
    'periodic ' || strftime(periodic.period, '%Y-%m') as survey,
    periodic.enterprise_id,
    periodic.regime_id,
    periodic.measure_cny,
    periodic.threshold_cny,
    periodic.scope_status,
from marts.fct_enterprise_scope as periodic
inner join torn
    on
        periodic.period = torn.period
        and periodic.enterprise_id = torn.enterprise_id
where periodic.is_in_force and periodic.regime_family = 'industry'
order by survey;
