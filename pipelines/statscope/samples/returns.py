"""What enterprises report: monthly cumulative and annual returns.

Belongs here: the figures of one return. Does not belong here: the sheet it comes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from statscope.samples.enterprises import Enterprise
from statscope.samples.figures import THOUSAND
from statscope.samples.months import FIRST, REPORTED, last_day, later

_OUTPUT_PERCENT = 104
_PRIOR_LEFT_BLANK = ("stale", 0)
"""A unit whose base must be taken from its own return of the year before."""


@dataclass(frozen=True)
class Return:
    """One return; money in fen, None where the cell is left blank.

    Attributes:
        revenue: main-business revenue of the year so far.
        revenue_prior: the same of the year before.
        value_added: industrial value added of the year so far.
        value_added_prior: the same of the year before, as restated.
    """

    revenue: int | None
    revenue_prior: int | None = None
    value_added: int | None = None
    value_added_prior: int | None = None

    @property
    def output(self) -> int | None:
        """Gross output, for units that have value added."""
        return _output(self.revenue) if self.value_added is not None else None

    @property
    def output_prior(self) -> int | None:
        """Gross output of the year before."""
        return _output(self.revenue_prior) if self.value_added_prior is not None else None


def monthly_return(unit: Enterprise, period: date) -> Return | None:
    """Return what the unit reports for the period; None where it files nothing."""
    is_due = period in REPORTED and period.year in unit.files
    if not is_due or unit.opened_on > last_day(period) or unit.status(period) != "operating":
        return None
    before = later(period, -12)
    if before < FIRST:
        return _first_year_return(unit, period)
    if unit.withholds_revenue:
        return Return(None, None, unit.value_added_ytd(period) * THOUSAND)
    is_blank = unit.key == _PRIOR_LEFT_BLANK
    return Return(
        unit.revenue_ytd(period) * THOUSAND,
        unit.revenue_ytd(before) * THOUSAND,
        unit.value_added_ytd(period) * THOUSAND if unit.value_added else None,
        unit.value_added_ytd(before) * THOUSAND if unit.value_added and not is_blank else None,
    )


def annual_return(unit: Enterprise, year: int) -> Return | None:
    """Return the unit's annual return; None where it files none."""
    if year not in unit.annual_revenue or unit.opened_on.year > year:
        return None
    return Return(unit.annual_revenue[year], unit.annual_revenue.get(year - 1))


def _first_year_return(unit: Enterprise, period: date) -> Return:
    """Return a return of 2010: the year before is spread as 2010 itself."""
    revenue = unit.revenue_ytd(period) * THOUSAND
    added = unit.value_added_ytd(period) * unit.restated * THOUSAND // 100
    if unit.withholds_revenue:
        return Return(None, None, added)
    earlier = unit.annual_revenue.get(2009, 0)
    prior = revenue // THOUSAND * earlier // max(sum(unit.revenue.values()), 1)
    prior = prior // THOUSAND * THOUSAND
    if not unit.value_added:
        return Return(revenue, prior)
    return Return(revenue, prior, added, added * 9 // 10 // THOUSAND * THOUSAND)


def _output(revenue: int | None) -> int | None:
    """Gross output is a little more than what was sold."""
    return None if revenue is None else revenue // THOUSAND * _OUTPUT_PERCENT // 100 * THOUSAND
