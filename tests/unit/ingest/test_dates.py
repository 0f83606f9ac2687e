"""Every spelling of a date that departments use, and what is no date."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from statscope.ingest.dates import dates, months


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2011-04-05", date(2011, 4, 5)),
        ("2011-04-05 10:30:00", date(2011, 4, 5)),
        ("2011-04-05T10:30:00Z", date(2011, 4, 5)),
        ("2011-4", date(2011, 4, 1)),
        ("2011.4", date(2011, 4, 1)),
        ("2011.10", date(2011, 10, 1)),
        ("2011.4.5", date(2011, 4, 5)),
        ("2011年4月", date(2011, 4, 1)),
        ("2011年4月5日", date(2011, 4, 5)),
        ("2011 年 4 月 5 日", date(2011, 4, 5)),
        ("2011/4/5", date(2011, 4, 5)),
        ("20110405", date(2011, 4, 5)),
        ("201104", date(2011, 4, 1)),
        ("40638", date(2011, 4, 5)),
        ("40638.4375", date(2011, 4, 5)),
        ("2012-02-29", date(2012, 2, 29)),
    ],
)
def test_a_date_is_read(text: str, day: date) -> None:
    assert dates(pl.Series([text])).item() == day


@pytest.mark.parametrize(
    "text",
    ["2011-02-30", "2011-13", "2011040", "1234567", "2011", "20111301", "201113", "4/5/2011", "x",
     "2011年", "99999", "2011-02-29", "2011-4-", "0"],
)  # fmt: skip
def test_what_is_no_date_becomes_null(text: str) -> None:
    assert dates(pl.Series([text])).item() is None


def test_two_digits_of_a_year_are_no_year_of_four() -> None:
    texts = pl.Series(["04/05/11", "04/05/2011"])
    assert dates(texts, ["%m/%d/%Y"]).to_list() == [None, date(2011, 4, 5)]
    assert dates(texts, ["%m/%d/%Y", "%m/%d/%y"]).to_list() == [date(2011, 4, 5)] * 2


def test_a_profile_adds_formats_and_the_built_in_ones_go_first() -> None:
    cells = pl.Series(["2011-04-05", "04/05/2011", "Apr 2011", None])
    assert dates(cells, ["%m/%d/%Y", "%b %Y"]).to_list() == [
        date(2011, 4, 5), date(2011, 4, 5), date(2011, 4, 1), None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2011-04", date(2011, 4, 1)),
        ("201104", date(2011, 4, 1)),
        ("2011年1-4月", date(2011, 4, 1)),
        ("2011年1月-4月", date(2011, 4, 1)),
        ("2011年4月份", date(2011, 4, 1)),
        ("2011-04-30", date(2011, 4, 1)),
        ("2011", date(2011, 12, 1)),
        ("4", None),
    ],
)
def test_a_period_cell_is_a_month(text: str, month: date | None) -> None:
    assert months(pl.Series([text]), month_of_year=12).item() == month


def test_a_bare_year_is_a_period_of_annual_returns_only() -> None:
    assert months(pl.Series(["2011"]), month_of_year=None).item() is None
