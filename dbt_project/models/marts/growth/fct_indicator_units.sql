with

changes as (
    select * from {{ ref('fct_register_changes') }}
),

indicators as (
    select * from {{ ref('indicators') }}
),

reported as (
    select * from {{ ref('int_indicator_values__reported') }}
),

valued as (
    select
        changes.period,
        indicators.indicator,
        indicators.growth_method,
        changes.unit_kind,
        changes.unit_id,
        changes.regime_family,
        changes.is_registered,
        changes.was_registered,
        changes.division_code,
        changes.prior_division_code,
        changes.section_code,
        changes.prior_section_code,
        changes.component,
        changes.stated_reason,
        changes.is_rule_met_by_prior,
        if(changes.is_registered, reported_now.value_cny, null) as current_cny,
        reported_then.value_cny as prior_cny,
        reported_now.prior_value_cny as restated_prior_cny,
        reported_now.source_delivery_id,
        reported_now.source_row_number,
    from changes
    inner join indicators
        on changes.regime_family = indicators.regime_family
    left join reported as reported_now
        on
            changes.period = reported_now.period
            and indicators.indicator = reported_now.indicator
            and changes.unit_kind = reported_now.unit_kind
            and changes.unit_id = reported_now.unit_id
    left join reported as reported_then
        on
            changes.period - interval 12 month = reported_then.period
            and indicators.indicator = reported_then.indicator
            and changes.unit_kind = reported_then.unit_kind
            and changes.unit_id = reported_then.unit_id
),

-- last year's projects again, by this year's rule; unknown is not below
final as (
    select
        period,
        indicator,
        unit_kind,
        unit_id,
        regime_family,
        is_registered,
        was_registered,
        division_code,
        prior_division_code,
        section_code,
        prior_section_code,
        component,
        stated_reason,
        current_cny,
        prior_cny,
        restated_prior_cny,
        coalesce(restated_prior_cny, prior_cny) as base_cny,
        case
            when restated_prior_cny is not null then 'this_return'
            when prior_cny is not null then 'own_return'
            else 'none'
        end as base_source,
        growth_method = 'prior_refiltered'
        and coalesce(was_registered, false)
        and coalesce(is_rule_met_by_prior, true) as is_refiltered_base,
        source_delivery_id,
        source_row_number,
    from valued
)

select * from final
