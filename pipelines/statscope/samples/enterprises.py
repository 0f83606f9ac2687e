"""The county's enterprises and what they earn.

Belongs here: one enterprise, its monthly revenue and value added, its registration. Does not
belong here: kinds of enterprise (``enterprise_groups``), returns as delivered (``returns``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from statscope.samples.codes import credit_code, organisation_code, with_wrong_check
from statscope.samples.county import BRANDS, COUNTY_CODE, draw_township
from statscope.samples.draws import Draws
from statscope.samples.enterprise_groups import (
    ENTERPRISE_GROUPS,
    FACTORIES,
    TRADES,
    EnterpriseGroup,
)
from statscope.samples.figures import (
    THOUSAND,
    VALUE_ADDED_2010,
    VALUE_ADDED_2011,
    apportion,
)
from statscope.samples.months import (
    APRIL,
    DECEMBER,
    FIRST,
    LAST,
    PERIODS,
    SCOPE_BREAK,
    last_day,
    later,
    month,
    months_of_year_until,
)
from statscope.samples.registration import Registration

YEARS = (2010, 2011)

_EDGE_REVENUE = {
    ("overlooked", 0): 20_000_000_00,
    ("dropped", 0): 19_999_999_99,
    ("dropped", 1): 5_000_000_00,
    ("small", 0): 4_999_999_99,
}
"""Revenue of 2010 on a line or a fen below it, in fen."""
_WITHOUT_ANNUAL_2010 = frozenset({("large", 20), ("risen", 3), ("dropped", 7), ("dropped", 50)})
"""Units sized by December's cumulative return."""
_NINE_CHARACTERS_ONLY = frozenset({("dropped", 11), ("retail", 2), ("small", 5)})
_NINE_IN_RETURNS = frozenset({("large", 3), ("large", 14), ("risen", 2), ("dropped", 21)})
_NINE_IN_REGISTER_LISTS = frozenset({("large", 7), ("large", 31), ("risen", 6), ("dropped", 33)})
_WRONG_CHECK = frozenset({("dropped", 40), ("small", 7)})
SHRINKING = ("dropped", 61)
"""A unit that reports less and less in 2011, and draws ever more power."""
_SHRINKING_PERCENT = 68
_LATE_ENTRY_EVERY = 12
_STATED_EXIT_EVERY = 4


@dataclass(frozen=True)
class Enterprise:
    """One enterprise.

    Attributes:
        number: unique in the sample.
        group: its kind.
        index: its place within the group and its copy of the county.
        enterprise_id: its code in the directory.
        organisation_code: its 9-character code.
        name: its name.
        division_code: its township.
        industry_code: its industry, edition 2002.
        ownership_code: registration type; some are state-owned.
        opened_on: first day of business.
        employees: persons employed.
        registration: its stay on the register, if any.
        annual_revenue: year -> revenue in fen of the annual return, if it files one.
        revenue: period -> the month's revenue in thousand yuan.
        value_added: year -> value added of January to April, thousand yuan.
        restated: percent of 2010's value added that 2010's own returns gave.
        files: years in which it files monthly returns.
    """

    number: int
    group: EnterpriseGroup
    index: int
    enterprise_id: str
    organisation_code: str
    name: str
    division_code: str
    industry_code: str
    ownership_code: str
    opened_on: date
    employees: int
    registration: Registration | None
    annual_revenue: Mapping[int, int]
    revenue: Mapping[date, int]
    value_added: Mapping[int, int]
    restated: int
    files: frozenset[int]

    @property
    def key(self) -> tuple[str, int]:
        """Group and place: what special cases are named by."""
        return (self.group.name, self.index)

    @property
    def withholds_revenue(self) -> bool:
        """Whether its returns leave revenue blank."""
        return self.group.name == "unknown_registered"

    def status(self, period: date) -> str:
        """Return the operating status of the period."""
        if self.group.stopped is None or period < self.group.stopped:
            return "operating"
        return self.group.statuses[self.index % len(self.group.statuses)]

    def is_listed(self, period: date) -> bool:
        """Say whether the period's directory names it: opened, and not struck off in 2010."""
        struck_off = self.status(period) == "deregistered" and period >= SCOPE_BREAK
        return self.opened_on <= last_day(period) and not struck_off

    def delivered_id(self, register: str) -> str:
        """Return its code as that register's department writes it."""
        if register == "enterprise_returns" and self.key in _NINE_IN_RETURNS:
            return self.organisation_code
        if register == "registered_enterprises" and self.key in _NINE_IN_REGISTER_LISTS:
            return f"{self.organisation_code[:8]}-{self.organisation_code[8:]}"
        return self.enterprise_id

    def revenue_ytd(self, period: date) -> int:
        """Return the cumulative revenue of the year until the period, thousand yuan."""
        return sum(self.revenue[m] for m in months_of_year_until(period))

    def value_added_ytd(self, period: date) -> int:
        """Return cumulative value added, thousand yuan: April's figure spread by revenue."""
        base = self.revenue_ytd(month(period.year, APRIL))
        whole = self.value_added.get(period.year, 0)
        return whole * self.revenue_ytd(period) // base if base else 0


