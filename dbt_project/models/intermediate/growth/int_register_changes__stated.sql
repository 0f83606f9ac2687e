with

periods as (
    select * from {{ ref('int_periods__modelled') }}
),

enterprise_entries as (
    select * from {{ ref('int_enterprises__registered') }}
),

project_entries as (
    select * from {{ ref('int_projects__registered') }}
),

terms as (
    select * from {{ ref('movement_terms') }}
),

-- an entry is stated in a row of a registered unit, an exit in the row that leaves
stated as (
    select
        period,
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
        if(is_registered, 'entry', 'exit') as side,
        if(is_registered, entry_reason, exit_reason) as reason,
    from enterprise_entries
    union all
    select
        period,
        'project' as unit_kind,
        project_id as unit_id,
        'exit' as side,
        exit_reason as reason,
    from project_entries
),

worded as (
    select distinct
        side,
        reason,
    from stated
    where reason is not null
),

-- of the terms found in a text, the one of the lowest rank, then the longest
read as (
    select
        worded.side,
        worded.reason,
        arg_min(
            terms.component, terms.rank * 1000 - length(terms.term)
        ) as component,
    from worded
    left join terms
        on
            worded.side = terms.side
            and contains(upper(worded.reason), terms.term)
    group by worded.side, worded.reason
),

-- what the year that ends with the period says last
final as (
    select
        periods.period,
        stated.unit_kind,
        stated.unit_id,
        stated.side,
        stated.period as stated_period,
        stated.reason,
        read.component,
    from periods
    inner join stated
        on
            periods.period >= stated.period
            and periods.period - interval 12 month < stated.period
    inner join read
        on
            stated.side = read.side
            and stated.reason = read.reason
    qualify
        row_number() over (
            partition by
                periods.period, stated.unit_kind, stated.unit_id, stated.side
            order by stated.period desc
        ) = 1
)

select * from final
