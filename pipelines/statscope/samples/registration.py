"""A unit's time on the statistics register.

Belongs here: from when to when a unit is on the lists, and the reasons that the lists state.
Does not belong here: whether it should be.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from statscope.samples.months import later


@dataclass(frozen=True)
class Registration:
    """One stay on the register.

    Attributes:
        first: first period on the list.
        last: last period on the list.
        entered_on: the day the list gives as entry.
        entry_reason: stated reason of entry, if any.
        exit_reason: stated in the row of the period after ``last``; without one the unit just
            vanishes from the list.
    """

    first: date
    last: date
    entered_on: date
    entry_reason: str | None = None
    exit_reason: str | None = None

    def is_on(self, period: date) -> bool:
        """Say whether the unit is registered in the period."""
        return self.first <= period <= self.last

    def is_leaving(self, period: date) -> bool:
        """Say whether the period's list names the unit as one that left."""
        return self.exit_reason is not None and period == later(self.last, 1)
