with

candidates as (
    select * from {{ ref('fct_entry_candidates') }}
),

periods as (
    select * from {{ ref('int_periods__modelled') }}
),

registered as (
    select * from {{ ref('int_registered_units__familied') }}
),

-- with its kind as a column: a condition on the left side alone would not be hashed
enterprises as (
    select
        *,
        'enterprise' as unit_kind,
    from {{ ref('int_enterprises__in_force') }}
),

routes as (
    select
        *,
        'enterprise' as unit_kind,
    from {{ ref('entry_routes') }}
),

approvals as (
    select * from {{ ref('approval_months') }}
),

quantiles as (
    select * from {{ ref('prediction_quantiles') }}
),

-- candidates at each window that is to come; counts are of those in by its close
exploded as (
    select
        *,
        generate_subscripts(windows_open_on, 1) as window_number,
        unnest(windows_open_on) as opens_on,
        unnest(windows_close_on) as closes_on,
    from candidates
),

levelled as (
    {{ division_levels('exploded') }}
),

-- the list that shows who came in with a window
awaited as (
    select
        levelled.*,
        cast(
            date_trunc('month', levelled.closes_on)
            + to_months(coalesce(approvals.approval_months, 0)) as date
        ) as outcome_period,
    from levelled
    left join approvals
        on levelled.entry_route = approvals.entry_route
),

counted as (
    select
        period,
        unit_kind,
        regime_family,
        division_code,
        entry_route,
        window_number,
        min(opens_on) as opens_on,
        max(closes_on) as closes_on,
        max(outcome_period) as outcome_period,
        count(*) as candidates,
        count(*) filter (where late_window <= window_number) as low_units,
        count(*) filter (where expected_window <= window_number) as expected_units,
        count(*) filter (where early_window <= window_number) as high_units,
        sum(invested_ytd_cny) filter (where expected_window <= window_number)
            as expected_ytd_cny,
        sum(adds_this_year_cny) filter (where expected_window <= window_number)
            as expected_adds_this_year_cny,
        count(*) filter (where entered_period <= outcome_period)
            as entered_candidates,
        count(*) filter (
            where entered_period <= outcome_period and expected_window <= window_number
        ) as entered_as_expected,
    from awaited
    group by
        period,
        unit_kind,
        regime_family,
        division_code,
        entry_route,
        window_number
),

lists as (
    select
        period,
        'enterprise' as unit_kind,
    from periods
    where registered_enterprise_list_period is not null
    union all
    select
        period,
        'project' as unit_kind,
    from periods
    where registered_project_list_period is not null
),

-- the months between a forecast and a list that can judge it
spans as (
    select distinct
        counted.period,
        counted.unit_kind,
        counted.outcome_period,
    from counted
    inner join lists
        on
            counted.outcome_period = lists.period
            and counted.unit_kind = lists.unit_kind
),

-- who stands on the later list, did not on the earlier, was no candidate
unforeseen as (
    select
        spans.period,
        spans.outcome_period,
        registered.unit_kind,
        registered.unit_id,
        registered.regime_family,
        registered.division_code,
    from spans
    inner join registered
        on
            spans.outcome_period = registered.period
            and spans.unit_kind = registered.unit_kind
    left join registered as earlier
        on
            spans.period = earlier.period
            and registered.unit_kind = earlier.unit_kind
            and registered.unit_id = earlier.unit_id
            and registered.regime_family = earlier.regime_family
    left join candidates
        on
            spans.period = candidates.period
            and registered.unit_kind = candidates.unit_kind
            and registered.unit_id = candidates.unit_id
            and registered.regime_family = candidates.regime_family
    where earlier.unit_id is null and candidates.unit_id is null
),

-- by the rules of routes for every unit; a month and day are of the year before
routed as (
    select
        unforeseen.*,
        coalesce(routes.entry_route, 'project') as entry_route,
    from unforeseen
    left join enterprises
        on
            unforeseen.outcome_period = enterprises.period
            and unforeseen.unit_id = enterprises.enterprise_id
            and unforeseen.unit_kind = enterprises.unit_kind
    left join routes
        on
            unforeseen.unit_kind = routes.unit_kind
            and coalesce(unforeseen.regime_family = routes.scope_class, true)
            and (
                routes.opened_since_month_day is null
                or enterprises.opened_on >= cast(
                    (year(unforeseen.outcome_period) - 1)
                    || '-'
                    || routes.opened_since_month_day as date
                )
            )
    qualify
        row_number() over (
            partition by
                unforeseen.period,
                unforeseen.outcome_period,
                unforeseen.unit_kind,
                unforeseen.unit_id,
                unforeseen.regime_family
            order by routes.precedence
        ) = 1
),

routed_levels as (
    {{ division_levels('routed') }}
),

surprises as (
    select
        period,
        outcome_period,
        unit_kind,
        regime_family,
        division_code,
        entry_route,
        count(*) as unforeseen_units,
    from routed_levels
    group by
        period,
        outcome_period,
        unit_kind,
        regime_family,
        division_code,
        entry_route
),

judged as (
    select
        counted.*,
        spans.period is not null as is_known,
        coalesce(surprises.unforeseen_units, 0) as unforeseen_units,
        counted.entered_candidates + coalesce(surprises.unforeseen_units, 0)
            as entered_units,
    from counted
    left join spans
        on
            counted.period = spans.period
            and counted.unit_kind = spans.unit_kind
            and counted.outcome_period = spans.outcome_period
    left join surprises
        on
            counted.period = surprises.period
            and counted.outcome_period = surprises.outcome_period
            and counted.unit_kind = surprises.unit_kind
            and counted.regime_family = surprises.regime_family
            and counted.division_code = surprises.division_code
            and counted.entry_route = surprises.entry_route
),

