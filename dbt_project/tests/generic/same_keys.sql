{#-
    Two models hold the same keys, none lost and none added by a join. Evidence: the
    keys of one only, and which one lacks them.
-#}
{% test same_keys(model, to, columns) %}
with

here as (
    select
        {{ columns | join(',\n        ') }},
    from {{ model }}
),

there as (
    select
        {{ columns | join(',\n        ') }},
    from {{ to }}
),

missing_here as (
    select * from there
    except
    select * from here
),

missing_there as (
    select * from here
    except
    select * from there
),

final as (
    select
        *,
        'this model lacks it' as finding,
    from missing_here
    union all
    select
        *,
        'the other model lacks it' as finding,
    from missing_there
)

select * from final
{% endtest %}
