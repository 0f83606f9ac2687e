with

regimes as (
    select * from {{ ref('regimes') }}
),

what_if as (
    select * from {{ ref('stg_what_if__rules') }}
),

of_regulations as (
    select
        regime_id,
        regime_family,
        unit_kind,
        regime_name_zh,
        regime_name_en,
        class_set,
        legal_basis,
        false as is_what_if,
        cast(null as varchar) as based_on_regime_id,
    from regimes
),

-- a what-if regime is the one it is based on, but for its line
of_users as (
    select
        what_if.regime_id,
        regimes.regime_family,
        regimes.unit_kind,
        what_if.regime_name_zh,
        what_if.regime_name_en,
        regimes.class_set,
        what_if.legal_basis,
        true as is_what_if,
        what_if.based_on_regime_id,
    from what_if
    inner join regimes
        on what_if.based_on_regime_id = regimes.regime_id
),

final as (
    select * from of_regulations
    union all
    select * from of_users
)

select * from final
