with

units as (
    select * from {{ ref('int_enterprises__in_force') }}
),

terms as (
    select * from {{ ref('qualification_terms') }}
),

qualifications as (
    select distinct qualification
    from units
    where qualification is not null
),

-- of the words found in a grade, the one of the lowest rank says what it is
final as (
    select
        qualifications.qualification,
        coalesce(arg_min(terms.is_qualified, terms.rank), false) as is_qualified,
    from qualifications
    left join terms
        on contains(upper(qualifications.qualification), terms.term)
    group by qualifications.qualification
)

select * from final
