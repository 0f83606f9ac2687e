-- for each source the first industrial firm that it sized, and the row that said so
select
    facts.sizing_source,
    facts.enterprise_id,
    enterprises.opened_on,
    facts.measure_cny,
    deliveries.file_name as measure_file,
    facts.measure_row_number,
from marts.fct_enterprise_scope as facts
inner join marts.dim_enterprises as enterprises
    on facts.enterprise_id = enterprises.enterprise_id
left join meta.deliveries as deliveries
    on
        facts.measure_delivery_id = deliveries.delivery_id
        and deliveries.state = 'accepted'
where
    facts.period = (select list_max(about.periods) from meta.about as about)
    and facts.is_in_force
    and facts.regime_family = 'industry'
    and enterprises.operating_status = 'operating'
qualify
    row_number() over (
        partition by facts.sizing_source
        order by facts.enterprise_id
    ) = 1
order by facts.sizing_source;
