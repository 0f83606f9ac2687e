"""What other offices know of the county: tax sales, power, permits, targets, the city's bulletin.

Belongs here: their records, which agree with the departments' own but for a few that a reader
must notice. Does not belong here: sheets (``witness_sheets``), papers of enterprises
(``enterprise_papers``).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import MappingProxyType

from statscope.samples.county import COUNTY_CODE, LEADERS, NEIGHBOUR_CODES, TOWNSHIPS
from statscope.samples.draws import Draws
from statscope.samples.enterprises import SHRINKING, Enterprise
from statscope.samples.figures import (
    INVESTMENT_2011,
    MILLION,
    TEN_THOUSAND,
    THOUSAND,
    VALUE_ADDED_2011,
)
from statscope.samples.months import LAST, month
from statscope.samples.projects import Project
from statscope.samples.sheets import Record
from statscope.samples.truth import County

Key = tuple[str, int]
_DRAWS = Draws(1)

# --- tax sales ----------------------------------------------------------------------------------

_TAXED: tuple[Key, ...] = (
    *(("large", place) for place in range(14)),
    *(("risen", place) for place in range(4)),
    *(("overlooked", place) for place in range(6)),
    *(("new_registered", place) for place in range(2)),
    *(("new_unregistered", place) for place in range(2)),
    *(("retail", place) for place in range(3)),
)
_TAXED_2010: tuple[Key, ...] = tuple(key for key in _TAXED if key[0] in {"large", "risen"})
_TAX_PERCENT = MappingProxyType(
    {("large", 5): 82, ("risen", 1): 122, ("overlooked", 2): 85, ("large", 8): 90}
)
"""VAT sales in percent of the return; 90 is just what may be, the others are not."""
_OVER_THE_LINE: Key = ("unknown", 1)
"""A factory that files no return at all; the tax office knows what it sells."""
_ITS_SALES = MappingProxyType(
    {month(2010, 12): 26_815_300 * 100, LAST: 9_402_750 * 100},
)
_BY_NAME: Key = ("large", 11)
"""A taxpayer without a code, its name in the long form."""
_STRANGER = "示例县外商贸有限公司"
_ITS_YEAR = 612_340_05


def tax_sales(county: County, period: date) -> tuple[Record, ...]:
    """Return the VAT sales of the year until the period, a part of the taxpayers."""
    keys = _TAXED if period == LAST else _TAXED_2010
    units = [county.enterprise(*key) for key in keys]
    rows = [_taxpayer(unit, _sales(unit, period)) for unit in units]
    rows.append(_taxpayer(county.enterprise(*_OVER_THE_LINE), _ITS_SALES[period]))
    if period == LAST:
        rows.append({"enterprise_id": None, "enterprise_name": _STRANGER, "sales_ytd": _ITS_YEAR})
    return tuple(rows)


def _sales(unit: Enterprise, period: date) -> int:
    reported = unit.revenue_ytd(period) * THOUSAND
    percent = _DRAWS.between((960, 1_040), unit.number, "tax", period)
    if unit.key in _TAX_PERCENT:
        percent = _TAX_PERCENT[unit.key] * 10
    return reported * percent // 1_000


def _taxpayer(unit: Enterprise, sales: int) -> Record:
    if unit.key == _BY_NAME:
        long_name = unit.name.replace("有限公司", "有限责任公司")
        return {"enterprise_id": None, "enterprise_name": long_name, "sales_ytd": sales}
    return {
        "enterprise_id": unit.enterprise_id,
        "enterprise_name": unit.name,
        "sales_ytd": sales,
    }


# --- power --------------------------------------------------------------------------------------

_POWERED: tuple[Key, ...] = (*(("large", place) for place in range(10)), ("risen", 0), SHRINKING)
_KWH_PER_THOUSAND = 90
_BY_WORD_OF_MOUTH: Key = ("large", 3)
"""A factory without a code on the account, in April under a name that a person must look at."""
_SHRINKING_KWH = MappingProxyType({2010: 210_000, 2011: 268_000})


def power_use(county: County, period: date) -> tuple[Record, ...]:
    """Return the accounts of some factories; one draws more power than it has work for."""
    rows: list[Record] = []
    for unit in (county.enterprise(*key) for key in _POWERED):
        ytd = unit.revenue_ytd(period) * _KWH_PER_THOUSAND
        now = unit.revenue[period] * _KWH_PER_THOUSAND
        if unit.key == SHRINKING:
            now = _SHRINKING_KWH[period.year]
            ytd = now * period.month
        rows.append(
            {
                "account_name": _account(unit, period),
                "enterprise_id": unit.enterprise_id if unit.index % 3 else None,
                "kwh_month": now,
                "kwh_ytd": ytd,
            }
        )
    return tuple(rows)


def _account(unit: Enterprise, period: date) -> str:
    if unit.key == _BY_WORD_OF_MOUTH and period == LAST:
        return unit.name.replace("有限公司", "厂")
    return unit.name


# --- permits ------------------------------------------------------------------------------------

_PERMITTED: tuple[tuple[Key, str], ...] = (
    (("kept", 0), "land"),
    (("entered", 3), "planning"),
    (("fresh", 1), "works"),
    (("never", 3), "works"),
    (("new_start", 2), "land"),
    (("new_start", 7), "works"),
)
_KIND_MARKS = MappingProxyType({"land": "国土", "planning": "规", "works": "施"})


def permits(county: County, period: date) -> tuple[Record, ...]:
    """Return the permits that the period's delivery brings; one is of a project nobody listed."""
    if period != LAST:
        return ()
    rows: list[Record] = [
        _permit(county.project(*key), kind, number)
        for number, (key, kind) in enumerate(_PERMITTED, start=11)
    ]
    unlisted: Record = {
        "permit_no": "示例国土〔2011〕27号",
        "kind": "land",
        "project_name": "示例河口镇物流园区项目",
        "owner_name": "示例河口物流有限公司",
        "issued_on": date(2011, 3, 18),
        "amount": 86 * MILLION,
    }
    return (*rows, unlisted)


