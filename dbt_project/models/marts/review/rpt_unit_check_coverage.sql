with

periods as (
    select * from {{ ref('int_periods__modelled') }}
),

unit_checks as (
    select * from {{ ref('unit_checks') }}
),

needs as (
    select * from {{ ref('unit_check_needs') }}
),

enterprises as (
    select * from {{ ref('int_enterprises__in_force') }}
),

projects as (
    select * from {{ ref('int_projects__in_force') }}
),

mentions as (
    select * from {{ ref('int_unit_mentions__delivered') }}
),

ranking as (
    select * from {{ ref('rpt_county_ranking') }}
    where is_own_county
),

slots as (
    select * from {{ ref('stg_meta__slots') }}
    where is_current
),

flags as (
    select * from {{ ref('rpt_unit_flags') }}
),

delivered as (
    select
        register,
        list(distinct period) as months,
    from slots
    group by register
),

-- what each check does without, whatever the unit: it says so for all of them
checks as (
    select
        periods.period,
        needs.check_id,
        needs.unit_kind,
        any_value(needs.judges) as judges,
        any_value(
            case needs.unit_kind
                when 'enterprise' then periods.enterprise_list_period
                when 'division' then periods.period
                else periods.project_list_period
            end
        ) is not null as has_list,
        list(needs.needs_register || ' ' || needs.needed_at) filter (
            where needs.needed_of = 'unit'
        ) as unit_needs,
        list(distinct needs.needs_register order by needs.needs_register) filter (
            where
            not coalesce(
                {{ is_there_at(
                    'needs.needed_at', 'delivered.months', 'periods.period'
                ) }},
                false
            )
        ) as missing_registers,
    from periods
    cross join needs
    left outer join delivered
        on needs.needs_register = delivered.register
    group by periods.period, needs.check_id, needs.unit_kind
),

listed as (
    select
        period,
        'enterprise' as unit_kind,
        enterprise_id as unit_id,
    from enterprises
    union all
    select
        period,
        'project' as unit_kind,
        project_id as unit_id,
    from projects
),

-- every need once: many checks share it
asked as (
    select distinct
        unit_kind,
        needs_register,
        needed_at,
    from needs
    where needed_of = 'unit' and judges = 'listed'
),

met as (
    select
        listed.period,
        listed.unit_kind,
        listed.unit_id,
        list(asked.needs_register || ' ' || asked.needed_at) filter (
            where
            asked.needed_at = 'in_force'
            or {{ is_there_at('asked.needed_at', 'mentions.months', 'listed.period') }}
        ) as met_needs,
    from listed
    inner join asked
        on listed.unit_kind = asked.unit_kind
    left outer join mentions
        on
            listed.unit_kind = mentions.unit_kind
            and listed.unit_id = mentions.unit_id
            and asked.needs_register = mentions.register
    group by listed.period, listed.unit_kind, listed.unit_id
),

-- units that have the same of what is needed stand or fall together
alike as (
    select
        period,
        unit_kind,
        coalesce(list_sort(met_needs), cast([] as varchar[])) as met_needs,
        count(*) as units,
    from met
    group by period, unit_kind, met_needs
),

judged_listed as (
    select
        checks.period,
        checks.check_id,
        checks.unit_kind,
        sum(alike.units) as units_listed,
        coalesce(
            sum(alike.units) filter (
                where list_has_all(
                    alike.met_needs,
                    coalesce(checks.unit_needs, cast([] as varchar[]))
                )
            ),
            0
        ) as units_ready,
    from checks
    inner join alike
        on
            checks.period = alike.period
            and checks.unit_kind = alike.unit_kind
    where checks.judges = 'listed'
    group by checks.period, checks.check_id, checks.unit_kind
),

-- a check on what registers name looks at all that they name
judged_named as (
    select
        periods.period,
        needs.check_id,
        needs.unit_kind,
        count(distinct mentions.unit_id) as units_listed,
        count(distinct mentions.unit_id) as units_ready,
    from periods
    inner join needs
        on needs.judges = 'named'
    inner join mentions
        on
            needs.unit_kind = mentions.unit_kind
            and needs.needs_register = mentions.register
            and {{ is_there_at(
                'needs.needed_at', 'mentions.months', 'periods.period'
            ) }}
    group by periods.period, needs.check_id, needs.unit_kind
),

-- a check on what a bulletin says of the county needs its row and our own figure
judged_ranked as (
    select
        ranking.period,
        needs.check_id,
        needs.unit_kind,
        count(*) as units_listed,
        count_if(ranking.figure_source = 'bulletin' and ranking.own_growth is not null)
            as units_ready,
    from ranking
    inner join needs
        on needs.judges = 'ranked'
    group by ranking.period, needs.check_id, needs.unit_kind
),

judged as (
    select * from judged_listed
    union all
    select * from judged_named
    union all
    select * from judged_ranked
),

flagged as (
    select
        period,
        check_id,
        unit_kind,
        count(*) as units_flagged,
    from flags
    group by period, check_id, unit_kind
),

-- a list or a whole register that lacks leaves every unit unassessed; of the registers
-- that a check on named units asks, one is enough
counted as (
    select
        checks.period,
        checks.check_id,
        checks.unit_kind,
        checks.has_list,
        coalesce(judged.units_listed, 0) as units_listed,
        coalesce(flagged.units_flagged, 0) as units_flagged,
        coalesce(checks.missing_registers, cast([] as varchar[])) as missing_registers,
        checks.missing_registers is not null
        and (checks.judges = 'listed' or judged.period is null) as is_register_missing,
        if(
            checks.has_list
            and (checks.judges != 'listed' or checks.missing_registers is null),
            coalesce(judged.units_ready, 0),
            0
        ) as units_assessed,
    from checks
    left outer join judged
        on
            checks.period = judged.period
            and checks.check_id = judged.check_id
            and checks.unit_kind = judged.unit_kind
    left outer join flagged
        on
            checks.period = flagged.period
            and checks.check_id = flagged.check_id
            and checks.unit_kind = flagged.unit_kind
),

final as (
    select
        counted.period,
        counted.check_id,
        counted.unit_kind,
        unit_checks.name_zh as check_name_zh,
        unit_checks.name_en as check_name_en,
        cast(counted.units_listed as bigint) as units_listed,
        cast(counted.units_assessed as bigint) as units_assessed,
        cast(counted.units_flagged as bigint) as units_flagged,
        cast(counted.units_listed - counted.units_assessed as bigint)
            as not_assessed,
        case
            when not counted.has_list then 'no_list'
            when counted.is_register_missing then 'register_not_delivered'
            when counted.units_listed > counted.units_assessed
                then 'no_row_of_the_unit'
        end as reason_not_assessed,
        counted.missing_registers,
    from counted
    inner join unit_checks
        on counted.check_id = unit_checks.check_id
)

select * from final
