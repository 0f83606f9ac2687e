with

placed as (
    select * from {{ ref('int_registered_units__placed') }}
),

scope as (
    select * from {{ ref('int_enterprise_scope__classified') }}
),

regimes_in_force as (
    select * from {{ ref('int_regimes__in_force') }}
),

regimes as (
    select * from {{ ref('int_regimes__stated') }}
),

scope_rules as (
    select * from {{ ref('int_scope_rules__stated') }}
),

register_classes as (
    select * from {{ ref('register_classes') }}
),

projects as (
    select
        placed.*,
        regimes_in_force.regime_family,
    from placed
    inner join regimes_in_force
        on
            placed.period = regimes_in_force.period
            and placed.unit_kind = regimes_in_force.unit_kind
    where placed.unit_kind = 'project'
),

-- the regime in force says who belongs to its family; before a family had one, any does
enterprises as (
    select distinct
        placed.*,
        scope.regime_family,
    from placed
    inner join scope
        on
            placed.placed_period = scope.period
            and placed.unit_id = scope.enterprise_id
    left outer join regimes_in_force
        on
            placed.period = regimes_in_force.period
            and scope.regime_family = regimes_in_force.regime_family
    where
        placed.unit_kind = 'enterprise'
        and coalesce(scope.regime_id = regimes_in_force.regime_id, true)
),

class_families as (
    select distinct
        register_classes.register_class,
        regimes.regime_family,
    from register_classes
    inner join scope_rules
        on register_classes.scope_class = scope_rules.scope_class
    inner join regimes
        on scope_rules.regime_id = regimes.regime_id
),

-- a unit that the rules give no class counts where its list says it belongs
stated as (
    select
        placed.*,
        class_families.regime_family,
    from placed
    inner join class_families
        on placed.register_class = class_families.register_class
    left outer join enterprises
        on
            placed.period = enterprises.period
            and placed.unit_id = enterprises.unit_id
    where
        placed.unit_kind = 'enterprise'
        and enterprises.unit_id is null
),

familied as (
    select * from projects
    union all
    select * from enterprises
    union all
    select * from stated
),

final as (
    select
        period,
        unit_kind,
        unit_id,
        regime_family,
        division_code,
        placed_period,
    from familied
)

select * from final
