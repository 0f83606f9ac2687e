"""The annual survey's scope a second time, written from definitions.md (Statistics 14).

Belongs here: which years, which regime, that year's size. Does not belong here: rules and classes
(``scope_oracle``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from oracle.county import (
    County,
    Enterprise,
    annual_returns,
    directory,
    modelled_periods,
    periodic_returns,
)
from oracle.scope_oracle import (
    Measured,
    edition_of,
    headcount,
    obstacle_of_enterprise,
    ruling_of_measured,
    status_of,
)

IN_FORCE = {
    "ind_1998": (1998, 2006),
    "ind_2007": (2007, 2010),
    "ind_2011": (2011, 9999),
    "trade_2011": (2011, 9999),
    "con_any": (0, 9999),
    "re_any": (0, 9999),
    "svc_2013": (2012, 2018),
    "svc_2020": (2019, 9999),
}
"""Regime -> first and last year of its annual reports."""


@dataclass(frozen=True)
class Annual:
    """What a row of fct_annual_scope must say."""

    rule_id: str
    scope_class: str
    measure_cny: Decimal | None
    threshold_cny: Decimal | None
    sizing_source: str
    scope_status: str
    is_eligible: bool | None


def annual_scope(county: County) -> dict[tuple[int, str, str], Annual]:
    """Return (year, enterprise, regime) -> row, for every year that is over."""
    found = {}
    months = modelled_periods(county)
    for year in range(months[0].year, months[-1].year + 1):
        december = date(year, 12, 1)
        if december > months[-1]:
            continue
        for unit in directory(county, december).values():
            for regime, (first, last) in IN_FORCE.items():
                row = annual_row(county, unit, year, regime) if first <= year <= last else None
                if row is not None:
                    found[year, unit.enterprise_id, regime] = row
    return found


def annual_row(county: County, unit: Enterprise, year: int, regime: str) -> Annual | None:
    """One unit in one year; None outside every class of the regime."""
    revenue, source = size_of_year(county, unit, year)
    edition = edition_of(county, unit, date(year, 12, 1))
    measured = Measured(unit, edition, revenue, headcount(county, unit, year))
    ruling = ruling_of_measured(measured, regime)
    if ruling is None:
        return None
    status = status_of(obstacle_of_enterprise(unit), ruling.is_met)
    return Annual(
        rule_id=ruling.rule_id,
        scope_class=ruling.scope_class,
        measure_cny=revenue,
        threshold_cny=ruling.line,
        sizing_source=source,
        scope_status=status,
        is_eligible=None if status == "unknown" else status == "in_scope",
    )


def size_of_year(county: County, unit: Enterprise, year: int) -> tuple[Decimal | None, str]:
    """That very year's revenue: the annual return, else December's cumulative figure."""
    sources = [
        (annual_returns(county, year), "annual"),
        (periodic_returns(county, date(year, 12, 1)), "december_ytd"),
    ]
    for returns, name in sources:
        row = returns.get(unit.enterprise_id)
        if row is not None and row.main_revenue is not None:
            return row.main_revenue, name
    return None, "none"
