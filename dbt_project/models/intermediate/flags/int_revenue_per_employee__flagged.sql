with

returns as (
    select * from {{ ref('stg_enterprise_returns__returns') }}
    where report_kind = 'periodic' and main_revenue_cny > 0
),

enterprises as (
    select * from {{ ref('int_enterprises__in_force') }}
),

bounds as (
    {{ check_bounds(
        'revenue_per_employee',
        ['largest_score', 'score_scale', 'least_factor', 'least_units'],
    ) }}
),

staffed as (
    select
        returns.period,
        returns.enterprise_id,
        enterprises.section_code,
        returns.main_revenue_cny,
        coalesce(returns.employees, enterprises.employees) as staff,
        returns.source_delivery_id,
        returns.source_row_number,
    from returns
    inner join enterprises
        on
            returns.period = enterprises.period
            and returns.enterprise_id = enterprises.enterprise_id
),

-- on a scale of factors: ten times as much is as far off as a tenth
ratios as (
    select
        *,
        log10(main_revenue_cny / staff) as ratio_log,
    from staffed
    where staff > 0
),

centred as (
    select
        *,
        median(ratio_log) over peers as middle_log,
        abs(ratio_log - median(ratio_log) over peers) as distance_log,
        count(*) over peers as peers,
    from ratios
    window peers as (partition by period, section_code)
),

-- the median of the distances is little moved by the few that are far off
scored as (
    select
        *,
        median(distance_log) over (partition by period, section_code) as spread_log,
    from centred
),

far as (
    select scored.*
    from scored
    cross join bounds
    where
        scored.peers >= bounds.least_units
        and scored.distance_log
        > bounds.largest_score * bounds.score_scale * scored.spread_log
        and scored.distance_log > log10(bounds.least_factor)
),

final as (
    select
        period,
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
        'revenue_per_employee' as check_id,
        source_delivery_id as delivery_id,
        source_row_number,
        json_object(
            'main_revenue_cny', main_revenue_cny,
            'employees', staff,
            'per_employee_cny', round(main_revenue_cny / staff, 2),
            'usual_per_employee_cny', round(pow(10, middle_log), 2),
            'section_code', section_code
        ) as evidence,
    from far
)

select * from final