def make_enterprises(draws: Draws, copy: int) -> tuple[Enterprise, ...]:
    """Return the enterprises of one copy of the county, value added calibrated."""
    kinds = [(group, index) for group in ENTERPRISE_GROUPS for index in range(group.count)]
    units = tuple(
        _enterprise(draws, copy * len(kinds) + place, group, index)
        for place, (group, index) in enumerate(kinds)
    )
    return _with_value_added(units)


def _enterprise(draws: Draws, number: int, group: EnterpriseGroup, index: int) -> Enterprise:
    code = draws.pick(group.industries, number, "industry")
    opened = _opened_on(draws, number, group)
    annual = _annual_revenue(draws, number, group, index)
    year = (annual[2010] // THOUSAND, opened)
    revenue = _monthly_revenue(draws, number, group, year, shrinks=(group.name, index) == SHRINKING)
    if opened.year > YEARS[0] - 1:
        annual = {2010: sum(revenue[m] for m in PERIODS if m.year == YEARS[0]) * THOUSAND}
    organisation = organisation_code(number)
    return Enterprise(
        number=number,
        group=group,
        index=index,
        enterprise_id=_identifier(organisation, (group.name, index)),
        organisation_code=organisation,
        name=f"示例{draws.pick(BRANDS, number, 'brand')}{TRADES[code]}有限公司{number + 1:03d}",
        division_code=draw_township(draws, number, "township").code,
        industry_code=code,
        ownership_code=draws.pick(("110", "151", "159", "173", "173", "171"), number, "owner"),
        opened_on=opened,
        employees=8 + annual[2010] // THOUSAND // draws.between((180, 420), number, "staff"),
        registration=_registration(draws, number, group, index),
        annual_revenue=_filed_years(draws, number, group, index, annual),
        revenue=revenue,
        value_added=_raw_value_added(draws, number, group, revenue),
        restated=draws.pick((100,) * 12 + (98, 103), number, "restated"),
        files=_filing_years(draws, number, (group, index)),
    )


def _identifier(organisation: str, key: tuple[str, int]) -> str:
    if key in _NINE_CHARACTERS_ONLY:
        return organisation
    code = credit_code(organisation, COUNTY_CODE)
    return with_wrong_check(code) if key in _WRONG_CHECK else code


def _opened_on(draws: Draws, number: int, group: EnterpriseGroup) -> date:
    first, last = group.opened
    return first + timedelta(days=draws.between((0, (last - first).days), number, "opened"))


def _annual_revenue(
    draws: Draws, number: int, group: EnterpriseGroup, index: int
) -> dict[int, int]:
    """Return year -> revenue in fen; the same multiplier in both years."""
    times = draws.pick(group.multipliers, number, "size") * THOUSAND
    drawn = {
        2009: draws.between(group.revenue_2009, number, 2009) * times,
        2010: draws.between(group.revenue_2010, number, 2010) * times,
    }
    if (group.name, index) in _EDGE_REVENUE:
        drawn[2010] = _EDGE_REVENUE[group.name, index]
    return drawn


def _monthly_revenue(
    draws: Draws, number: int, group: EnterpriseGroup, year: tuple[int, date], *, shrinks: bool
) -> dict[date, int]:
    """Return period -> revenue in thousand yuan; ``year`` is 2010's revenue and the opening day."""
    whole, opened = year
    weights = [draws.between((82, 118), number, "month", m) for m in PERIODS]
    growth = draws.between(group.growth, number, "growth")
    if shrinks:
        growth = _SHRINKING_PERCENT
    if opened.year < YEARS[0]:
        months_2010 = apportion(whole, weights[:DECEMBER])
        grown = tuple(amount * growth // 100 for amount in months_2010[: LAST.month])
        return dict(zip(PERIODS, months_2010 + grown, strict=True))
    return {
        m: whole // DECEMBER * weight // 100 if last_day(m) >= opened else 0
        for m, weight in zip(PERIODS, weights, strict=True)
    }


def _filed_years(
    draws: Draws, number: int, group: EnterpriseGroup, index: int, annual: Mapping[int, int]
) -> dict[int, int]:
    if draws.below(100, number, "annual") >= group.annual:
        return {}
    lacks_2010 = (group.name, index) in _WITHOUT_ANNUAL_2010
    return {year: fen for year, fen in annual.items() if not (lacks_2010 and year == YEARS[0])}


def _filing_years(draws: Draws, number: int, kind: tuple[EnterpriseGroup, int]) -> frozenset[int]:
    group, index = kind
    if (group.name, index) == SHRINKING:
        return frozenset(YEARS)
    ticket = draws.below(100, number, "filing")
    return frozenset(y for y, share in zip(YEARS, group.filing, strict=True) if ticket < share)


def _registration(
    draws: Draws, number: int, group: EnterpriseGroup, index: int
) -> Registration | None:
    if group.registered is None or (group.name in {"wholesale", "retail"} and index % 4 == 1):
        return None
    first, last = group.registered
    entry, exit_reason = group.entry_reason, group.exit_reason
    if group.name == "large" and index % _LATE_ENTRY_EVERY == _LATE_ENTRY_EVERY - 1:
        first, entry = later(FIRST, draws.between((5, 10), number, "late")), "升规"
    if group.name == "dropped" and index % _STATED_EXIT_EVERY == 0:
        exit_reason = "降规"
    entered = first if first > FIRST else date(draws.between((2003, 2009), number, "in"), 12, 1)
    return Registration(first, last, entered, entry, exit_reason)


def _raw_value_added(
    draws: Draws, number: int, group: EnterpriseGroup, revenue: Mapping[date, int]
) -> dict[int, int]:
    if group.name not in FACTORIES or group.is_branch:
        return {}
    share = draws.between((28, 46), number, "value added")
    return {
        year: sum(revenue[m] for m in months_of_year_until(month(year, APRIL))) * share // 100
        for year in YEARS
    }


def _with_value_added(units: tuple[Enterprise, ...]) -> tuple[Enterprise, ...]:
    """Fit the value added of the units registered in industry to the county's totals."""
    counted = [unit for unit in units if _counts(unit)]
    loose = sum(u.value_added[2011] for u in units if u.registration and u.withholds_revenue)
    fitted_2011 = apportion(VALUE_ADDED_2011 - loose, [u.value_added[2011] for u in counted])
    fitted_2010 = apportion(VALUE_ADDED_2010, [u.value_added[2010] for u in counted])
    fitted = {
        unit.number: {2010: before, 2011: now}
        for unit, before, now in zip(counted, fitted_2010, fitted_2011, strict=True)
    }
    return tuple(replace(u, value_added=fitted.get(u.number, u.value_added)) for u in units)


def _counts(unit: Enterprise) -> bool:
    """Say whether the unit reports value added for April 2011 while registered."""
    return (
        unit.registration is not None
        and unit.registration.is_on(LAST)
        and unit.status(LAST) == "operating"
        and bool(unit.value_added)
        and not unit.withholds_revenue
    )
