with

progress as (
    select * from {{ ref('stg_project_progress__progress') }}
),

bounds as (
    {{ check_bounds('investment_parts_do_not_add_up', ['tolerance_cny']) }}
),

-- null as soon as one part is: only where all are given they must add up
added_up as (
    select
        *,
        construction_cny + installation_cny + equipment_cny + other_cny as parts_cny,
    from progress
),

broken as (
    select added_up.*
    from added_up
    cross join bounds
    where abs(added_up.parts_cny - added_up.invested_ytd_cny) > bounds.tolerance_cny
),

final as (
    select
        period,
        'project' as unit_kind,
        project_id as unit_id,
        'investment_parts_do_not_add_up' as check_id,
        source_delivery_id as delivery_id,
        source_row_number,
        json_object(
            'invested_ytd_cny', invested_ytd_cny,
            'parts_cny', parts_cny,
            'construction_cny', construction_cny,
            'installation_cny', installation_cny,
            'equipment_cny', equipment_cny,
            'other_cny', other_cny
        ) as evidence,
    from broken
)

select * from final
