"""A second implementation of the papers of enterprises, in plain Python, from method.md section 3.

It shares no code and no seed with the product: papers, their order and the rule on their months
are typed again here. Belongs here: which papers are asked of whom, and how each stands. Does not
belong here: who is eligible (``scope_oracle``), reasons and deadlines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from oracle.county import County, Paper, directory, last_day, modelled_periods, registered
from oracle.scope_oracle import IN_FORCE, enterprise_verdict, regime_in_force

PAPERS = ("application", "licence", "income_statement", "vat_return", "photo")
BEST_FIRST = ("good", "expired", "applied", "nonconforming", "missing")
SAME_MONTHS = {"vat_return": "income_statement"}
"""A paper -> the one whose months it must share."""


@dataclass(frozen=True)
class Standing:
    """What must stand in the list of papers."""

    standing: str
    is_missing: bool
    is_faulty: bool


def papers(county: County) -> Mapping[tuple[date, str, str], Standing]:
    """Every paper of every eligible unregistered unit, from the first delivery of papers on."""
    first = min(county.papers, default=None)
    return {
        (period, unit, paper): standing
        for period in modelled_periods(county)
        if first is not None and period >= first
        for unit in missing_units(county, period)
        for paper, standing in assessed(known(county, unit, period), period).items()
    }


def missing_units(county: County, period: date) -> Iterable[str]:
    """Who is eligible under a regime in force and not on the month's list."""
    listed = registered(county, "enterprise", period)
    if listed is None:
        return
    in_force = [regime_in_force(family, period) for family in IN_FORCE if family != "fai"]
    for unit in directory(county, period).values():
        verdicts = [
            enterprise_verdict(county, unit, period, regime) for regime in in_force if regime
        ]
        is_eligible = any(verdict is not None and verdict.is_eligible for verdict in verdicts)
        if is_eligible and unit.enterprise_id not in listed:
            yield unit.enterprise_id


def known(county: County, unit: str, period: date) -> list[Paper]:
    """The papers of a unit known in a month: of each key the last that was delivered."""
    latest: dict[tuple[object, ...], Paper] = {}
    for month in sorted(month for month in county.papers if month <= period):
        for paper in county.papers[month]:
            if paper.enterprise_id == unit:
                latest[(paper.document, paper.issued_on, paper.applied_on)] = paper
    return list(latest.values())


def assessed(held: Sequence[Paper], period: date) -> dict[str, Standing]:
    """How each of the five stands on the last day of a month."""
    found = {}
    for paper in PAPERS:
        states = [state_of(one, held, period) for one in held if one.document == paper]
        best = min(states, key=BEST_FIRST.index, default="missing")
        is_missing = best in {"missing", "applied"}
        found[paper] = Standing(best, is_missing, best in {"expired", "nonconforming"})
    return found


def state_of(paper: Paper, held: Sequence[Paper], period: date) -> str:
    """How one paper stands, held against the others."""
    alone = state_alone(paper, period)
    other = SAME_MONTHS.get(paper.document)
    if alone != "good" or paper.state == "waived" or other is None:
        return alone
    partners = [one for one in held if one.document == other and state_alone(one, period) == "good"]
    is_alike = not partners or any(is_match(paper, one) for one in partners)
    return "good" if is_alike else "nonconforming"


def is_match(paper: Paper, partner: Paper) -> bool:
    """Whether two papers may be of the same months; whoever does not say may be of any."""
    if partner.state == "waived" or paper.of_month is None or partner.of_month is None:
        return True
    return paper.of_month == partner.of_month


def state_alone(paper: Paper, period: date) -> str:
    """How one paper stands by itself."""
    if paper.state == "waived":
        return "good"
    if paper.state != "valid":
        return paper.state
    is_over = paper.valid_until is not None and paper.valid_until < last_day(period)
    return "expired" if is_over else "good"
