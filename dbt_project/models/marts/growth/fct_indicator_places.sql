with

units as (
    select * from {{ ref('fct_indicator_units') }}
),

placed as (
    select
        period,
        indicator,
        unit_kind,
        unit_id,
        true as is_now,
        division_code,
        section_code,
    from units
    where is_registered
    union all
    select
        period,
        indicator,
        unit_kind,
        unit_id,
        false as is_now,
        prior_division_code as division_code,
        prior_section_code as section_code,
    from units
    where was_registered
),

-- a unit stands in its county, in its township, and in its county's section
levelled as (
    select * replace (left(division_code, 6) as division_code, null as section_code)
    from placed
    union all
    select * replace (null as section_code)
    from placed
    where length(division_code) = 9
    union all
    select * replace (left(division_code, 6) as division_code)
    from placed
    where section_code is not null
),

sided as (
    select
        period,
        indicator,
        unit_kind,
        unit_id,
        division_code,
        section_code,
        bool_or(is_now) as is_here,
        bool_or(not is_now) as was_here,
    from levelled
    group by
        period,
        indicator,
        unit_kind,
        unit_id,
        division_code,
        section_code
),

-- a unit on both lists that stands here on one side only has moved
final as (
    select
        sided.period,
        sided.indicator,
        sided.division_code,
        sided.section_code,
        sided.unit_kind,
        sided.unit_id,
        sided.is_here,
        sided.was_here,
        case
            when units.component is null then null
            when units.component != 'continuing' or (sided.is_here and sided.was_here)
                then units.component
            when sided.is_here then 'entry_moved_in'
            else 'exit_moved_out'
        end as component,
        if(sided.is_here, units.current_cny, null) as current_cny,
        if(sided.was_here, units.prior_cny, null) as prior_cny,
        units.base_cny,
        units.is_refiltered_base and sided.was_here as is_refiltered_base,
    from sided
    inner join units
        on
            sided.period = units.period
            and sided.indicator = units.indicator
            and sided.unit_kind = units.unit_kind
            and sided.unit_id = units.unit_id
)

select * from final
