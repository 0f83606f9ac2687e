with

delivered as (
    {{ current_rows('enterprise_returns') }}
),

enterprise_ids as (
    select * from {{ ref('stg_enterprise_ids__joined') }}
),

renamed as (
    select
        delivered.period,
        delivered.report_kind,
        coalesce(enterprise_ids.enterprise_id, delivered.enterprise_id)
            as enterprise_id,
        delivered.enterprise_id as delivered_id,
        delivered.main_revenue as main_revenue_cny,
        delivered.main_revenue_prior as main_revenue_prior_cny,
        delivered.output_value as output_value_cny,
        delivered.output_value_prior as output_value_prior_cny,
        delivered.value_added as value_added_cny,
        delivered.value_added_prior as value_added_prior_cny,
        delivered.employees,
        delivered.source,
        delivered.delivery_id as source_delivery_id,
        delivered.row_number as source_row_number,
        delivered.warnings,
    from delivered
    left join enterprise_ids
        on delivered.enterprise_id = enterprise_ids.delivered_id
),

{{ one_row_per_key(
    'renamed',
    ['period', 'report_kind', 'enterprise_id'],
    'main_revenue_cny',
) }}

select * from final
