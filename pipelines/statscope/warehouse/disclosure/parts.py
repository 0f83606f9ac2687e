"""Who contributes what to every figure of money that the public file may show.

Belongs here: the statement that takes the figures of a vintage apart. Does not belong here: what
is done with the parts (``figures``), what the public file looks like (``public_tables``).

A *variable* is one value of one unit: two figures that count the same value of a unit share it,
whatever table, month or vintage they stand in. The value is part of its name, so that a value that
was revised is another variable, and one that was not is the same.
"""

from __future__ import annotations

NEEDED = (
    "marts.fct_indicator_places",
    "marts.fct_scope_transitions",
    "marts.rpt_unregistered_enterprises",
    "marts.rpt_unregistered_projects",
    "marts.dim_projects",
    "meta.indicators",
)
"""Tables of a vintage without which there is nothing to take apart."""

PARTS = """
    with owners as (
        select 'project' as unit_kind, project_id as unit_id,
            coalesce(owner_id, owner_name, project_id) as respondent,
        from {file}.marts.dim_projects
    ),
    places as (
        select p.*, i.growth_method = 'same_units' as is_panel,
            coalesce(o.respondent, p.unit_id) as respondent,
            if(p.section_code is null, 'growth', 'growth_by_section') as dataset,
            coalesce(p.section_code, '') as part,
            p.section_code is null and length(p.division_code) = 6 as is_county,
            hash(p.indicator, p.unit_id, p.period, p.current_cny) as now_id,
            hash(p.indicator, p.unit_id, p.period - interval 12 month, p.prior_cny) as then_id,
            hash(p.indicator, p.unit_id, p.period - interval 12 month, p.base_cny) as base_id,
        from {file}.marts.fct_indicator_places as p
        inner join {file}.meta.indicators as i on p.indicator = i.indicator
        left join owners as o on p.unit_kind = o.unit_kind and p.unit_id = o.unit_id
    ),
    levels as (
        select *, 'current' as item, now_id as variable, 1 as sign, current_cny as amount
        from places where is_here and current_cny is not null
        union all
        select *, 'prior', then_id, 1, prior_cny
        from places where was_here and prior_cny is not null
        union all
        select *, 'comparable_current', now_id, 1, current_cny
        from places
        where current_cny is not null and if(is_panel, base_cny is not null, is_here)
        union all
        select *, 'comparable_base', base_id, 1, base_cny
        from places where is_panel and base_cny is not null and current_cny is not null
        union all
        select *, 'comparable_base', then_id, 1, prior_cny
        from places where not is_panel and is_refiltered_base and prior_cny is not null
        union all
        select *, 'matched_current', now_id, 1, current_cny
        from places
        where is_county and is_panel and was_here and base_cny is not null
            and current_cny is not null
        union all
        select *, 'matched_base', base_id, 1, base_cny
        from places
        where is_county and is_panel and was_here and base_cny is not null
            and current_cny is not null
    ),
    bridge as (
        select *, 'revision' as step, base_id as variable, 1 as sign, base_cny as amount
        from places where is_county and component is not null and was_here
            and coalesce(base_cny, 0) != coalesce(prior_cny, 0) and base_cny is not null
        union all
        select *, 'revision', then_id, -1, prior_cny
        from places where is_county and component is not null and was_here
            and coalesce(base_cny, 0) != coalesce(prior_cny, 0) and prior_cny is not null
        union all
        select *, component, now_id, 1, current_cny
        from places
        where is_county and component is not null and is_here and current_cny is not null
        union all
        select *, component, base_id, -1, base_cny
        from places
        where is_county and component is not null and was_here and base_cny is not null
    ),
    transitions as (
        select period, comparison_id as topic, left(division_code, 6) as place,
            scope_class || '/' || transition as part, unit_kind, unit_id, measure_cny,
            'transitions' as dataset,
        from {file}.marts.fct_scope_transitions
        where month(period) = $stock_month and measure_cny is not null
            and division_code is not null
    ),
    unregistered as (
        select period, 'enterprise' as unit_kind, enterprise_id as unit_id, division_code,
            regime_id, primary_reason, measure_cny,
        from {file}.marts.rpt_unregistered_enterprises
        union all
        select period, 'project', project_id, division_code, regime_id, primary_reason,
            measure_cny,
        from {file}.marts.rpt_unregistered_projects
    ),
    reasons as (
        select period, regime_id as topic, left(division_code, 6) as place,
            unnest(['', primary_reason]) as part, unit_kind, unit_id, measure_cny,
            'unregistered' as dataset,
        from unregistered
        where month(period) = $stock_month and measure_cny is not null
            and division_code is not null
    ),
    -- what sizes a unit holds for the whole year: the month is no part of the variable
    stocks as (
        select s.*, coalesce(o.respondent, s.unit_id) as respondent,
            hash('measure', s.unit_kind, s.unit_id, s.measure_cny) as variable,
        from (from transitions union all by name from reasons) as s
        left join owners as o on s.unit_kind = o.unit_kind and s.unit_id = o.unit_id
    )
    select dataset, indicator as topic, division_code as place, part, item, period,
        variable, respondent, cast(sign as tinyint) as sign, cast(amount as double) as amount,
    from levels
    union all
    select 'change_bridge', indicator, division_code, step, 'amount', period, variable,
        respondent, sign, amount,
    from bridge
    union all
    select dataset, topic, place, part, 'measure', period, variable, respondent, 1, measure_cny,
    from stocks"""
"""A row per figure and variable: how the figure counts it, its size, whose it is."""
