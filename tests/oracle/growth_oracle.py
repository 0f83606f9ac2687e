"""A second implementation of growth, in plain Python, written from method.md and definitions.md.

Belongs here: which units carry an indicator, their values now and a year ago, the four rates.
Does not belong here: the components of a change (``bridge_oracle``), scope (``scope_oracle``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from oracle.county import (
    County,
    directory,
    division_of,
    entries,
    is_within,
    levels,
    modelled_periods,
    periodic_returns,
    place,
    progress_reports,
    register_of,
    registered,
    year_before,
)
from oracle.scope_oracle import family_of, is_scope_break, regime_in_force, ruling_at

INDICATORS = {
    "industrial_value_added": "value_added",
    "main_revenue": "main_revenue",
    "output_value": "output_value",
    "fixed_asset_investment": "invested_ytd",
}
"""Indicator -> the column of the return, or of the report on progress, that holds it."""
ENTERPRISE_INDICATORS = tuple(INDICATORS)[:3]
INVESTMENT = "fixed_asset_investment"
INDUSTRY_WORDS = {"工业", "industry"}


@dataclass(frozen=True)
class Growth:
    """What a row of rpt_growth must say; money exact, rates as Python divides."""

    current_cny: Decimal | None
    comparable_growth: float | None
    current_panel_growth: float | None
    matched_growth: float | None
    published_nominal_growth: float | None
    panel_bias_pp: float | None
    is_scope_break: bool
    missing_base_share: float | None


def kind_of(indicator: str) -> str:
    """The kind of unit that carries an indicator."""
    return "project" if indicator == INVESTMENT else "enterprise"


def family_name(indicator: str) -> str:
    """The regime family that an indicator is counted over."""
    return "fai" if indicator == INVESTMENT else "industry"


# --- values -------------------------------------------------------------------------------------


def value(county: County, indicator: str, unit_id: str, period: date) -> Decimal | None:
    """A unit's own value as reported for a month."""
    if indicator == INVESTMENT:
        report = progress_reports(county, period).get(unit_id)
        return None if report is None else report.invested_ytd
    row = periodic_returns(county, period).get(unit_id)
    return None if row is None else getattr(row, INDICATORS[indicator])


def restated(county: County, indicator: str, unit_id: str, period: date) -> Decimal | None:
    """Last year's value as this month's return states it; projects state none."""
    row = None if indicator == INVESTMENT else periodic_returns(county, period).get(unit_id)
    return None if row is None else getattr(row, f"{INDICATORS[indicator]}_prior")


def base(county: County, indicator: str, unit_id: str, period: date) -> Decimal | None:
    """Last year's value: restated, else the unit's own of a year before."""
    again = restated(county, indicator, unit_id, period)
    return value(county, indicator, unit_id, year_before(period)) if again is None else again


# --- units --------------------------------------------------------------------------------------


@cache
def is_of_family(county: County, indicator: str, unit_id: str, period: date) -> bool:
    """Whether a unit registered in a month counts for an indicator."""
    if indicator == INVESTMENT:
        return True
    placed = place(county, "enterprise", unit_id, period)
    if placed is None:
        return False
    unit = directory(county, placed)[unit_id]
    family = family_of(county, unit, placed, period)
    if family is not None:
        return family == "industry"
    listed = entries(county, "enterprise", period) or {}
    return listed[unit_id].scope_class in INDUSTRY_WORDS


@cache
def panel(county: County, indicator: str, period: date, division: str) -> frozenset[str] | None:
    """Units of a division registered in a month, of the indicator's family; None: no list."""
    kind = kind_of(indicator)
    listed = registered(county, kind, period)
    if listed is None:
        return None
    return frozenset(
        unit
        for unit in listed
        if is_within(division_of(county, kind, unit, period), division)
        and is_of_family(county, indicator, unit, period)
    )


def divisions(county: County, indicator: str, period: date) -> set[str]:
    """Counties and townships that have a unit now or had one a year ago."""
    kind, found = kind_of(indicator), set()
    for month in (period, year_before(period)):
        for unit in panel(county, indicator, month, county.code) or ():
            found.add(division_of(county, kind, unit, month) or "")
    return levels(found - {""})


