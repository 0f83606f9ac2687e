{% set columns = [
    'rule_id', 'measure', 'threshold', 'threshold_unit', 'condition', 'without_value'
] %}

with

rules as (
    select * from {{ ref('scope_rules') }}
),

regimes as (
    select * from {{ ref('regimes') }}
),

-- the alternatives of a class side by side, so that a unit meets its rules in one join
paired as (
    select
        regime_id,
        scope_class,
        {% for n in (1, 2) -%}
            {% for column in columns -%}
                any_value({{ column }}) filter (where alternative = {{ n }})
                    as {{ column }}_{{ n }},
            {% endfor -%}
        {% endfor -%}
        any_value(threshold order by alternative)
            filter (where threshold_unit = 'cny') as line_cny,
    from rules
    group by regime_id, scope_class
),

final as (
    select
        regimes.regime_family,
        regimes.class_set,
        paired.regime_id,
        paired.scope_class,
        paired.line_cny,
        {% for n in (1, 2) -%}
            {% for column in columns -%}
                paired.{{ column }}_{{ n }},
            {% endfor -%}
        {% endfor -%}
    from paired
    inner join regimes
        on paired.regime_id = regimes.regime_id
)

select * from final
