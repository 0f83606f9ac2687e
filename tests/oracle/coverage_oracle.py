"""A second implementation of registration coverage, written from definitions.md (Statistics 8).

Belongs here: counts by month, family and division. Does not belong here: verdicts on single units
(``scope_oracle``), money (``growth_oracle``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from oracle.county import (
    County,
    directory,
    division_of,
    entries,
    ledger,
    list_month,
    modelled_periods,
    place,
    registered,
    year_before,
)
from oracle.growth_oracle import INDUSTRY_WORDS
from oracle.scope_oracle import (
    IN_FORCE,
    enterprise_verdict,
    family_of,
    is_scope_break,
    project_verdict,
    regime_in_force,
)

COUNTY_DIGITS = 6


@dataclass(frozen=True)
class Coverage:
    """What a row of rpt_registration_coverage must say."""

    regime_id: str
    eligible_units: int
    registered_units: int | None
    registered_eligible_units: int | None
    registered_units_prior_year: int | None
    is_scope_break: bool


@dataclass
class Counts:
    """How often a division was met by units of each sort."""

    eligible: int = 0
    both: int = 0
    registered: int = 0
    before: int = 0


def coverage(county: County) -> dict[tuple[date, str, str], Coverage]:
    """Return (month, family, division) -> row, for every family with a regime and a list."""
    found = {}
    for period in modelled_periods(county):
        for family in IN_FORCE:
            regime = regime_in_force(family, period)
            lists = county.projects if family == "fai" else county.enterprises
            if regime is None or list_month(lists, period) is None:
                continue
            for division, counts in counts_of(county, family, period).items():
                row = row_of(county, family, period, counts)
                found[period, family, division] = row
    return found


def row_of(county: County, family: str, period: date, counts: Counts) -> Coverage:
    """One row; without a list of the register there are no counts of the registered."""
    kind = "project" if family == "fai" else "enterprise"
    has_list = registered(county, kind, period) is not None
    had_list = registered(county, kind, year_before(period)) is not None
    return Coverage(
        regime_id=regime_in_force(family, period) or "",
        eligible_units=counts.eligible,
        registered_units=counts.registered if has_list else None,
        registered_eligible_units=counts.both if has_list else None,
        registered_units_prior_year=counts.before if had_list else None,
        is_scope_break=is_scope_break(family, period),
    )


def counts_of(county: County, family: str, period: date) -> dict[str, Counts]:
    """Count units by division, at both levels."""
    counts: dict[str, Counts] = defaultdict(Counts)
    for division, is_eligible, is_registered in judged(county, family, period):
        for level in {division, division[:COUNTY_DIGITS]}:
            counts[level].eligible += is_eligible
            counts[level].both += is_eligible and is_registered
    then = year_before(period)
    for division in placed(county, family, period):
        for level in {division, division[:COUNTY_DIGITS]}:
            counts[level].registered += 1
    for division in placed(county, family, then) if then in modelled_periods(county) else ():
        for level in {division, division[:COUNTY_DIGITS]}:
            counts[level].before += 1
    return counts


def judged(county: County, family: str, period: date) -> Iterator[tuple[str, bool, bool]]:
    """Yield every unit of a class of the family: where, whether eligible, whether registered."""
    regime = regime_in_force(family, period) or ""
    if family == "fai":
        for project in ledger(county, period).values():
            verdict = project_verdict(county, project, period, regime)
            yield project.division_code, verdict.is_eligible is True, bool(verdict.is_registered)
        return
    for unit in directory(county, period).values():
        found = enterprise_verdict(county, unit, period, regime)
        if found is not None:
            yield unit.division_code, found.is_eligible is True, bool(found.is_registered)


def placed(county: County, family: str, period: date) -> Iterator[str]:
    """Yield where each registered unit of a family is."""
    kind = "project" if family == "fai" else "enterprise"
    for unit in registered(county, kind, period) or ():
        division = division_of(county, kind, unit, period)
        if division is not None and family in families_of(county, kind, unit, period):
            yield division


def families_of(county: County, kind: str, unit_id: str, period: date) -> set[str]:
    """The families that a registered unit counts for."""
    if kind == "project":
        return {"fai"}
    placed_in = place(county, kind, unit_id, period)
    if placed_in is None:
        return set()
    family = family_of(county, directory(county, placed_in)[unit_id], placed_in, period)
    if family is not None:
        return {family}
    stated = (entries(county, kind, period) or {})[unit_id].scope_class
    return {"industry"} if stated in INDUSTRY_WORDS else set()
