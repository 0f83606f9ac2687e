"""A county with a firm of every industry division of every edition, and every ownership.

Belongs here: that one county, of the same calendar as the random ones. Does not belong here: what
the codes mean (``scope_oracle``).
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from oracle.county import County, Enterprise, Return
from oracle.random_county import ANNUAL_YEARS, LIST_MONTHS, draw_county

EDITIONS = (2002, 2011, 2017)
GROUPS = {2002: ("7210", "7220", "7230", "7290"), 2011: ("7010", "7020", "7030", "7040", "7090")}
GROUPS[2017] = GROUPS[2011]
LAST_DIVISION = {2002: 98, 2011: 96, 2017: 97}
NO_DIVISION = {2002: {12, 38, 64}}
REVENUE = Decimal(7_000_000)
OWNERSHIPS = ("110", "120", "130", "141", "142", "143", "149", "151", "159", "160", "171", "172",
              "173", "174", "190", "210", "220", "230", "240", "290", "310", "320", "330", "340",
              "390", "410", "420")  # fmt: skip


def code_county(code: str) -> County:
    """Every code once, on lists that never change."""
    county = draw_county(0, units=2, code=code)
    firms = list(every_code(county)) + list(every_ownership(county))
    county.enterprises = dict.fromkeys(LIST_MONTHS, firms)
    county.annual = {year: [sized(firm) for firm in firms] for year in ANNUAL_YEARS}
    county.code_changes = {}
    return county


def every_code(county: County) -> list[Enterprise]:
    """A firm of each division, and of each group of real estate."""
    codes = [
        (edition, f"{division:02d}90")
        for edition in EDITIONS
        for division in range(1, LAST_DIVISION[edition] + 1)
        if division not in NO_DIVISION.get(edition, set()) and f"{division:02d}" not in {"70", "72"}
    ]
    codes += [(edition, group) for edition in EDITIONS for group in GROUPS[edition]]
    codes += [(2002, "7090"), (2011, "7290"), (2017, "7290")]
    return [firm_of(county, number, *found) for number, found in enumerate(codes)]


def firm_of(county: County, number: int, edition: int, industry: str) -> Enterprise:
    """One firm."""
    return Enterprise(
        enterprise_id=f"C{county.code[-4:]}{number:04d}",
        division_code=f"{county.code}100",
        industry_code=industry,
        industry_edition=edition,
        ownership_code="173",
    )


def every_ownership(county: County) -> list[Enterprise]:
    """A factory of each ownership, all without a return."""
    return [
        replace(firm_of(county, 9000 + number, 2002, "1310"), ownership_code=ownership)
        for number, ownership in enumerate(OWNERSHIPS)
    ]


def sized(firm: Enterprise) -> Return:
    """Seven million yuan: above some lines, below others; nothing of the firms by ownership."""
    is_by_ownership = firm.enterprise_id[-4] == "9"
    return Return(firm.enterprise_id, None if is_by_ownership else REVENUE)
