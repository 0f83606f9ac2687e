"""Enterprises as rows of registers.

Belongs here: records of the directory, the returns and the register list of one period. Does not
belong here: sheets (``departments``).
"""

from __future__ import annotations

from datetime import date

from statscope.samples.enterprises import Enterprise
from statscope.samples.returns import Return, annual_return, monthly_return
from statscope.samples.sheets import Record
from statscope.samples.truth import County

_CLASSES = {
    "63": "批发业",
    "65": "零售业",
    "66": "住宿业",
    "67": "餐饮业",
    "47": "建筑业",
    "49": "建筑业",
    "72": "房地产业",
}
"""Industry division -> the register's class; the rest of the register is industry."""


def directory(county: County, period: date) -> tuple[Record, ...]:
    """Return the directory of the period: every unit that is open or was not struck off."""
    return tuple(_entry(unit, period) for unit in county.enterprises if unit.is_listed(period))


def _entry(unit: Enterprise, period: date) -> Record:
    return {
        "enterprise_id": unit.delivered_id("enterprises"),
        "enterprise_name": unit.name,
        "division_code": unit.division_code,
        "industry_code": unit.industry_code,
        "ownership_code": unit.ownership_code,
        "unit_type": "branch" if unit.group.is_branch else "legal_unit",
        "operating_status": unit.status(period),
        "opened_on": unit.opened_on,
        "qualification": unit.group.grades[unit.index % len(unit.group.grades)],
        "employees": unit.employees,
    }


def monthly_returns(county: County, period: date) -> tuple[Record, ...]:
    """Return the monthly returns of the period."""
    pairs = ((unit, monthly_return(unit, period)) for unit in county.enterprises)
    return tuple(_return(unit, figures) for unit, figures in pairs if figures is not None)


def annual_returns(county: County, year: int) -> tuple[Record, ...]:
    """Return the annual returns of the year."""
    pairs = ((unit, annual_return(unit, year)) for unit in county.enterprises)
    return tuple(_return(unit, figures) for unit, figures in pairs if figures is not None)


def _return(unit: Enterprise, figures: Return) -> Record:
    return {
        "enterprise_id": unit.delivered_id("enterprise_returns"),
        "单位名称": unit.name,
        "main_revenue": figures.revenue,
        "main_revenue_prior": figures.revenue_prior,
        "output_value": figures.output,
        "output_value_prior": figures.output_prior,
        "value_added": figures.value_added,
        "value_added_prior": figures.value_added_prior,
        "employees": unit.employees,
    }


def register_list(county: County, period: date) -> tuple[Record, ...]:
    """Return the register list of the period, with those that left in it."""
    rows = (_registered(unit, period) for unit in county.enterprises)
    return tuple(row for row in rows if row is not None)


def _registered(unit: Enterprise, period: date) -> Record | None:
    stay = unit.registration
    if stay is None or not (stay.is_on(period) or stay.is_leaving(period)):
        return None
    return {
        "enterprise_id": unit.delivered_id("registered_enterprises"),
        "enterprise_name": unit.name,
        "scope_class": _CLASSES.get(unit.industry_code[:2], "工业"),
        "entered_on": stay.entered_on,
        "entry_reason": stay.entry_reason,
        "exit_reason": stay.exit_reason if stay.is_leaving(period) else None,
    }
