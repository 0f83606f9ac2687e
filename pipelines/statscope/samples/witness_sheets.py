"""The sheets of others: tax, power, permits, targets, the city's bulletin, papers, a filled ledger.

Belongs here: file names, styles, profiles, the order of deliveries. Does not belong here: the
records (``witnesses``, ``enterprise_papers``, ``filled_ledger``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from statscope.registers import (
    enterprise_evidence,
    ledger_updates,
    peer_indicators,
    permits,
    power_use,
    targets,
    tax_sales,
)
from statscope.samples import enterprise_papers, filled_ledger, witnesses
from statscope.samples.figures import TEN_THOUSAND, YUAN
from statscope.samples.media import TABBED, UTF8_WITH_MARK, WORKBOOK
from statscope.samples.months import LAST, PERIODS, month
from statscope.samples.sheets import Delivery, Style
from statscope.samples.truth import County

_MARK = "（合成示例数据）"

_TAX = Style(("enterprise_id", "enterprise_name", "sales_ytd"), unit=YUAN, thousands=True)
_TAX_BOOK = replace(
    _TAX,
    medium=WORKBOOK,
    serial=True,
    unit=TEN_THOUSAND,
    renamed={"enterprise_id": "纳税人识别号", "sales_ytd": "增值税应税销售额（万元）"},
    titles=(f"一般纳税人销售情况{_MARK}", "2011年1-4月"),
    notes=("注：本表为合成数据，只含部分纳税人",),
)
_POWER = Style(("account_name", "enterprise_id", "kwh_month", "kwh_ytd"), medium=UTF8_WITH_MARK)
_PERMIT = Style(
    ("permit_no", "kind", "project_name", "owner_name", "issued_on", "amount"), dates="day_zh"
)
_TARGET = Style(
    (
        "year",
        "indicator",
        "division_code",
        "department",
        "leader",
        "target_value",
        "target_growth",
    ),
    renamed={"target_value": "目标值（万元）", "target_growth": "目标增速（%）"},
)
_BULLETIN = Style(
    ("division_code", "indicator", "value", "growth"),
    medium=WORKBOOK,
    renamed={"value": "总量（万元）", "growth": "增速（位次）"},
    titles=(f"各县区主要经济指标{_MARK}", "2011年1-4月"),
    notes=("注：增速单位为%，括号内为全市位次",),
)
_PAPER = Style(
    (
        "enterprise_id",
        "document",
        "state",
        "issued_on",
        "valid_until",
        "applied_on",
        "department",
        "note",
    ),
    dates="slash",
)
_LEDGER = Style(
    ("unit_kind", "unit_id", "handling_state", "responsible", "promised_on", "remark"),
    medium=WORKBOOK,
    dates="native",
    titles=(f"应统未统台账回填{_MARK}",),
)


def deliveries(county: County) -> Iterator[Delivery]:
    """Yield every delivery of the other offices, register by register."""
    yield from _papers(county)
    yield from _tax_sales(county)
    yield from _power_use(county)
    for period in PERIODS:
        records = witnesses.permits(county, period)
        if records:
            yield Delivery(permits.REGISTER, f"{period:%Y-%m}.csv", records, _PERMIT)
    yield Delivery(targets.REGISTER, "2011年目标任务.csv", witnesses.targets(), _TARGET)
    yield Delivery(peer_indicators.REGISTER, "2011年1-4月.xlsx", witnesses.bulletin(), _BULLETIN)
    yield Delivery(ledger_updates.REGISTER, "2011-04.xlsx", filled_ledger.records(county), _LEDGER)


def _papers(county: County) -> Iterator[Delivery]:
    for period in PERIODS:
        records = enterprise_papers.documents(county, period)
        if records:
            yield Delivery(enterprise_evidence.REGISTER, f"{period:%Y-%m}.csv", records, _PAPER)


def _tax_sales(county: County) -> Iterator[Delivery]:
    december = month(2010, 12)
    yield Delivery(tax_sales.REGISTER, "2010-12.csv", witnesses.tax_sales(county, december), _TAX)
    records = witnesses.tax_sales(county, LAST)
    yield Delivery(tax_sales.REGISTER, "2011年1-4月.xlsx", records, _TAX_BOOK)


def _power_use(county: County) -> Iterator[Delivery]:
    for period in (month(2010, 4), month(2011, 3), LAST):
        records = witnesses.power_use(county, period)
        style = replace(_POWER, medium=TABBED) if period == LAST else _POWER
        name = f"{period:%Y-%m}.{style.medium.kind}"
        yield Delivery(power_use.REGISTER, name, records, style)
