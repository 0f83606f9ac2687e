with

scope_rules as (
    select * from {{ ref('scope_rules') }}
),

what_if as (
    select * from {{ ref('stg_what_if__rules') }}
),

-- the line of a class is that of its first rule in yuan
lines as (
    select
        regime_id,
        scope_class,
        count(*) as alternatives,
        min(alternative) filter (where threshold_unit = 'cny') as line_alternative,
    from scope_rules
    group by regime_id, scope_class
),

of_regulations as (
    select
        rule_id,
        regime_id,
        scope_class,
        alternative,
        measure,
        threshold,
        threshold_unit,
        condition,
        without_value,
        rule_name_zh,
        rule_name_en,
        legal_basis,
    from scope_rules
),

copied as (
    select
        what_if.regime_id,
        what_if.line_cny,
        what_if.legal_basis as what_if_basis,
        lines.alternatives,
        scope_rules.scope_class,
        scope_rules.alternative,
        scope_rules.measure,
        scope_rules.threshold,
        scope_rules.threshold_unit,
        scope_rules.condition,
        scope_rules.without_value,
        scope_rules.rule_name_zh,
        scope_rules.rule_name_en,
        scope_rules.legal_basis,
        coalesce(
            scope_rules.alternative = lines.line_alternative
            and coalesce(what_if.scope_class = scope_rules.scope_class, true),
            false
        ) as is_moved,
    from what_if
    inner join scope_rules
        on what_if.based_on_regime_id = scope_rules.regime_id
    inner join lines
        on
            scope_rules.regime_id = lines.regime_id
            and scope_rules.scope_class = lines.scope_class
),

-- what the user's row does not move stays as the regulation has it
of_users as (
    select
        regime_id || '.' || scope_class || if(
            alternatives > 1, '.' || alternative, ''
        ) as rule_id,
        regime_id,
        scope_class,
        alternative,
        measure,
        if(is_moved, line_cny, threshold) as threshold,
        threshold_unit,
        condition,
        without_value,
        if(
            is_moved,
            '试算：' || rule_name_zh || '，标准改为' || line_cny || '元',
            rule_name_zh
        ) as rule_name_zh,
        if(
            is_moved,
            'What if: ' || rule_name_en
            || ', the line moved to ' || line_cny || ' yuan',
            rule_name_en
        ) as rule_name_en,
        if(is_moved, what_if_basis, legal_basis) as legal_basis,
    from copied
),

final as (
    select * from of_regulations
    union all
    select * from of_users
)

select * from final
