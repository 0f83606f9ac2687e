with

returns as (
    select * from {{ ref('stg_enterprise_returns__returns') }}
),

enterprises as (
    select * from {{ ref('stg_enterprises__units') }}
    where opened_on is not null
),

progress as (
    select * from {{ ref('stg_project_progress__progress') }}
),

projects as (
    select * from {{ ref('stg_projects__projects') }}
),

tax_sales as (
    select * from {{ ref('stg_tax_sales__sales') }}
    where enterprise_id is not null
),

accounts as (
    select * from {{ ref('stg_power_use__accounts') }}
    where enterprise_id is not null
),

permits as (
    select * from {{ ref('stg_permits__permits') }}
    where amount_cny > 0
),

slips as (
    select * from {{ ref('unit_slips') }}
),

bounds as (
    {{ check_bounds('unit_slip', ['tolerance', 'steady']) }}
),

-- a return may come before the first directory that names the firm
openings as (
    select
        enterprise_id,
        arg_max(opened_on, period) as opened_on,
    from enterprises
    group by enterprise_id
),

-- cumulative figures of the year are compared by the month; a firm that opened in the
-- year has worked fewer of them
timed as (
    select
        returns.*,
        if(
            year(openings.opened_on) = year(returns.period)
            and openings.opened_on <= last_day(returns.period),
            month(returns.period) - month(openings.opened_on) + 1,
            month(returns.period)
        ) as months,
    from returns
    left outer join openings
        on returns.enterprise_id = openings.enterprise_id
),

figures as (
    {% for indicator in ['main_revenue', 'output_value', 'value_added'] -%}
        select
            'enterprise' as unit_kind,
            enterprise_id as unit_id,
            '{{ indicator }}' as indicator,
            report_kind,
            cast(null as integer) as year_alone,
            period,
            {{ indicator }}_cny as value_cny,
            {{ indicator }}_cny / months as level_cny,
            source_delivery_id,
            source_row_number,
        from timed
        where {{ indicator }}_cny > 0
        union all
    {% endfor -%}
    select
        'project' as unit_kind,
        project_id as unit_id,
        'invested_since_start' as indicator,
        'periodic' as report_kind,
        cast(null as integer) as year_alone,
        period,
        invested_since_start_cny as value_cny,
        invested_since_start_cny as level_cny,
        source_delivery_id,
        source_row_number,
    from progress
    where invested_since_start_cny > 0
    union all
    -- a project may stand still in one year and be built in the next
    select
        'project' as unit_kind,
        project_id as unit_id,
        'invested_ytd' as indicator,
        'periodic' as report_kind,
        year(period) as year_alone,
        period,
        invested_ytd_cny as value_cny,
        invested_ytd_cny / month(period) as level_cny,
        source_delivery_id,
        source_row_number,
    from progress
    where invested_ytd_cny > 0
    union all
    select
        'project' as unit_kind,
        project_id as unit_id,
        'planned_total' as indicator,
        'periodic' as report_kind,
        cast(null as integer) as year_alone,
        period,
        planned_total_cny as value_cny,
        planned_total_cny as level_cny,
        source_delivery_id,
        source_row_number,
    from projects
    where planned_total_cny > 0
),

leaps as (
    select
        *,
        lag(period) over earlier as earlier_period,
        lag(value_cny) over earlier as earlier_cny,
        log10(level_cny / lag(level_cny) over earlier) as leap,
        -- the figure itself, in a year: one that stood still slips by a whole factor
        if(
            year(period) = year(lag(period) over earlier),
            log10(value_cny / lag(value_cny) over earlier),
            null
        ) as value_leap,
        log10(level_cny / lag(level_cny, 2) over earlier) as leap_before,
    from figures
    window
        earlier as (
            partition by
                unit_kind,
                unit_id,
                indicator,
                report_kind,
                year_alone
            order by period
        )
),

-- back to the level of before is no slip: the figure before that must be nearer
-- to a slip than to none, however the unit grew in between; ten times is within what
-- the months of a year alone can do, so there the level alone decides
slipped as (
    select
        leaps.*,
        slips.exponent,
        slips.needs_witness,
    from leaps
    cross join bounds
    inner join slips
        on
            (
                abs(abs(leaps.leap) - slips.exponent) <= bounds.tolerance
                or (
                    not slips.needs_witness
                    and abs(abs(leaps.value_leap) - slips.exponent) <= bounds.tolerance
                )
            )
            and (
                leaps.leap_before is null
                or abs(leaps.leap_before - sign(leaps.leap) * slips.exponent)
                < abs(leaps.leap_before)
            )
    qualify
        row_number() over (
            partition by
                leaps.unit_kind,
                leaps.unit_id,
                leaps.indicator,
                leaps.report_kind,
                leaps.period
            order by abs(abs(leaps.leap) - slips.exponent)
        ) = 1
),

taxed as (
    select
        slipped.unit_kind,
        slipped.unit_id,
        slipped.period,
        slipped.indicator,
        slipped.report_kind,
        log10(slipped.value_cny / tax_sales.sales_ytd_cny) as distance,
        sign(slipped.leap) * slipped.exponent as slip,
    from slipped
    inner join tax_sales
        on
            slipped.period = tax_sales.period
            and slipped.unit_id = tax_sales.enterprise_id
    where
        slipped.indicator = 'main_revenue'
        and tax_sales.sales_ytd_cny > 0
),

