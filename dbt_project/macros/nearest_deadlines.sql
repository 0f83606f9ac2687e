{#-
    Units with the working days that they are allowed: all columns of `units`, which has
    period, unit_kind, unit_id, division_code and reason, and days_allowed.

    The deadline of the nearest place stands in for all others; of one place the latest.
    A reason without a deadline leaves days_allowed null. Reads the CTE `deadlines`.
-#}
{% macro nearest_deadlines(units) -%}
    select
        {{ units }}.*,
        deadlines.working_days as days_allowed,
    from {{ units }}
    left join deadlines
        on
            {{ units }}.unit_kind = deadlines.unit_kind
            and {{ units }}.reason = deadlines.reason
            and starts_with(
                {{ units }}.division_code, coalesce(deadlines.division_prefix, '')
            )
            and coalesce({{ units }}.period >= deadlines.valid_from, true)
            and coalesce({{ units }}.period < deadlines.valid_to, true)
    qualify
        row_number() over (
            partition by
                {{ units }}.period,
                {{ units }}.unit_kind,
                {{ units }}.unit_id
            order by
                length(deadlines.division_prefix) desc nulls last,
                deadlines.valid_from desc nulls last
        ) = 1
{%- endmacro %}
