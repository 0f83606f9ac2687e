with

enterprises as (
    select distinct
        enterprise_id,
        enterprise_name,
    from {{ ref('stg_enterprises__units') }}
),

names as (
    select
        enterprise_id,
        {{ normalised_name('enterprise_name') }} as normalised_name,
    from enterprises
),

-- a name that two units bear, at whatever time, tells neither
final as (
    select
        normalised_name,
        any_value(enterprise_id) as enterprise_id,
    from names
    where normalised_name != ''
    group by normalised_name
    having count(distinct enterprise_id) = 1
)

select * from final
