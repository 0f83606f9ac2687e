with

enterprises as (
    {{ current_rows('enterprises') }}
),

returns as (
    {{ current_rows('enterprise_returns') }}
),

registered as (
    {{ current_rows('registered_enterprises') }}
),

projects as (
    {{ current_rows('projects') }}
),

evidence as (
    {{ current_rows('enterprise_evidence') }}
),

tax_sales as (
    {{ current_rows('tax_sales') }}
),

power_use as (
    {{ current_rows('power_use') }}
),

delivered_ids as (
    select enterprise_id as delivered_id from enterprises
    union
    select enterprise_id as delivered_id from returns
    union
    select enterprise_id as delivered_id from registered
    union
    select owner_id as delivered_id from projects
    union
    select enterprise_id as delivered_id from evidence
    union
    select enterprise_id as delivered_id from tax_sales
    union
    select enterprise_id as delivered_id from power_use
),

unified_codes as (
    select
        delivered_id as enterprise_id,
        substring(delivered_id, 9, 9) as organisation_code,
    from delivered_ids
    where regexp_full_match(delivered_id, '[0-9A-Z]{18}')
),

unambiguous as (
    select
        organisation_code,
        any_value(enterprise_id) as enterprise_id,
    from unified_codes
    group by organisation_code
    having count(*) = 1
),

final as (
    select
        delivered_ids.delivered_id,
        unambiguous.enterprise_id,
    from delivered_ids
    inner join unambiguous
        on delivered_ids.delivered_id = unambiguous.organisation_code
)

select * from final
