"""The months that the sample county covers.

Belongs here: reference periods and their arithmetic. Does not belong here: what happened in them.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

JANUARY, APRIL, DECEMBER = 1, 4, 12


def month(year: int, number: int) -> date:
    """Return the period of a month: its first day."""
    return date(year, number, 1)


def later(period: date, months: int) -> date:
    """Return the period that many months later (earlier when negative)."""
    index = period.year * 12 + period.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def last_day(period: date) -> date:
    """Return the last day of a period."""
    return period.replace(day=monthrange(period.year, period.month)[1])


def months_of_year_until(period: date) -> tuple[date, ...]:
    """Return January to the period itself: the months of a cumulative figure."""
    return tuple(month(period.year, number) for number in range(1, period.month + 1))


FIRST = month(2010, 1)
LAST = month(2011, 4)
PERIODS = tuple(later(FIRST, step) for step in range(16))
"""Every reference period of the sample, January 2010 to April 2011."""
REPORTED = tuple(period for period in PERIODS if period.month != JANUARY)
"""The periods that have a monthly return: January has none."""
SCOPE_BREAK = month(2011, 1)
"""The first period after which the county's register was cleaned to the new lines."""