-- how the county's earlier forecasts of a window turned out, by what was known then
paired as (
    select
        judged.period,
        judged.unit_kind,
        judged.regime_family,
        judged.division_code,
        judged.entry_route,
        judged.window_number,
        earlier.period as past_period,
        earlier.outcome_period as past_outcome_period,
        earlier.candidates as past_candidates,
        earlier.entered_units as past_entered_units,
        date_diff('month', earlier.period, earlier.outcome_period) as past_months,
    from judged
    inner join judged as earlier
        on
            left(judged.division_code, 6) = earlier.division_code
            and judged.unit_kind = earlier.unit_kind
            and judged.regime_family = earlier.regime_family
            and judged.entry_route = earlier.entry_route
            and judged.window_number = earlier.window_number
            and judged.period >= earlier.outcome_period
    where earlier.is_known
),

-- forecasts whose months overlap say the same thing twice: as many are independent as
-- have room side by side, and no more than there were different outcomes
past as (
    select
        period,
        unit_kind,
        regime_family,
        division_code,
        entry_route,
        window_number,
        count(*) as past_forecasts,
        sum(past_entered_units) as past_entered_units,
        sum(past_candidates) as past_candidates,
        -- in one order: sums of doubles differ by it, and a second run must not
        sum(
            past_entered_units * past_entered_units / past_candidates
            order by past_period
        ) as squares_per_candidate,
        cast(
            floor(
                least(
                    count(distinct past_outcome_period),
                    date_diff('month', min(past_period), max(past_outcome_period))
                    / greatest(avg(past_months), 1)
                )
            ) as bigint
        ) as independent_forecasts,
    from paired
    group by
        period,
        unit_kind,
        regime_family,
        division_code,
        entry_route,
        window_number
),

-- half an entry more than there were: that none ever came does not mean none can
rated as (
    select
        *,
        past_entered_units / past_candidates as past_entered_share,
        (past_entered_units + 0.5) / past_candidates as guarded_share,
    from past
),

-- how many times more they scatter than entries that come one by one; never less. The
-- sum of (entered - share * candidates)^2 / (share * candidates), multiplied out
scattered as (
    select
        *,
        if(
            independent_forecasts > 1,
            greatest(
                (
                    squares_per_candidate / guarded_share
                    - 2 * past_entered_units
                    + guarded_share * past_candidates
                )
                / (past_forecasts * (1 - 1 / independent_forecasts)),
                1
            ),
            null
        ) as dispersion,
    from rated
),

-- Student's quantile of the row's degrees of freedom, or of the next fewer there are
reaching as (
    select
        scattered.*,
        quantiles.coverage_share,
        quantiles.quantile,
    from scattered
    asof left join quantiles
        on scattered.independent_forecasts > quantiles.degrees_of_freedom
),

-- a new count scatters of its own, and about a share that is only estimated
corrected as (
    select
        judged.*,
        coalesce(reaching.past_forecasts, 0) as past_forecasts,
        coalesce(reaching.independent_forecasts, 0) as independent_forecasts,
        reaching.past_entered_share,
        reaching.dispersion,
        reaching.coverage_share,
        judged.candidates * reaching.past_entered_share as corrected_units,
        reaching.quantile * sqrt(
            reaching.dispersion
            * reaching.guarded_share
            * judged.candidates
            * (
                1
                + judged.candidates
                * reaching.past_forecasts
                / (reaching.past_candidates * reaching.independent_forecasts)
            )
        ) as reach_units,
    from judged
    left join reaching
        on
            judged.period = reaching.period
            and judged.unit_kind = reaching.unit_kind
            and judged.regime_family = reaching.regime_family
            and judged.division_code = reaching.division_code
            and judged.entry_route = reaching.entry_route
            and judged.window_number = reaching.window_number
),

-- whole units; a count fills the half unit on either side of it
bounded as (
    select
        *,
        if(
            reach_units is null,
            null,
            greatest(floor(corrected_units - reach_units + 0.5), 0)
        ) as corrected_low_units,
        ceil(corrected_units + reach_units - 0.5) as corrected_high_units,
    from corrected
),

-- until the list of the outcome is there nobody knows
final as (
    select
        period,
        unit_kind,
        regime_family,
        division_code,
        entry_route,
        window_number,
        opens_on,
        closes_on,
        candidates,
        low_units,
        expected_units,
        high_units,
        cast(expected_ytd_cny as decimal(18, 2)) as expected_ytd_cny,
        cast(expected_adds_this_year_cny as decimal(18, 2))
            as expected_adds_this_year_cny,
        past_forecasts,
        independent_forecasts,
        past_entered_share,
        dispersion,
        coverage_share,
        corrected_units,
        corrected_low_units,
        corrected_high_units,
        outcome_period,
        if(is_known, entered_candidates, null) as entered_candidates,
        if(is_known, entered_as_expected, null) as entered_as_expected,
        if(is_known, unforeseen_units, null) as unforeseen_units,
        if(is_known, entered_units, null) as entered_units,
        if(is_known, entered_units - expected_units, null) as error_units,
        if(is_known, entered_units between low_units and high_units, null)
            as is_within_interval,
        if(
            is_known,
            entered_units between corrected_low_units and corrected_high_units,
            null
        ) as is_within_corrected,
    from bounded
)

select * from final
