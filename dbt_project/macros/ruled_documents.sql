{#-
    The known documents of a unit as the rules ask them: CTEs that end in ranked.

    Reads the CTEs `known` (known_documents) and `asked` (what the rules ask of a unit at
    a period). A paper older than max_age_days is expired, one without a date where the
    form needs it does not conform, a waiver where none may be given is no paper. A rule
    that is silent on any of these changes nothing.

    `has_period`: a paper that must be of the same months as another (same_period_as) does
    not conform where both say their months and no paper in order of the other kind is of
    the same. A waived one, and one that does not say its months, matches any.
-#}
{% macro ruled_documents(unit_id, has_period=false) -%}
ruled as (
    select
        known.* replace (
            case
                when known.state = 'waived' and not asked.may_be_waived then 'missing'
                when known.state = 'waived' or known.standing != 'good'
                    then known.standing
                when asked.needs_issue_date and known.issued_on is null
                    then 'nonconforming'
                when known.issued_on + asked.max_age_days < last_day(known.period)
                    then 'expired'
                else known.standing
            end as standing
        )
    from known
    inner join asked
        on
            known.period = asked.period
            and known.{{ unit_id }} = asked.{{ unit_id }}
            and known.document = asked.document
),

{% if has_period -%}
months_held as (
    select
        period,
        {{ unit_id }},
        document,
        list(reference_period) as reference_periods,
        bool_or(state = 'waived' or reference_period is null) as matches_any,
    from ruled
    where standing = 'good'
    group by period, {{ unit_id }}, document
),

matched as (
    select
        ruled.* replace (
            if(
                ruled.standing = 'good'
                and ruled.state != 'waived'
                and ruled.reference_period is not null
                and not months_held.matches_any
                and not list_contains(
                    months_held.reference_periods, ruled.reference_period
                ),
                'nonconforming',
                ruled.standing
            ) as standing
        )
    from ruled
    inner join asked
        on
            ruled.period = asked.period
            and ruled.{{ unit_id }} = asked.{{ unit_id }}
            and ruled.document = asked.document
    left join months_held
        on
            ruled.period = months_held.period
            and ruled.{{ unit_id }} = months_held.{{ unit_id }}
            and asked.same_period_as = months_held.document
),

{% endif -%}
-- of several documents of a kind the best counts
ranked as (
    select
        *,
        list_position(
            ['good', 'expired', 'applied', 'nonconforming', 'missing'], standing
        ) as standing_rank,
    from {{ 'matched' if has_period else 'ruled' }}
)
{%- endmacro %}
