"""A second implementation of the bridge of a change, written from method.md and definitions.md.

Belongs here: to which component a unit belongs, and what each component amounts to. Does not
belong here: values and panels (``growth_oracle``), scope (``scope_oracle``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from oracle.county import (
    County,
    Enterprise,
    Project,
    entries,
    last_day,
    modelled_periods,
    place,
    units_in_force,
    year_before,
)
from oracle.growth_oracle import (
    family_name,
    kind_of,
    panel,
    restated,
    total,
    value,
)
from oracle.scope_oracle import regime_in_force, ruling_at

COMPONENTS = (
    "prior",
    "revision",
    "scope_rule",
    "continuing",
    "entry_new_built",
    "entry_grew_past_line",
    "entry_late_registration",
    "entry_moved_in",
    "exit_fell_below",
    "exit_completed",
    "exit_stopped",
    "exit_deregistered",
    "exit_moved_out",
    "exit_cleaned_out",
    "current",
)
ENTRY_REASONS = {
    "新建投产": "entry_new_built",
    "升规": "entry_grew_past_line",
    "补录": "entry_late_registration",
    "转入": "entry_moved_in",
}
EXIT_REASONS = {
    "降规": "exit_fell_below",
    "停产": "exit_stopped",
    "注销": "exit_deregistered",
    "转出": "exit_moved_out",
    "清退": "exit_cleaned_out",
}
EXITS_BY_STATUS = {
    "completed": "exit_completed",
    "suspended": "exit_stopped",
    "closed": "exit_stopped",
    "deregistered": "exit_deregistered",
    "bankrupt": "exit_deregistered",
}


@dataclass(frozen=True)
class Component:
    """What a row of rpt_change_bridge must say."""

    units: int
    amount_cny: Decimal
    contribution_pp: float | None


@dataclass(frozen=True)
class Change:
    """The change of one indicator in one division between a month and the same a year before."""

    county: County
    indicator: str
    period: date
    division: str

    @property
    def then(self) -> date:
        """The month a year before."""
        return year_before(self.period)

    @property
    def kind(self) -> str:
        """The kind of unit that carries the indicator."""
        return kind_of(self.indicator)

    def panel(self, period: date, division: str | None = None) -> frozenset[str]:
        """The units registered in one of the two months."""
        return panel(self.county, self.indicator, period, division or self.division) or frozenset()

    def now(self, unit: str) -> Decimal:
        """A unit's value now; nothing reported counts 0."""
        return value(self.county, self.indicator, unit, self.period) or Decimal(0)

    def before(self, unit: str) -> Decimal:
        """A unit's own value a year ago, as reported then."""
        return value(self.county, self.indicator, unit, self.then) or Decimal(0)

    def restated(self, unit: str) -> Decimal:
        """Last year's value as this return states it, else as reported then."""
        again = restated(self.county, self.indicator, unit, self.period)
        return self.before(unit) if again is None else again

    def rule_met(self, unit: str, at: date, by: date) -> bool | None:
        """Whether class and measure of one month meet the rule in force in another."""
        regime = regime_in_force(family_name(self.indicator), by)
        if regime is None:
            return None
        ruling = ruling_at(self.county, self.kind, unit, at, regime)
        if ruling is None:
            return None
        return ruling.is_met


def bridge(change: Change) -> dict[str, Component] | None:
    """Every component of a change; None without one of the two lists, or without any value."""
    then_listed, now_listed = change.panel(change.then), change.panel(change.period)
    if not is_bridged(change):
        return None
    members: dict[str, list[str]] = {name: [] for name in COMPONENTS}
    for unit in then_listed | now_listed:
        members[component_of(change, unit)].append(unit)
    prior = total(change.before(unit) for unit in then_listed)
    amounts = {
        name: sum((amount_of(change, name, unit) for unit in units), Decimal(0))
        for name, units in members.items()
    }
    counts = {name: len(units) for name, units in members.items()}
    amounts |= {
        "prior": prior,
        "revision": total(change.restated(u) - change.before(u) for u in then_listed),
        "current": total(change.now(unit) for unit in now_listed),
    }
    counts |= {
        "prior": len(then_listed),
        "revision": sum(change.restated(u) != change.before(u) for u in then_listed),
        "current": len(now_listed),
    }
    return {
        name: Component(counts[name], amounts[name], contribution(amounts[name], prior))
        for name in COMPONENTS
    }


def is_bridged(change: Change) -> bool:
    """Whether both lists were delivered and anything at all was reported by their units."""
    sides = [
        (month, panel(change.county, change.indicator, month, change.division))
        for month in (change.period, change.then)
    ]
    return all(units is not None for _, units in sides) and any(
        value(change.county, change.indicator, unit, month) is not None
        for month, units in sides
        for unit in units or ()
    )