def growth_periods(county: County, indicator: str) -> list[date]:
    """Months with a list of the register, once there is a list of units."""
    kind = kind_of(indicator)
    lists = county.enterprises if kind == "enterprise" else county.projects
    first = min(lists, default=date.max)
    on_list = register_of(county, kind)
    return [month for month in modelled_periods(county) if month in on_list and month >= first]


# --- rates --------------------------------------------------------------------------------------


def total(values: Iterable[Decimal | None]) -> Decimal:
    """The sum of what is known."""
    return sum((one for one in values if one is not None), Decimal(0))


def rate(now: Decimal, then: Decimal) -> float | None:
    """Growth in per one; a base of zero or less has no growth."""
    return float(now / then - 1) if then > 0 else None


def over_bases(county: County, indicator: str, units: Iterable[str], period: date) -> float | None:
    """Growth of units whose value is known now and a year ago."""
    pairs = [
        (value(county, indicator, unit, period), base(county, indicator, unit, period))
        for unit in units
    ]
    known = [(now, then) for now, then in pairs if now is not None and then is not None]
    return rate(total(now for now, _ in known), total(then for _, then in known))


def investment_base(county: County, units: Iterable[str], period: date) -> Decimal:
    """Last year's investment of projects registered then, by this year's rule."""
    then = year_before(period)
    regime = regime_in_force("fai", period) or ""
    kept = []
    for unit in units:
        listed = place(county, "project", unit, then) or then
        ruling = ruling_at(county, "project", unit, listed, regime)
        if ruling is None or ruling.is_met is not False:
            kept.append(value(county, INVESTMENT, unit, then))
    return total(kept)


def growth(county: County, indicator: str, period: date, division: str) -> Growth:
    """The row of one division; the month must have a list of the register."""
    then = year_before(period)
    now_listed = panel(county, indicator, period, division) or frozenset()
    then_listed = panel(county, indicator, then, division)
    values = [value(county, indicator, unit, period) for unit in now_listed]
    current = total(values)
    is_known = not values or any(one is not None for one in values)
    published = matched = comparable = bias = None
    if then_listed is not None and is_known:
        published = rate(current, total(value(county, indicator, u, then) for u in then_listed))
    current_panel = None
    if indicator == INVESTMENT:
        if then_listed is not None and is_known:
            comparable = rate(current, investment_base(county, then_listed, period))
    else:
        comparable = current_panel = over_bases(county, indicator, now_listed, period)
        if then_listed is not None:
            matched = over_bases(county, indicator, now_listed & then_listed, period)
    if current_panel is not None and matched is not None:
        bias = (current_panel - matched) * 100
    return Growth(
        current_cny=current if is_known else None,
        comparable_growth=comparable,
        current_panel_growth=current_panel,
        matched_growth=matched,
        published_nominal_growth=published,
        panel_bias_pp=bias,
        is_scope_break=is_scope_break(family_name(indicator), period),
        missing_base_share=missing_share(county, indicator, now_listed, period),
    )


def of_nobody(indicator: str, period: date) -> Growth:
    """The row of a division without units, in a month that has a list of the register."""
    return Growth(
        current_cny=Decimal(0),
        comparable_growth=None,
        current_panel_growth=None,
        matched_growth=None,
        published_nominal_growth=None,
        panel_bias_pp=None,
        is_scope_break=is_scope_break(family_name(indicator), period),
        missing_base_share=None,
    )


def missing_share(
    county: County, indicator: str, units: Iterable[str], period: date
) -> float | None:
    """The share of the current total that units without a base hold; projects have none."""
    if indicator == INVESTMENT:
        return None
    units = list(units)
    current = total(value(county, indicator, unit, period) for unit in units)
    missing = total(
        value(county, indicator, unit, period)
        for unit in units
        if base(county, indicator, unit, period) is None
    )
    return float(missing / current) if current > 0 else None
