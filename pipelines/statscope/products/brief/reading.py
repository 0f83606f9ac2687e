"""What a brief reads: the answers of the query library, all of one vintage, for one county.

Belongs here: which questions are asked with which values, and the names of codes. Does not belong
here: what the answers mean (the parts of the brief), what may be shown (``secrecy``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias

from statscope.products.brief import secrecy
from statscope.settings import Settings
from statscope.warehouse.published import open_published
from statscope.warehouse.queries import (
    Answer,
    Opened,
    Query,
    Value,
    ask,
    fetch,
    find_query,
    require_period,
    tables_of,
)

QUESTIONS = (
    "registration_coverage",
    "register_growth",
    "growth_rates",
    "change_bridge",
    "scope_transitions",
    "unregistered_projects",
    "unregistered_enterprises",
    "target_progress",
    "county_ranking",
    "assessment_scores",
    "entry_forecast",
    "entering_by_next_window",
    "responsibility_scoreboard",
)
"""The files of ``sql/`` that a brief asks, in the order in which it shows them."""

Row: TypeAlias = Mapping[str, Any]
Cells: TypeAlias = Mapping[tuple[object, ...], secrecy.Amounts]

_READ_TABLES = re.compile(r"\bfrom\s+((?:marts|meta)\.\w+)")

_ABOUT = """
    select vintage, built_at, product_version, is_synthetic, periods from meta.about"""

_COUNTIES = """
    select division_code from {table}
    where period = $period and length(division_code) = 6
    group by division_code order by {weight} desc nulls last, division_code"""

_COUNTY_TABLES = {
    "marts.rpt_registration_coverage": "sum(eligible_units)",
    "marts.rpt_growth": "sum(current_units)",
}

_NAMES = {
    "meta.code_labels": "select code_list, code, label_zh, label_en from meta.code_labels",
    "meta.reason_codes": """
        select unit_kind || '.reason', reason, label_zh, label_en from meta.reason_codes""",
    "meta.documents": """
        select unit_kind || '.document', document, label_zh, label_en from meta.documents""",
    "meta.divisions": """
        select 'division', division_code, division_name_zh, division_name_en
        from meta.divisions""",
    "meta.indicators": "select 'indicator', indicator, name_zh, name_en from meta.indicators",
    "meta.regimes": """
        select 'regime', regime_id, regime_name_zh, regime_name_en from meta.regimes""",
    "meta.comparisons": """
        select 'comparison', comparison_id, comparison_name_zh, comparison_name_en
        from meta.comparisons""",
    "meta.bridge_components": """
        select 'component', component, label_zh, label_en from meta.bridge_components""",
    "meta.target_milestones": """
        select 'milestone', milestone, label_zh, label_en from meta.target_milestones""",
}

_INDICATORS = """
    select indicator, regime_family, growth_method, unit_kind
    from meta.indicators order by sort_order"""


class NothingToBrief(LookupError):  # noqa: N818 - it names what is missing
    """The vintage has no facts of any month."""


class UnknownCounty(LookupError):  # noqa: N818 - it names what was asked for
    """The vintage has no facts of this county in the month.

    Attributes:
        county: the code asked for.
        known: those there are.
    """

    def __init__(self, county: str, known: tuple[str, ...]) -> None:
        """Name the county and those there are."""
        super().__init__(f"no county {county}; there are: {', '.join(known) or 'none'}")
        self.county = county
        self.known = known


@dataclass(frozen=True)
class Asked:
    """What the user asked for.

    Attributes:
        period: first day of the month; the last one by default.
        as_of: the day on which clocks stand; the period's last day by default.
        vintage: which vintage; the newest by default.
        county: six digits; by default the one with the most eligible units.
    """

    period: date | None = None
    as_of: date | None = None
    vintage: str | None = None
    county: str | None = None


@dataclass(frozen=True)
class About:
    """The vintage as it describes itself.

    Attributes:
        vintage: its name.
        built_at: when it was built.
        product_version: by which statscope.
        is_synthetic: whether its data are made up.
    """

    vintage: str
    built_at: datetime
    product_version: str
    is_synthetic: bool


@dataclass(frozen=True)
class Source:
    """One question as it was asked, and its answer.

    Attributes:
        query: the file of ``sql/``.
        values: its parameters as bound.
        rows: the answer.
        lacking: tables that the vintage does not have; then there is no answer.
    """

    query: Query
    values: Mapping[str, Value]
    rows: tuple[Row, ...]
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True)
class Indicator:
    """An indicator of growth, as the published file describes it."""

    code: str
    regime_family: str
    growth_method: str
    unit_kind: str


@dataclass(frozen=True)
class Book:
    """Everything that one brief is made of.

    Attributes:
        about: the vintage.
        period: first day of the month.
        as_of: the day on which clocks stand.
        county: six digits; None where the month has no unit at all.
        counties: every county with facts in the month.
        sources: by name of the file of ``sql/``.
        names: (Chinese, English) by code list and code.
        indicators: in their order.
        values: contributions to amounts by indicator, division and amount.
        transitions: contributions by comparison and transition.
        assigned: contributions by indicator, division, office and leader.
        entering: contributions to what projects would add by window, and to what the unregistered
            have invested.
    """

    about: About
    period: date
    as_of: date
    county: str | None
    counties: tuple[str, ...]
    sources: Mapping[str, Source]
    names: Mapping[tuple[str, str], tuple[str, str]]
    indicators: tuple[Indicator, ...]
    values: Cells
    transitions: Cells
    assigned: Cells
    entering: Cells

    def rows(self, question: str) -> tuple[Row, ...]:
        """Return the answer to a question; nothing where the vintage cannot give one."""
        return self.sources[question].rows

    def contributions(self, indicator: str, division: str, cell: str) -> Mapping[str, Decimal]:
        """Return who contributes how much to an amount."""
        return self.values.get((indicator, division, cell), {})

    def may_show(self, indicator: str, division: str, cell: str) -> bool:
        """Whether an amount may be shown; not where the vintage does not say whose it is."""
        amounts = self.contributions(indicator, division, cell)
        return bool(amounts) and secrecy.is_safe(amounts)

    def families(self) -> tuple[Row, ...]:
        """Return the county's row of coverage of every regime family, investment first."""
        rows = [r for r in self.rows("registration_coverage") if r["division_code"] == self.county]
        return tuple(sorted(rows, key=lambda row: row["unit_kind"] != "project"))

    def comparison(self, regime_id: str) -> str | None:
        """Return the comparison of this scope with the one that it replaced."""
        return next(
            (
                str(row["comparison_id"])
                for row in self.rows("scope_transitions")
                if row["new_regime_id"] == regime_id
            ),
            None,
        )


