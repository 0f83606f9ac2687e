with

project_reasons as (
    select * from {{ ref('int_project_reasons__found') }}
),

enterprise_reasons as (
    select * from {{ ref('int_enterprise_reasons__found') }}
),

reason_codes as (
    select * from {{ ref('reason_codes') }}
),

found as (
    select
        period,
        'project' as unit_kind,
        project_id as unit_id,
        reason,
    from project_reasons
    union all
    select
        period,
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
        reason,
    from enterprise_reasons
),

coded as (
    select
        found.*,
        reason_codes.precedence,
    from found
    left outer join reason_codes
        on
            found.unit_kind = reason_codes.unit_kind
            and found.reason = reason_codes.reason
),

listed as (
    select
        period,
        unit_kind,
        unit_id,
        list(reason order by precedence) as reasons,
    from coded
    group by period, unit_kind, unit_id
),

final as (
    select
        listed.period,
        listed.unit_kind,
        listed.unit_id,
        listed.reasons,
        reason_codes.label_zh as primary_reason_zh,
        reason_codes.label_en as primary_reason_en,
        reason_codes.who_acts_zh,
        reason_codes.who_acts_en,
        listed.reasons[1] as primary_reason,
    from listed
    left outer join reason_codes
        on
            listed.unit_kind = reason_codes.unit_kind
            and listed.reasons[1] = reason_codes.reason
)

select * from final
