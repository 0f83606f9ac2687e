"""The month and the version that a file's name states."""

from __future__ import annotations

from datetime import date

import pytest

from statscope.ingest.periods import NamedPeriod, period_in_name, version_in_name


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("2011-04.xlsx", date(2011, 4, 1)),
        ("201104.csv", date(2011, 4, 1)),
        ("2011年4月.csv", date(2011, 4, 1)),
        ("2011年04月项目台账.xls", date(2011, 4, 1)),
        ("２０１１年４月.csv", date(2011, 4, 1)),
        ("2011年1-4月.csv", date(2011, 4, 1)),
        ("2011年1—4月.csv", date(2011, 4, 1)),
        ("2011年1月-4月.csv", date(2011, 4, 1)),
        ("2011年1月至4月.csv", date(2011, 4, 1)),
        ("2011年4月（2011年5月3日报送）.csv", date(2011, 4, 1)),
        ("2011年4月 (1).csv", date(2011, 4, 1)),
        ("2011-04-v2.xlsx", date(2011, 4, 1)),
        ("2011年1-4月-v12.xlsx", date(2011, 4, 1)),
        ("510525_201104.csv", date(2011, 4, 1)),
        ("发改局 2011-04 2011年4月.csv", date(2011, 4, 1)),
        ("archive/2011_04.csv", date(2011, 4, 1)),
    ],
)
def test_a_month_is_read_from_the_name(name: str, month: date) -> None:
    assert period_in_name(name, month_of_year=None) == NamedPeriod(month)


@pytest.mark.parametrize(
    "name",
    ["项目.csv", "20110430.csv", "2011-04-30.csv", "2011-13.csv", "1201104.csv", "2011.csv",
     "2011-04 2010-04.csv", "contracts-1k.csv", "profit2014_4.csv", "2011年2-4月.csv",
     "2011年2月-4月.csv", "2011年4月5日.csv",
     "915105252011041234.csv"],
)  # fmt: skip
def test_a_name_without_one_clear_month_states_none(name: str) -> None:
    assert period_in_name(name, month_of_year=None) is None


@pytest.mark.parametrize(
    "name", ["2010.csv", "2010年.csv", "2010年年报.xlsx", "annual-2010-v2.csv", "2010年（2）.csv"]
)
def test_a_bare_year_is_its_december_where_annual_returns_come(name: str) -> None:
    assert period_in_name(name, month_of_year=12) == NamedPeriod(date(2010, 12, 1), is_year=True)


def test_a_bare_year_is_the_month_that_the_register_says() -> None:
    january = NamedPeriod(date(2011, 1, 1), is_year=True)
    assert period_in_name("2011年目标任务.xlsx", month_of_year=1) == january


@pytest.mark.parametrize(
    "name", ["2010年上半年.csv", "2010年3季度.csv", "2010-2011.csv", "12010.csv"]
)
def test_a_part_of_a_year_is_no_annual_return(name: str) -> None:
    assert period_in_name(name, month_of_year=12) is None


@pytest.mark.parametrize(
    ("name", "version"),
    [("2011-04.xlsx", 0), ("2011-04-v2.xlsx", 2), ("2011-04_V10.csv", 10), ("v2-2011-04.csv", 0)],
)
def test_the_version_is_the_number_behind_v(name: str, version: int) -> None:
    assert version_in_name(name) == version