def last_day(month: date) -> date:
    """Return the last day of the month that begins on this day."""
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def read_book(settings: Settings, asked: Asked) -> Book:
    """Read everything that a brief needs from one vintage.

    Raises:
        NothingToBrief: the vintage has no facts of any month.
        UnknownCounty: none of this county in the month.
        NothingPublished, UnknownVintage, UnknownPeriod, QueryFailed: as ``warehouse`` raises them.
    """
    with open_published(settings, asked.vintage) as connection:
        about, periods = _about(connection)
        if not periods:
            raise NothingToBrief(about.vintage)
        period = asked.period or max(periods)
        require_period(connection, period)
        tables = tables_of(connection)
        counties = _counties(connection, tables, period)
        county = _county(asked.county, counties)
        names = _names(connection, tables)
        indicators = _indicators(connection, tables)
        values, transitions, assigned, entering = _cells(connection, tables, period, county)
    asking = _Asking(settings, about.vintage, tables, period, county, len(counties) > 1)
    sources = {name: _source(asking, name) for name in QUESTIONS}
    return Book(
        about=about,
        period=period,
        as_of=asked.as_of or last_day(period),
        county=county,
        counties=counties,
        sources=sources,
        names=names,
        indicators=indicators,
        values=values,
        transitions=transitions,
        assigned=assigned,
        entering=entering,
    )


