with

claimed_by_two_sources as (
    select * from {{ ref('int_claimed_by_two_sources__flagged') }}
),

cumulative_investment_breaks as (
    select * from {{ ref('int_cumulative_investment_breaks__flagged') }}
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

investment_after_completion as (
    select * from {{ ref('int_investment_after_completion__flagged') }}
),

investment_parts_do_not_add_up as (
    select * from {{ ref('int_investment_parts_do_not_add_up__flagged') }}
),

not_in_directory as (
    select * from {{ ref('int_not_in_directory__flagged') }}
),

output_against_power as (
    select * from {{ ref('int_output_against_power__flagged') }}
),

peer_growth_differs as (
    select * from {{ ref('int_peer_growth_differs__flagged') }}
),

permit_without_project as (
    select * from {{ ref('int_permit_without_project__flagged') }}
),

prior_value_differs as (
    select * from {{ ref('int_prior_value_differs__flagged') }}
),

project_listed_twice as (
    select * from {{ ref('int_project_listed_twice__flagged') }}
),

registered_not_on_list as (
    select * from {{ ref('int_registered_not_on_list__flagged') }}
),

registered_outside_classes as (
    select * from {{ ref('int_registered_outside_classes__flagged') }}
),

return_tax_conflict as (
    select * from {{ ref('int_return_tax_conflict__flagged') }}
),

revenue_per_employee as (
    select * from {{ ref('int_revenue_per_employee__flagged') }}
),

tax_sales_over_line_unregistered as (
    select * from {{ ref('int_tax_sales_over_line_unregistered__flagged') }}
),

unexplained_substitute as (
    select * from {{ ref('int_unexplained_substitute__flagged') }}
),

unit_slip as (
    select * from {{ ref('int_unit_slip__flagged') }}
),

unit_unknown as (
    select * from {{ ref('int_unit_unknown__flagged') }}
),

ytd_investment_falls as (
    select * from {{ ref('int_ytd_investment_falls__flagged') }}
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
    select * from cumulative_investment_breaks
    union all by name
    select * from expected_document_missing
    union all by name
    select * from id_check_failed
    union all by name
    select * from invested_beyond_plan
    union all by name
    select * from investment_after_completion
    union all by name
    select * from investment_parts_do_not_add_up
    union all by name
    select * from not_in_directory
    union all by name
    select * from output_against_power
    union all by name
    select * from peer_growth_differs
    union all by name
    select * from permit_without_project
    union all by name
    select * from prior_value_differs
    union all by name
    select * from project_listed_twice
    union all by name
    select * from registered_not_on_list
    union all by name
    select * from registered_outside_classes
    union all by name
    select * from return_tax_conflict
    union all by name
    select * from revenue_per_employee
    union all by name
    select * from tax_sales_over_line_unregistered
    union all by name
    select * from unexplained_substitute
    union all by name
    select * from unit_slip
    union all by name
    select * from unit_unknown
    union all by name
    select * from ytd_investment_falls
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
