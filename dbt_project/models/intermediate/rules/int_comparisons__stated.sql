with

comparisons as (
    select * from {{ ref('comparisons') }}
),

regimes as (
    select * from {{ ref('int_regimes__stated') }}
),

of_users as (
    select
        what_if.based_on_regime_id || '_to_' || what_if.regime_id as comparison_id,
        what_if.based_on_regime_id as old_regime_id,
        what_if.regime_id as new_regime_id,
        regimes.regime_name_zh || '到' || what_if.regime_name_zh as comparison_name_zh,
        'From ' || regimes.regime_name_en || ' to ' || what_if.regime_name_en
            as comparison_name_en,
    from regimes as what_if
    inner join regimes
        on what_if.based_on_regime_id = regimes.regime_id
    where what_if.is_what_if
),

final as (
    select
        comparison_id,
        old_regime_id,
        new_regime_id,
        comparison_name_zh,
        comparison_name_en,
    from comparisons
    union all
    select * from of_users
)

select * from final
