with

transitions as (
    select * from {{ ref('fct_scope_transitions') }}
),

levelled as (
    {{ division_levels('transitions') }}
),

final as (
    select
        period,
        comparison_id,
        unit_kind,
        division_code,
        scope_class,
        transition,
        count(*) as units,
        cast(sum(measure_cny) as decimal(18, 2)) as measure_cny,
    from levelled
    group by
        period,
        comparison_id,
        unit_kind,
        division_code,
        scope_class,
        transition
)

select * from final
