with

unregistered as (
    select distinct
        period,
        enterprise_id,
        entry_route,
    from {{ ref('int_enterprises__routed') }}
),

rules as (
    select * from {{ ref('evidence_rules') }}
    where applies_to = 'enterprise'
),

documents as (
    select * from {{ ref('documents') }}
    where unit_kind = 'enterprise'
),

known as (
    select * from {{ ref('int_enterprise_evidence__known') }}
),

slots as (
    select * from {{ ref('stg_meta__slots') }}
    where register = 'enterprise_evidence' and is_current
),

-- before the first delivery of papers nobody can say that one is missing
delivered as (
    select min(period) as first_period
    from slots
),

-- a unit that two regimes claim may have two routes: it needs what either asks
asked as (
    select distinct
        unregistered.period,
        unregistered.enterprise_id,
        rules.rule_version,
        rules.document,
        rules.necessity,
        rules.substitutes_for,
        rules.max_age_days,
        rules.needs_issue_date,
        rules.may_be_waived,
        rules.same_period_as,
        documents.sort_order,
    from unregistered
    inner join delivered
        on unregistered.period >= delivered.first_period
    inner join rules
        on
            coalesce(unregistered.entry_route = rules.entry_route, true)
            and coalesce(rules.valid_from <= last_day(unregistered.period), true)
            and coalesce(last_day(unregistered.period) < rules.valid_to, true)
    inner join documents
        on rules.document = documents.document
),

{{ ruled_documents('enterprise_id', has_period=true) }},

best as (
    select *
    from ranked
    qualify
        row_number() over (
            partition by period, enterprise_id, document
            order by
                standing_rank asc,
                known_from desc,
                source_delivery_id asc,
                source_row_number asc
        ) = 1
),

standings as (
    select
        asked.*,
        best.state,
        best.valid_until,
        best.reference_period,
        best.source_delivery_id,
        best.source_row_number,
        coalesce(best.standing, 'missing') as standing,
    from asked
    left outer join best
        on
            asked.period = best.period
            and asked.enterprise_id = best.enterprise_id
            and asked.document = best.document
),

final as (
    select
        period,
        enterprise_id,
        document,
        rule_version,
        necessity,
        substitutes_for,
        sort_order,
        state,
        standing,
        valid_until,
        reference_period,
        same_period_as,
        false as is_replaced,
        source_delivery_id,
        source_row_number,
        standing in ('missing', 'applied') as is_missing,
        standing in ('expired', 'nonconforming') as is_faulty,
    from standings
)

select * from final
