{%- set checks = [
    'claimed_by_two_sources',
    'expected_document_missing',
    'id_check_failed',
    'invested_beyond_plan',
    'not_in_directory',
    'registered_not_on_list',
    'registered_outside_classes',
    'unexplained_substitute',
    'unit_unknown',
    'zero_progress',
] -%}

with

{% for check in checks -%}
{{ check }} as (
    select * from {{ ref('int_' ~ check ~ '__flagged') }}
),

{% endfor -%}

unit_checks as (
    select * from {{ ref('unit_checks') }}
),

fired as (
    {% for check in checks -%}
    {% if not loop.first -%} union all {%- endif %}
    select * from {{ check }}
    {% endfor %}
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
    left join unit_checks
        on fired.check_id = unit_checks.check_id
)

select * from final
