with

projects as (
    select * from {{ ref('int_projects__in_force') }}
),

rules as (
    select * from {{ ref('evidence_rules') }}
),

documents as (
    select * from {{ ref('documents') }}
    where unit_kind = 'project'
),

known as (
    select * from {{ ref('int_project_evidence__known') }}
),

kinds as (
    select
        period,
        project_id,
        if(
            construction_nature is not distinct from 'purchase',
            'purchase_project',
            'project'
        ) as applies_to,
    from projects
),

asked as (
    select
        kinds.period,
        kinds.project_id,
        rules.rule_version,
        rules.document,
        rules.necessity,
        rules.substitutes_for,
        rules.max_age_days,
        rules.needs_issue_date,
        rules.may_be_waived,
        documents.sort_order,
    from kinds
    inner join rules
        on
            kinds.applies_to = rules.applies_to
            and coalesce(rules.valid_from <= last_day(kinds.period), true)
            and coalesce(last_day(kinds.period) < rules.valid_to, true)
    inner join documents
        on rules.document = documents.document
),

{{ ruled_documents('project_id') }},

best as (
    select *
    from ranked
    qualify
        row_number() over (
            partition by period, project_id, document
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
        best.source_delivery_id,
        best.source_row_number,
        coalesce(best.standing, 'missing') as standing,
    from asked
    left outer join best
        on
            asked.period = best.period
            and asked.project_id = best.project_id
            and asked.document = best.document
),

replacements as (
    select distinct
        period,
        project_id,
        substitutes_for,
    from standings
    where necessity = 'substitute' and standing = 'good'
),

-- a replaced document is neither missing nor faulty; a waived one is good, so
-- that what is replaced is always unexplained
assessed as (
    select
        standings.*,
        standings.necessity = 'mandatory'
        and standings.standing != 'good'
        and replacements.substitutes_for is not null as is_replaced,
    from standings
    left outer join replacements
        on
            standings.period = replacements.period
            and standings.project_id = replacements.project_id
            and standings.document = replacements.substitutes_for
),

final as (
    select
        period,
        project_id,
        document,
        rule_version,
        necessity,
        substitutes_for,
        sort_order,
        state,
        standing,
        valid_until,
        is_replaced,
        source_delivery_id,
        source_row_number,
        standing in ('missing', 'applied') and not is_replaced as is_missing,
        standing in ('expired', 'nonconforming') and not is_replaced as is_faulty,
    from assessed
)

select * from final
