{{ config(materialized='view') }}

with

evaluated as (
    select * from {{ ref('int_enterprise_scope__evaluated') }}
),

-- an owner of projects that another family keeps is not counted again
investing as (
    select * exclude (is_counted_elsewhere)
    from {{ ref('int_enterprise_scope__investing') }}
    where not is_counted_elsewhere
),

final as (
    select * from evaluated
    union all
    select * from investing
)

select * from final