-- the tax office has the figure without the slip
taxed_otherwise as (
    select
        taxed.unit_kind,
        taxed.unit_id,
        taxed.period,
        taxed.indicator,
        taxed.report_kind,
        'tax_sales' as witness,
    from taxed
    cross join bounds
    where abs(taxed.distance - taxed.slip) <= bounds.tolerance
),

-- the tax office has the very figure: what else stayed is no witness against it
confirmed as (
    select taxed.*
    from taxed
    cross join bounds
    where abs(taxed.distance) <= bounds.tolerance
),

staffed as (
    select
        slipped.unit_kind,
        slipped.unit_id,
        slipped.period,
        slipped.indicator,
        slipped.report_kind,
        'employees' as witness,
    from slipped
    inner join returns as now
        on
            slipped.period = now.period
            and slipped.unit_id = now.enterprise_id
            and slipped.report_kind = now.report_kind
    inner join returns as earlier
        on
            slipped.earlier_period = earlier.period
            and slipped.unit_id = earlier.enterprise_id
            and slipped.report_kind = earlier.report_kind
    cross join bounds
    where
        now.employees > 0
        and earlier.employees > 0
        and abs(log10(now.employees / earlier.employees)) <= bounds.steady
),

power as (
    select
        period,
        enterprise_id,
        sum(kwh_month) as kwh_month,
    from accounts
    group by period, enterprise_id
),

powered as (
    select
        slipped.unit_kind,
        slipped.unit_id,
        slipped.period,
        slipped.indicator,
        slipped.report_kind,
        'power' as witness,
    from slipped
    inner join power as now
        on
            slipped.period = now.period
            and slipped.unit_id = now.enterprise_id
    inner join power as earlier
        on
            slipped.earlier_period = earlier.period
            and slipped.unit_id = earlier.enterprise_id
    cross join bounds
    where
        now.kwh_month > 0
        and earlier.kwh_month > 0
        and abs(log10(now.kwh_month / earlier.kwh_month)) <= bounds.steady
),

-- what a project has cost so far grows by what the year adds to it
cumulated as (
    select
        slipped.unit_kind,
        slipped.unit_id,
        slipped.period,
        slipped.indicator,
        slipped.report_kind,
        'invested_ytd' as witness,
    from slipped
    inner join progress as now
        on
            slipped.period = now.period
            and slipped.unit_id = now.project_id
    inner join progress as earlier
        on
            slipped.earlier_period = earlier.period
            and slipped.unit_id = earlier.project_id
            and year(now.period) = year(earlier.period)
    cross join bounds
    where
        slipped.indicator = 'invested_since_start'
        and now.invested_ytd_cny > 0
        and earlier.invested_ytd_cny > 0
        and abs(log10(now.invested_ytd_cny / earlier.invested_ytd_cny))
        <= bounds.steady
),

-- a permit known by then states the plan without the slip
permitted as (
    select distinct
        slipped.unit_kind,
        slipped.unit_id,
        slipped.period,
        slipped.indicator,
        slipped.report_kind,
        'permits' as witness,
    from slipped
    inner join permits
        on
            slipped.unit_id = permits.project_id
            and slipped.period >= permits.period
    cross join bounds
    where
        slipped.indicator = 'planned_total'
        and abs(
            log10(slipped.value_cny / permits.amount_cny)
            - sign(slipped.leap) * slipped.exponent
        ) <= bounds.tolerance
),

stayed as (
    select * from staffed
    union all
    select * from powered
),

testimonies as (
    select * from taxed_otherwise
    union all
    select stayed.*
    from stayed
    left outer join confirmed
        on
            stayed.unit_id = confirmed.unit_id
            and stayed.period = confirmed.period
            and stayed.indicator = confirmed.indicator
            and stayed.report_kind = confirmed.report_kind
    where confirmed.unit_id is null
    union all
    select * from cumulated
    union all
    select * from permitted
),

witnesses as (
    select
        unit_kind,
        unit_id,
        period,
        indicator,
        report_kind,
        list(witness order by witness) as witnesses,
    from testimonies
    group by unit_kind, unit_id, period, indicator, report_kind
),

judged as (
    select
        slipped.*,
        coalesce(witnesses.witnesses, cast([] as varchar[])) as witnesses,
    from slipped
    left outer join witnesses
        on
            slipped.unit_kind = witnesses.unit_kind
            and slipped.unit_id = witnesses.unit_id
            and slipped.period = witnesses.period
            and slipped.indicator = witnesses.indicator
            and slipped.report_kind = witnesses.report_kind
    where witnesses.unit_id is not null or not slipped.needs_witness
),

final as (
    select
        period,
        unit_kind,
        unit_id,
        'unit_slip' as check_id,
        to_json(list(
            struct_pack(
                indicator := indicator,
                report_kind := report_kind,
                value_cny := value_cny,
                earlier_cny := earlier_cny,
                earlier_period := earlier_period,
                exponent := sign(leap) * exponent,
                witnesses := witnesses
            )
            order by report_kind, indicator
        )) as evidence,
        arg_min(source_delivery_id, (report_kind, indicator)) as delivery_id,
        arg_min(source_row_number, (report_kind, indicator)) as source_row_number,
    from judged
    group by period, unit_kind, unit_id
)

select * from final
