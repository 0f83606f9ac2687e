{{ config(meta={
    'dagster': {'ref': {'name': 'scope_rules'}},
    'who_acts': 'engineer',
    'description': 'No class without a rule, no rule for a class that cannot occur.',
}) }}

with

regimes as (
    select * from {{ ref('regimes') }}
),

rules as (
    select distinct
        regime_id,
        scope_class,
    from {{ ref('scope_rules') }}
),

classes as (
    select
        class_set,
        scope_class,
    from {{ ref('scope_class_codes') }}
    union
    select
        class_set,
        scope_class,
    from {{ ref('scope_class_natures') }}
),

-- owners of projects are one class without any code
classes_of_regimes as (
    select
        regimes.regime_id,
        regimes.class_set,
        classes.scope_class,
    from regimes
    left join classes
        on regimes.class_set = classes.class_set
    where regimes.class_set != 'owners'
    union all
    select
        regime_id,
        class_set,
        'other_investment' as scope_class,
    from regimes
    where class_set = 'owners'
)

select
    coalesce(classes_of_regimes.regime_id, rules.regime_id) as regime_id,
    classes_of_regimes.scope_class as class_of_regime,
    rules.scope_class as class_of_rule,
from classes_of_regimes
full outer join rules
    on
        classes_of_regimes.regime_id = rules.regime_id
        and classes_of_regimes.scope_class = rules.scope_class
where classes_of_regimes.scope_class is null or rules.scope_class is null
