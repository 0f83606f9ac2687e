{#-
    The CTEs contested, ranked and final of a staging model: one row per key.

    Where several current rows claim a key (two sources, or one unit under its 9- and
    its 18-character code), the row of the first source by name is kept, and `claims`
    says how many there were; with `amount`, `claimed_cny` adds up their money. Only
    contested keys are ranked: they are few, and ranking every row of a large list
    would cost most of its loading.
-#}
{% macro one_row_per_key(relation, key, amount=none) -%}
contested as (
    select
        {{ key | join(',\n        ') }},
        count(*) as claims,
        {% if amount -%}
        sum({{ amount }}) as claimed_cny,
        {% endif -%}
    from {{ relation }}
    group by
        {{ key | join(',\n        ') }}
    having count(*) > 1
),

ranked as (
    select
        {{ relation }}.*,
        contested.claims,
        {% if amount -%}
        contested.claimed_cny,
        {% endif -%}
    from {{ relation }}
    inner join contested
        on
            {% for column in key -%}
            {{ 'and ' if not loop.first }}{{ relation }}.{{ column }}
            is not distinct from contested.{{ column }}
            {% endfor %}
    qualify
        row_number() over (
            partition by
                {% for column in key -%}
                {{ relation }}.{{ column }}{{ ',' if not loop.last }}
                {% endfor %}
            order by source, source_delivery_id, source_row_number
        ) = 1
),

final as (
    select
        *,
        1 as claims,
        {% if amount -%}
        {{ amount }} as claimed_cny,
        {% endif -%}
    from {{ relation }}
    where not exists (
        select 1
        from contested
        where
            {% for column in key -%}
            {{ 'and ' if not loop.first }}{{ relation }}.{{ column }}
            is not distinct from contested.{{ column }}
            {% endfor %}
    )
    union all
    select * from ranked
)
{%- endmacro %}
