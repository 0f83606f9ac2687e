{#-
    Nothing is lost between a delivery and staging, in rows and in money: what the
    ledger of deliveries says was loaded, what the slots in force say, what raw holds
    for them, and what staging accounts for (rows kept and rows another source claimed
    too) are the same figures.
-#}
{% test reconciled_with_deliveries(model, register, amount=none) %}
with

delivered as (
    select
        coalesce(sum(rows_loaded), 0) as rows_delivered,
        coalesce(sum(amount_loaded_cny), 0) as cny_delivered,
    from {{ ref('stg_meta__deliveries') }}
    where register = '{{ register }}'
),

slots as (
    select
        coalesce(sum(rows_loaded), 0) as rows_in_slots,
        coalesce(sum(amount_loaded_cny), 0) as cny_in_slots,
    from {{ ref('stg_meta__slots') }}
    where register = '{{ register }}' and is_current
),

current_rows as (
    {{ current_rows(register) }}
),

raw_rows as (
    select
        count(*) as rows_in_raw,
        {% if amount -%}
        coalesce(sum({{ amount }}), 0) as cny_in_raw,
        {%- else -%}
        0 as cny_in_raw,
        {%- endif %}
    from current_rows
),

staged as (
    select
        coalesce(sum(claims), 0) as rows_in_staging,
        {% if amount -%}
        coalesce(sum(claimed_cny), 0) as cny_in_staging,
        {%- else -%}
        0 as cny_in_staging,
        {%- endif %}
    from {{ model }}
),

compared as (
    select *
    from delivered
    cross join slots
    cross join raw_rows
    cross join staged
)

select *
from compared
where
    rows_delivered != rows_in_slots
    or rows_in_slots != rows_in_raw
    or rows_in_raw != rows_in_staging
    {% if amount -%}
    or cny_delivered != cny_in_slots
    or cny_in_slots != cny_in_raw
    or cny_in_raw != cny_in_staging
    {%- endif %}
{% endtest %}
