"""The tables of the public file.

Belongs here: which columns there are, where they come from and what they mean. Does not belong
here: which figures may be shown (``withholding``), making the file (``public_content``).

Money comes from ``shown`` alone, which holds no amount that is withheld; rates are taken only
where both of their sides stand there. ``shown`` and ``rates`` are temporary tables of the writer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

STATUS_MEANING = (
    "c 保密（少于三户、个别单位占比过大，或会暴露这样的数字），h 沿用上一公开版本的数字"
    "（修订只涉及个别单位），n 不提供，空为公开。| {of}: c confidential (too few respondents, too "
    "large a share of the largest, or it would give such a figure away), h the figure of an "
    "earlier public file stands (its revision is that of too few), n not offered, null where shown."
)


@dataclass(frozen=True)
class PublicTable:
    """One table of the public file.

    Attributes:
        name: in schema ``marts``.
        source: the mart whose comments describe the columns of the same name.
        comment: what one row is, Chinese first.
        sql: a statement over the vintage ``now`` and the temporary tables.
        columns: comments of columns that the mart has not, or has in another sense.
    """

    name: str
    source: str
    comment: str
    sql: str
    columns: Mapping[str, str] = field(default_factory=dict)


def _status(name_zh: str, of: str) -> str:
    """Return the comment of a status column."""
    return f"{name_zh}：" + STATUS_MEANING.format(of=of)


_SIDES = """
    sides as (
        select topic, place, part, period,
            any_value(amount) filter (where item = 'current') as current_cny,
            any_value(status) filter (where item = 'current') as current_status,
            any_value(amount) filter (where item = 'prior') as prior_cny,
            any_value(status) filter (where item = 'prior') as prior_status,
            any_value(amount) filter (where item = 'comparable_current') as comparable_current_cny,
            any_value(amount) filter (where item = 'comparable_base') as comparable_base_cny,
            any_value(status) filter (where item = 'comparable_base') as comparable_status,
            any_value(vintage) filter (where item = 'comparable_base') as comparable_vintage,
            any_value(status) filter (where item = 'matched_base') as matched_status,
            any_value(vintage) filter (where item = 'matched_base') as matched_vintage,
        from shown where dataset = '{dataset}' group by all
    )"""

_GROWTH = (
    "with"
    + _SIDES
    + """
    select g.period, g.indicator, g.division_code, {section} g.regime_id, g.current_units,
        g.prior_units, g.matched_units,
        s.current_cny, s.current_status, s.prior_cny, s.prior_status,
        s.comparable_current_cny, s.comparable_base_cny,
        round(c.comparable_growth, $decimals) as comparable_growth, s.comparable_status,
        {matched}
        if(
            s.current_status is null and s.prior_status is null and s.prior_cny is not null,
            round(g.published_nominal_growth, $decimals), null
        ) as published_nominal_growth,
        g.is_scope_break, g.price_basis,
    from now.marts.{mart} as g
    left join sides as s
        on g.period = s.period and g.indicator = s.topic and g.division_code = s.place
        and s.part = {part}
    left join rates as c
        on s.comparable_vintage = c.vintage and g.period = c.period
        and g.indicator = c.indicator and g.division_code = c.division_code
        and c.part = {part}
    {matched_join}
    order by all"""
)

_SIDE_COMMENTS = {
    "current_status": _status("本期值状态", "status of the current value"),
    "prior_status": _status("上年值状态", "status of the value a year before"),
    "comparable_status": _status("可比数据状态", "status of the comparable growth and its sides"),
    "comparable_current_cny": "可比本期值：可比增速的分子（元，取整）。| "
    "Numerator of the comparable growth, in yuan, rounded.",
    "comparable_base_cny": "可比基数：可比增速的分母（元，取整）。| "
    "Base of the comparable growth, in yuan, rounded.",
}

_COVERAGE = PublicTable(
    name="pub_coverage",
    source="rpt_registration_coverage",
    comment="公开入库率：报告期、口径族、区划各一行，只有单位数。| "
    "Coverage: one row per period, regime family and division; counts of units only.",
    sql="""
    select period, unit_kind, regime_family, division_code, regime_id, eligible_units,
        registered_units, registered_eligible_units,
        round(coverage_rate, $decimals) as coverage_rate, registered_units_prior_year,
        round(registered_units_growth, $decimals) as registered_units_growth, is_scope_break,
    from now.marts.rpt_registration_coverage order by all""",
)

_GROWTH_BY_PLACE = PublicTable(
    name="pub_growth",
    source="rpt_growth",
    comment="公开增速：报告期、指标、区划各一行，金额取整，保密的为空并注明状态。| "
    "Levels and growth: one row per period, indicator and division; money rounded, what is "
    "confidential is null with its status.",
    sql=_GROWTH.format(
        dataset="growth",
        mart="rpt_growth",
        section="",
        part="''",
        matched="""round(m.matched_growth, $decimals) as matched_growth,
        if(
            s.comparable_status is null, round(m.panel_bias_pp, $decimals - 2), null
        ) as panel_bias_pp,
        s.matched_status,""",
        matched_join="""left join rates as m
        on s.matched_vintage = m.vintage and g.period = m.period
        and g.indicator = m.indicator and g.division_code = m.division_code and m.part = ''""",
    ),
    columns=_SIDE_COMMENTS | {"matched_status": _status("同单位增速状态", "of matched growth")},
)

_GROWTH_BY_SECTION = PublicTable(
    name="pub_growth_by_section",
    source="rpt_growth_by_section",
    comment="公开分门类增速：报告期、指标、县、行业门类各一行。| "
    "Levels and growth by section of industry: one row per period, indicator, county and section.",
    sql=_GROWTH.format(
        dataset="growth_by_section",
        mart="rpt_growth_by_section",
        section="g.section_code,",
        part="g.section_code",
        matched="",
        matched_join="",
    ),
    columns=_SIDE_COMMENTS,
)

_BRIDGE = PublicTable(
    name="pub_change_bridge",
    source="rpt_change_bridge",
    comment="公开变动分解：报告期、指标、县、组成部分各一行。| "
    "Bridge of the change: one row per period, indicator, county and component.",
    sql="""
    with cells as (
        select *, part as component from shown where dataset = 'change_bridge'
        union all
        select *, item from shown
        where dataset = 'growth' and item in ('prior', 'current') and length(place) = 6
    )
    select b.period, b.indicator, b.division_code, b.component, b.sort_order, b.units,
        if(b.units = 0, 0, c.amount) as amount_cny, c.status as amount_status,
        if(
            c.status is null and p.status is null and (c.amount is not null or b.units = 0),
            round(b.contribution_pp, $decimals - 2), null
        ) as contribution_pp,
    from now.marts.rpt_change_bridge as b
    left join cells as c
        on b.period = c.period and b.indicator = c.topic and b.division_code = c.place
        and b.component = c.component
    left join cells as p
        on b.period = p.period and b.indicator = p.topic and b.division_code = p.place
        and p.component = 'prior'
    where length(b.division_code) = 6 order by all""",
    columns={"amount_status": _status("金额状态", "status of the amount")},
)

_TRANSITIONS = PublicTable(
    name="pub_scope_transitions",
    source="rpt_scope_transitions",
    comment="公开口径转换：报告期、对比、区划、类别、转换结果各一行；"
    "金额只有县级、只有规定的月份。| "
    "Transitions between regimes: one row per period, comparison, division, class and "
    "transition; money for counties and one month of a year only.",
    sql="""
    select t.period, t.comparison_id, t.unit_kind, t.division_code, t.scope_class,
        t.transition, t.units, s.amount as measure_cny,
        if(s.topic is null and t.measure_cny is not null, 'n', s.status) as measure_status,
    from now.marts.rpt_scope_transitions as t
    left join shown as s
        on s.dataset = 'transitions' and t.period = s.period and t.comparison_id = s.topic
        and t.division_code = s.place and s.part = t.scope_class || '/' || t.transition
    order by all""",
    columns={"measure_status": _status("规模状态", "status of the measure")},
)

_UNREGISTERED = PublicTable(
    name="pub_unregistered",
    source="rpt_unregistered_projects",
    comment="公开应入未入：报告期、县、口径、原因各一行，原因为空的是合计；金额只有规定的月份。| "
    "Eligible and unregistered: one row per period, county, regime and reason, the total where "
    "the reason is null; money for one month of a year only.",
    sql="""
    with units as (
        select period, 'enterprise' as unit_kind, regime_id, division_code, primary_reason
        from now.marts.rpt_unregistered_enterprises
        union all
        select period, 'project', regime_id, division_code, primary_reason
        from now.marts.rpt_unregistered_projects
    ),
    listed as (
        select * replace (left(division_code, 6) as division_code) from units
        where division_code is not null
        union all
        select * replace (left(division_code, 6) as division_code, null as primary_reason)
        from units where division_code is not null
    ),
    counted as (select *, count(*) as units from listed group by all)
    select c.*, s.amount as measure_cny,
        if(s.topic is null, 'n', s.status) as measure_status,
    from counted as c
    left join shown as s
        on s.dataset = 'unregistered' and c.period = s.period and c.regime_id = s.topic
        and c.division_code = s.place and coalesce(c.primary_reason, '') = s.part
    order by all""",
    columns={
        "unit_kind": "单位种类：enterprise 企业或 project 项目。| enterprise or project.",
        "units": "单位数：达标而未入库的单位数。| Units that are eligible and not registered.",
        "measure_status": _status("规模状态", "status of the measure"),
    },
)

_TARGETS = PublicTable(
    name="pub_target_progress",
    source="rpt_target_progress",
    comment="公开目标进度：报告期、指标、区划各一行，不含部门和个人的目标。| "
    "Progress towards targets: one row per period, indicator and division; targets of offices and "
    "persons are left out.",
    sql="""
    with targets as (
        select *, division_code as place from now.marts.rpt_target_progress
        where department is null and leader is null
    ),
    actuals as (
        select t.*, s.amount as division_cny,
            t.actual_basis is null or t.actual_basis = 'bulletin'
                or (t.actual_basis = 'division' and s.topic is not null and s.status is null)
                as is_level_shown,
            t.actual_basis = 'bulletin' or (c.topic is not null and c.status is null)
                as is_growth_shown,
        from targets as t
        left join shown as s
            on s.dataset = 'growth' and s.item = 'current' and t.period = s.period
            and t.indicator = s.topic and t.place = s.place
        left join shown as c
            on c.dataset = 'growth' and c.item = 'comparable_base' and t.period = c.period
            and t.indicator = c.topic and t.place = c.place
    )
    select period, indicator, division_code, target_cny, target_growth,
        if(is_level_shown, coalesce(division_cny, actual_cny), null) as actual_cny,
        if(is_growth_shown, round(actual_growth, $decimals), null) as actual_growth,
        if(is_level_shown and (target_cny is not null or is_growth_shown), null, 'c')
            as actual_status,
        actual_basis,
        if(is_level_shown, round(progress_share, $decimals), null) as progress_share,
        round(time_share, $decimals) as time_share,
        if(is_level_shown and (target_cny is not null or is_growth_shown), is_on_track, null)
            as is_on_track,
        milestone, milestone_on,
    from actuals order by all""",
    columns={"actual_status": _status("实际值状态", "status of the actual value")},
)

_RANKING = PublicTable(
    name="pub_county_ranking",
    source="rpt_county_ranking",
    comment="公开位次：报告期、指标、县各一行；公报的数字本来就是公开的，本县自算的按保密规则。| "
    "Ranking of counties: one row per period, indicator and county; bulletins are public already, "
    "our own figures follow the rules.",
    sql="""
    with figures as (
        select r.*,
            r.figure_source = 'bulletin' or coalesce(s.status, c.status, 'x') = 'x'
                and s.topic is not null and c.topic is not null as is_shown,
        from now.marts.rpt_county_ranking as r
        left join shown as s
            on s.dataset = 'growth' and s.item = 'current' and r.period = s.period
            and r.indicator = s.topic and r.division_code = s.place
        left join shown as c
            on c.dataset = 'growth' and c.item = 'comparable_base' and r.period = c.period
            and r.indicator = c.topic and r.division_code = c.place
    ),
    judged as (
        select *, bool_and(is_shown) over (partition by period, indicator) as is_whole,
        from figures
    )
    select period, indicator, division_code, is_own_county, figure_source,
        if(figure_source = 'bulletin', value_cny,
            if(is_shown, round(value_cny / $rounding) * $rounding, null)) as value_cny,
        if(is_shown, round(growth, $decimals), null) as growth,
        if(is_shown, null, 'c') as growth_status,
        if(is_whole, rank, null) as rank, if(is_whole, is_tied, null) as is_tied,
        if(is_whole, gap_to_leader_pp, null) as gap_to_leader_pp,
        if(is_whole, gap_to_next_pp, null) as gap_to_next_pp,
    from judged order by all""",
    columns={"growth_status": _status("增速状态", "status of value and growth")},
)

PUBLIC_TABLES = (
    _COVERAGE,
    _GROWTH_BY_PLACE,
    _GROWTH_BY_SECTION,
    _BRIDGE,
    _TRANSITIONS,
    _UNREGISTERED,
    _TARGETS,
    _RANKING,
)
"""Every table of the public file in schema ``marts``."""

LABEL_TABLES = (
    "bridge_components",
    "code_labels",
    "comparisons",
    "disclosure_parameters",
    "divisions",
    "indicators",
    "reason_codes",
    "regimes",
    "rules",
)
"""Tables of ``meta`` that the public file repeats as they are."""