def _permit(project: Project, kind: str, number: int) -> Record:
    return {
        "permit_no": f"示例{_KIND_MARKS[kind]}〔2011〕{number}号",
        "kind": kind,
        "project_name": project.name,
        "owner_name": project.owner_name,
        "issued_on": date(2011, 2, number),
        "amount": project.planned_total,
    }


# --- targets and the city's bulletin ------------------------------------------------------------

_YEAR = 2011
_VALUE_ADDED_TARGET = 6_900 * MILLION
_INVESTMENT_TARGET = 3_600 * MILLION


def targets() -> tuple[Record, ...]:
    """Return the year's targets: the county's, and some by office, leader and township."""
    return tuple(_targets())


def _targets() -> Iterator[Record]:
    added, invested = "industrial_value_added", "fixed_asset_investment"
    yield _target(added, COUNTY_CODE, _VALUE_ADDED_TARGET, "23")
    yield _target(invested, COUNTY_CODE, _INVESTMENT_TARGET, "20")
    for office, leader, percent in (
        ("经济和商务局", LEADERS[0], 46),
        ("交通运输局", LEADERS[1], 22),
        ("水务局", LEADERS[2], 9),
    ):
        row = _target(invested, COUNTY_CODE, _INVESTMENT_TARGET * percent // 100, "20")
        yield {**row, "department": office, "leader": leader}
    for township, percent in zip(TOWNSHIPS[:4], (14, 11, 9, 8), strict=True):
        yield _target(added, township.code, _VALUE_ADDED_TARGET * percent // 100, "23")
        yield _target(invested, township.code, _INVESTMENT_TARGET * percent // 100, "20")


def _target(indicator: str, division: str, value: int, growth: str) -> Record:
    return {
        "year": _YEAR,
        "indicator": indicator,
        "division_code": division,
        "department": None,
        "leader": None,
        "target_value": value // TEN_THOUSAND * TEN_THOUSAND,
        "target_growth": growth,
    }


_ADDED = (("27.3", 1), ("26.1", 2), ("25.2", 3), ("24.4", 4), ("23.8", 5), ("21.9", 7))
_INVESTED = (("26.4", 1), ("22.5", 2), ("19.7", 3), ("17.2", 4), ("13.1", 6), ("10.5", 7))
_OWN = MappingProxyType(
    {
        "industrial_value_added": (VALUE_ADDED_2011, "23.8（5）"),
        "fixed_asset_investment": (INVESTMENT_2011, "15.8（5）"),
    }
)
"""Our county's figures as the bulletin has them: growth, and its rank in brackets."""


def bulletin() -> tuple[Record, ...]:
    """Return the city's bulletin of April 2011: seven counties, two indicators."""
    rows: list[Record] = []
    for indicator, others in (
        ("industrial_value_added", _ADDED),
        ("fixed_asset_investment", _INVESTED),
    ):
        for code, (growth, rank) in zip(NEIGHBOUR_CODES, others, strict=True):
            value = _DRAWS.between((900, 6_400), code, indicator) * MILLION
            rows.append(_figure(code, indicator, value, f"{growth}（{rank}）"))
        value, growth = _OWN[indicator]
        rounded = (value * THOUSAND + TEN_THOUSAND // 2) // TEN_THOUSAND * TEN_THOUSAND
        rows.append(_figure(COUNTY_CODE, indicator, rounded, growth))
    return tuple(rows)


def _figure(division: str, indicator: str, value: int, growth: str) -> Record:
    return {
        "division_code": division,
        "indicator": indicator,
        "value": value,
        "growth": growth,
        "rank": None,
    }