def _about(connection: Opened) -> tuple[About, list[date]]:
    """Return what the vintage says of itself, and its months."""
    ((vintage, built_at, version, is_synthetic, periods),) = fetch(connection, _ABOUT, {}).rows
    about = About(str(vintage), built_at, str(version), bool(is_synthetic))  # type: ignore[arg-type]
    return about, list(periods or [])  # type: ignore[call-overload]


def _counties(connection: Opened, tables: frozenset[str], period: date) -> tuple[str, ...]:
    """Return every county with facts in the month, the one with most eligible units first."""
    found: dict[str, None] = {}
    for table, weight in _COUNTY_TABLES.items():
        if table in tables:
            statement = _COUNTIES.format(table=table, weight=weight)
            rows = fetch(connection, statement, {"period": period}).rows
            found |= {str(code): None for (code,) in rows}
    return tuple(found)


def _county(asked: str | None, counties: tuple[str, ...]) -> str | None:
    """Return the county of the brief."""
    if asked is None:
        return counties[0] if counties else None
    if asked not in counties:
        raise UnknownCounty(asked, tuple(sorted(counties)))
    return asked


def _names(connection: Opened, tables: frozenset[str]) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the names of every code that the vintage names."""
    return {
        (str(code_list), str(code)): (str(chinese), str(english))
        for table, statement in _NAMES.items()
        if table in tables
        for code_list, code, chinese, english in fetch(connection, statement, {}).rows
    }


def _indicators(connection: Opened, tables: frozenset[str]) -> tuple[Indicator, ...]:
    """Return the indicators of growth in their order."""
    if "meta.indicators" not in tables:
        return ()
    rows = fetch(connection, _INDICATORS, {}).rows
    return tuple(Indicator(*(str(value) for value in row)) for row in rows)


def _cells(
    connection: Opened, tables: frozenset[str], period: date, county: str | None
) -> tuple[Cells, Cells, Cells, Cells]:
    """Return who contributes to which amount; nothing where nothing is published."""

    def cells(statement: str, needs: tuple[str, ...], keys: int, **values: object) -> Cells:
        if not tables.issuperset(needs):
            return {}
        return secrecy.by_cell(fetch(connection, statement, {"period": period, **values}), keys)

    return (
        cells(secrecy.VALUES, secrecy.VALUE_NEEDS, 3),
        cells(secrecy.TRANSITIONS, secrecy.TRANSITION_NEEDS, 2, division=county or ""),
        cells(secrecy.ASSIGNED, secrecy.ASSIGNED_NEEDS, 4),
        cells(secrecy.ENTERING, secrecy.ENTERING_NEEDS, 1, division=county or ""),
    )


@dataclass(frozen=True)
class _Asking:
    """Of which vintage, for which month and county questions are asked."""

    settings: Settings
    vintage: str
    tables: frozenset[str]
    period: date
    county: str | None
    has_several: bool

    def values(self, query: Query) -> dict[str, Value]:
        """Return the values of a question's parameters."""
        names = {parameter.name for parameter in query.parameters}
        values: dict[str, Value] = {}
        if "period" in names:
            values["period"] = self.period
        # A target without a place is the county's, where there is only one county.
        is_of_all = query.name == "target_progress" and not self.has_several
        if "division" in names and self.county and not is_of_all:
            values["division"] = self.county
        return values


def _source(asking: _Asking, name: str) -> Source:
    """Ask one question."""
    query = find_query(asking.settings.queries, name)
    values = asking.values(query)
    lacking = tuple(sorted(set(_READ_TABLES.findall(query.sql)) - asking.tables))
    if lacking:
        return Source(query, values, (), lacking)
    answer = ask(asking.settings, query, values, vintage=asking.vintage)
    return Source(query, values, _records(answer))


def _records(answer: Answer) -> tuple[Row, ...]:
    """Return rows by column."""
    return tuple(dict(zip(answer.columns, row, strict=True)) for row in answer.rows)
