with

units as (
    select * from {{ ref('int_enterprises__in_force') }}
),

scope_class_codes as (
    select * from {{ ref('scope_class_codes') }}
),

regimes as (
    select * from {{ ref('int_regimes__stated') }}
    where unit_kind = 'enterprise'
),

codes as (
    select distinct
        industry_edition,
        industry_code,
    from units
),

prefixes as (
    select
        industry_edition,
        industry_code,
        left(industry_code, prefix_lengths.prefix_length) as code_prefix,
    from codes
    cross join unnest([1, 2, 3, 4]) as prefix_lengths (prefix_length)
    where length(industry_code) >= prefix_lengths.prefix_length
),

-- the longest prefix wins
classes as (
    select
        scope_class_codes.class_set,
        prefixes.industry_edition,
        prefixes.industry_code,
        arg_max(
            scope_class_codes.scope_class, length(prefixes.code_prefix)
        ) as scope_class,
    from prefixes
    inner join scope_class_codes
        on
            prefixes.industry_edition = scope_class_codes.industry_edition
            and prefixes.code_prefix = scope_class_codes.code_prefix
    group by
        scope_class_codes.class_set,
        prefixes.industry_edition,
        prefixes.industry_code
),

final as (
    select
        regimes.regime_id,
        classes.industry_edition,
        classes.industry_code,
        classes.scope_class,
    from classes
    inner join regimes
        on classes.class_set = regimes.class_set
)

select * from final
