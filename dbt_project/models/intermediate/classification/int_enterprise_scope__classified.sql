{{ config(materialized='view') }}

with

evaluated as (
    select * from {{ ref('int_enterprise_scope__evaluated') }}
),

investing as (
    select * from {{ ref('int_enterprise_scope__investing') }}
),

final as (
    select * from evaluated
    union all
    select * from investing
)

select * from final
