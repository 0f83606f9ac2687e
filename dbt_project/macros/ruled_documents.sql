{#-
    The known documents of a unit as the rules ask them: two CTEs, ruled and ranked.

    Reads the CTEs `known` (known_documents) and `asked` (what the rules ask of a unit at
    a period). A paper older than max_age_days is expired, one without a date where the
    form needs it does not conform, a waiver where none may be given is no paper. A rule
    that is silent on any of these changes nothing.
-#}
{% macro ruled_documents(unit_id) -%}
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

-- of several documents of a kind the best counts
ranked as (
    select
        *,
        list_position(
            ['good', 'expired', 'applied', 'nonconforming', 'missing'], standing
        ) as standing_rank,
    from ruled
)
{%- endmacro %}
