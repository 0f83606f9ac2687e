with

returns as (
    select * from {{ ref('stg_enterprise_returns__returns') }}
),

bounds as (
    {{ check_bounds('prior_value_differs', ['tolerance_cny']) }}
),

figures as (
    {% for indicator in ['main_revenue', 'output_value', 'value_added'] -%}
        select
            period,
            report_kind,
            enterprise_id,
            '{{ indicator }}' as indicator,
            {{ indicator }}_cny as value_cny,
            {{ indicator }}_prior_cny as prior_cny,
            source_delivery_id,
            source_row_number,
        from returns
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

restated as (
    select
        now.period,
        now.report_kind,
        now.enterprise_id,
        now.indicator,
        now.prior_cny,
        own.value_cny as reported_cny,
        now.source_delivery_id,
        now.source_row_number,
    from figures as now
    inner join figures as own
        on
            cast(now.period - interval 12 month as date) = own.period
            and now.report_kind = own.report_kind
            and now.enterprise_id = own.enterprise_id
            and now.indicator = own.indicator
    cross join bounds
    where abs(now.prior_cny - own.value_cny) > bounds.tolerance_cny
),

final as (
    select
        period,
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
        'prior_value_differs' as check_id,
        to_json(list(
            struct_pack(
                indicator := indicator,
                report_kind := report_kind,
                prior_cny := prior_cny,
                reported_cny := reported_cny
            )
            order by report_kind, indicator
        )) as evidence,
        arg_min(source_delivery_id, (report_kind, indicator)) as delivery_id,
        arg_min(source_row_number, (report_kind, indicator)) as source_row_number,
    from restated
    group by period, enterprise_id
)

select * from final
