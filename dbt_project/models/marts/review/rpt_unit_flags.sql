with

claimed_by_two_sources as (
    select * from {{ ref('int_claimed_by_two_sources__flagged') }}
),

expected_document_missing as (
    select * from {{ ref('int_expected_document_missing__flagged') }}
),

id_check_failed as (
    select * from {{ ref('int_id_check_failed__flagged') }}
),

invested_beyond_plan as (
    select * from {{ ref('int_invested_beyond_plan__flagged') }}
),

not_in_directory as (
    select * from {{ ref('int_not_in_directory__flagged') }}
),

registered_not_on_list as (
    select * from {{ ref('int_registered_not_on_list__flagged') }}
),

registered_outside_classes as (
    select * from {{ ref('int_registered_outside_classes__flagged') }}
),

unexplained_substitute as (
    select * from {{ ref('int_unexplained_substitute__flagged') }}
),

unit_unknown as (
    select * from {{ ref('int_unit_unknown__flagged') }}
),

zero_progress as (
    select * from {{ ref('int_zero_progress__flagged') }}
),

unit_checks as (
    select * from {{ ref('unit_checks') }}
),

-- by name: the parts may list their columns in another order
fired as (
    select * from claimed_by_two_sources
    union all by name
    select * from expected_document_missing
    union all by name
    select * from id_check_failed
    union all by name
    select * from invested_beyond_plan
    union all by name
    select * from not_in_directory
    union all by name
    select * from registered_not_on_list
    union all by name
    select * from registered_outside_classes
    union all by name
    select * from unexplained_substitute
    union all by name
    select * from unit_unknown
    union all by name
    select * from zero_progress
),

final as (
    select
        fired.period,
        fired.unit_kind,
        fired.unit_id,
        fired.check_id,
        unit_checks.name_zh as check_name_zh,
        unit_checks.name_en as check_name_en,
        unit_checks.severity,
        unit_checks.who_acts,
        fired.evidence,
        fired.delivery_id,
        fired.source_row_number,
    from fired
    left outer join unit_checks
        on fired.check_id = unit_checks.check_id
)

select * from final
