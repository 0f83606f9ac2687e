"""The seed of working days says what the maintained library of holidays says."""

from __future__ import annotations

import csv
from datetime import date, timedelta

import holidays
import pytest

from statscope.settings import PROJECT_ROOT

SEED = PROJECT_ROOT / "dbt_project" / "seeds" / "calendar" / "working_day_exceptions.csv"
FIRST, LAST = date(1996, 1, 1), date(2026, 12, 31)
SATURDAY = 5


def exceptions_by_library() -> dict[date, bool]:
    china = holidays.country_holidays("CN", years=range(FIRST.year, LAST.year + 1))
    days = (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))
    return {
        day: china.is_working_day(day)
        for day in days
        if china.is_working_day(day) != (day.weekday() < SATURDAY)
    }


def exceptions_of_seed() -> dict[date, bool]:
    with SEED.open(encoding="utf-8", newline="") as file:
        return {
            date.fromisoformat(row["calendar_day"]): row["is_working_day"] == "true"
            for row in csv.DictReader(file)
        }


def test_every_day_off_and_every_working_weekend_is_in_the_seed() -> None:
    assert exceptions_of_seed() == exceptions_by_library()


@pytest.mark.parametrize(
    ("day", "is_working_day"),
    [
        pytest.param(date(2011, 4, 2), True, id="a Saturday worked for a Monday"),
        pytest.param(date(2011, 4, 5), False, id="Tomb-Sweeping Day"),
        pytest.param(date(2011, 2, 7), False, id="a Monday of the Spring Festival"),
    ],
)
def test_days_of_the_state_councils_notice_for_2011(day: date, *, is_working_day: bool) -> None:
    assert exceptions_of_seed()[day] is is_working_day