def contribution(amount: Decimal, prior: Decimal) -> float | None:
    """Percentage points of last year's value; none where that is zero or less."""
    return float(amount / prior * 100) if prior > 0 else None


def amount_of(change: Change, component: str, unit: str) -> Decimal:
    """What a unit adds to its component."""
    if component == "continuing":
        return change.now(unit) - change.restated(unit)
    return change.now(unit) if component.startswith("entry_") else -change.restated(unit)


def component_of(change: Change, unit: str) -> str:
    """The one component, besides the first and the last, that a unit belongs to."""
    was = unit in change.panel(change.then)
    if was and unit in change.panel(change.period):
        return "continuing"
    return exit_of(change, unit) if was else entry_of(change, unit)


def is_listed_anywhere(change: Change, unit: str, period: date) -> bool:
    """Whether a unit is registered in a month, in whatever division or family."""
    listed = entries(change.county, change.kind, period) or {}
    return unit in listed and not listed[unit].exit_reason


def reason_text(change: Change, unit: str, name: str) -> str:
    """The reason a list states: that of the month, else the latest of the twelve months."""
    for month in reversed(modelled_periods(change.county)):
        row = (entries(change.county, change.kind, month) or {}).get(unit)
        if change.then < month <= change.period and row is not None and getattr(row, name):
            return getattr(row, name)
    return ""


# --- entries ------------------------------------------------------------------------------------


def entry_of(change: Change, unit: str) -> str:
    """Why a unit came."""
    if is_listed_anywhere(change, unit, change.then):
        return "entry_moved_in"
    stated = ENTRY_REASONS.get(reason_text(change, unit, "entry_reason"))
    if stated is not None:
        return stated
    return (
        entry_of_project(change, unit) if change.kind == "project" else derived_entry(change, unit)
    )


def listed_row(change: Change, unit: str) -> Enterprise | Project:
    """The row by which a registered unit is placed."""
    placed = place(change.county, change.kind, unit, change.period)
    assert placed is not None, unit
    return units_in_force(change.county, change.kind, placed)[unit]


def entry_of_project(change: Change, unit: str) -> str:
    """Projects state no reason: they are new, or were registered late."""
    started = listed_row(change, unit).started_on
    is_new = started is not None and started > last_day(change.then)
    return "entry_new_built" if is_new else "entry_late_registration"


def derived_entry(change: Change, unit: str) -> str:
    """An enterprise without a known reason."""
    opened = listed_row(change, unit).opened_on
    if opened is not None and opened >= date(change.period.year - 1, 10, 1):
        return "entry_new_built"
    if change.rule_met(unit, at=change.then, by=change.period) is False:
        return "entry_grew_past_line"
    return "entry_late_registration"


# --- exits --------------------------------------------------------------------------------------


def exit_of(change: Change, unit: str) -> str:
    """Why a unit left."""
    if is_listed_anywhere(change, unit, change.period):
        return "exit_moved_out"
    if excluded_by_rule(change, unit):
        return "scope_rule"
    stated = EXIT_REASONS.get(reason_text(change, unit, "exit_reason"))
    return derived_exit(change, unit) if stated is None else stated


def excluded_by_rule(change: Change, unit: str) -> bool:
    """Whether last year's measure met last year's rule but does not meet this year's."""
    listed = place(change.county, change.kind, unit, change.then) or change.then
    met_then = change.rule_met(unit, at=listed, by=change.then)
    met_now = change.rule_met(unit, at=listed, by=change.period)
    return met_then is True and met_now is False


def derived_exit(change: Change, unit: str) -> str:
    """A unit that left without a known reason: by its status when last listed, then its size."""
    holding = [
        month
        for month in modelled_periods(change.county)
        if month <= change.period and unit in units_in_force(change.county, change.kind, month)
    ]
    if not holding:
        return "exit_cleaned_out"
    row = units_in_force(change.county, change.kind, holding[-1])[unit]
    status = row.operating_status if isinstance(row, Enterprise) else row.construction_status
    if status in EXITS_BY_STATUS:
        return EXITS_BY_STATUS[status]
    is_met = change.rule_met(unit, at=holding[-1], by=change.period)
    return "exit_fell_below" if is_met is False else "exit_cleaned_out"


def bridges(county: County, indicator: str, divisions: Iterable[str], period: date) -> dict:
    """Division -> component -> row, of the divisions that have a bridge."""
    found = {
        division: bridge(Change(county, indicator, period, division)) for division in divisions
    }
    return {division: rows for division, rows in found.items() if rows is not None}
