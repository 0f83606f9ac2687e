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

scope_rules as (
    select * from {{ ref('scope_rules') }}
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

enterprises as (
    select
        placed.*,
        regimes_in_force.regime_family,
    from placed
    inner join scope
        on
            placed.placed_period = scope.period
            and placed.unit_id = scope.enterprise_id
    inner join regimes_in_force
        on
            placed.period = regimes_in_force.period
            and scope.regime_id = regimes_in_force.regime_id
    where placed.unit_kind = 'enterprise'
),

-- a unit that the rules give no class counts where its list says it belongs
stated as (
    select distinct
        placed.*,
        regimes_in_force.regime_family,
    from placed
    left join enterprises
        on
            placed.period = enterprises.period
            and placed.unit_id = enterprises.unit_id
    inner join register_classes
        on placed.register_class = register_classes.register_class
    inner join scope_rules
        on register_classes.scope_class = scope_rules.scope_class
    inner join regimes_in_force
        on
            placed.period = regimes_in_force.period
            and scope_rules.regime_id = regimes_in_force.regime_id
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
