"""Money is exact to the fen, whatever the unit and wherever it is written."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from statscope.ingest import amounts
from statscope.ingest.tidying import tidy


def money(text: str, power: int = 0) -> Decimal | None:
    value: Decimal | None = amounts.money(tidy(pl.Series([text])), power).item()
    return value


@pytest.mark.parametrize(
    ("text", "power", "yuan"),
    [
        pytest.param("1234.5", 0, "1234.50", id="plain"),
        pytest.param("1234.5", 4, "12345000.00", id="in ten thousands"),
        pytest.param("1,234.50", 0, "1234.50", id="thousands separator"),
        pytest.param("1 234.50", 0, "1234.50", id="blank as thousands separator"),
        pytest.param("１２３．４", 0, "123.40", id="full-width digits"),
        pytest.param("￥12", 0, "12.00", id="leading currency sign"),
        pytest.param("-¥ 1,234.50", 0, "-1234.50", id="a blank behind the currency sign"),
        pytest.param("1.2亿", 4, "120000000.00", id="the cell's unit wins over the column's"),
        pytest.param("350万元", 0, "3500000.00", id="trailing unit"),
        pytest.param("350 千元", 4, "350000.00", id="trailing unit after a blank"),
        pytest.param("12元", 4, "12.00", id="trailing yuan"),
        pytest.param("-5", 0, "-5.00", id="negative"),
        pytest.param("−5", 0, "-5.00", id="typographic minus"),
        pytest.param("(12.5)", 0, "-12.50", id="brackets mean negative"),
        pytest.param("1.2E+05", 0, "120000.00", id="scientific notation"),
        pytest.param("1.005", 0, "1.01", id="half a fen goes away from zero"),
        pytest.param("-1.005", 0, "-1.01", id="half a fen goes away from zero below it too"),
        pytest.param("0.00000000005", 8, "0.01", id="half a fen in hundred millions"),
        pytest.param("0.1234567890123456", 8, "12345678.90", id="many decimals"),
        pytest.param("9999999999999999.99", 0, "9999999999999999.99", id="the largest"),
        pytest.param(".5", 0, "0.50", id="no whole part"),
    ],
)
def test_an_amount_is_read_exactly(text: str, power: int, yuan: str) -> None:
    assert money(text, power) == Decimal(yuan)


@pytest.mark.parametrize(
    "text",
    ["12,34", "1.2.3", "abc", "12%", "--5", "(5", "5)", "12 亩", "99999999999999999", "1e99", ".",
     "5斤", "+", "1,2345", "9999999999999999.995"],
)  # fmt: skip
def test_what_is_no_amount_becomes_null(text: str) -> None:
    assert money(text) is None


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=6, allow_nan=False),
    st.sampled_from([0, 3, 4, 6]),
)
def test_scaling_agrees_with_decimal_arithmetic(value: Decimal, power: int) -> None:
    expected = (value * 10**power).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    assert money(f"{value:f}", power) == expected


def test_cells_of_different_units_stand_in_one_column() -> None:
    cells = tidy(pl.Series(["1", "1万", None, "1亿", "2千元"]))
    assert amounts.money(cells, 6).to_list() == [
        Decimal(1_000_000), Decimal(10_000), None, Decimal(100_000_000), Decimal(2_000),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "count"),
    [("35", 35), ("35.0", 35), ("1,200人", 1200), ("1.2万人", 12000), ("35.5", None), ("x", None)],
)
def test_counts_are_whole_numbers(text: str, count: int | None) -> None:
    assert amounts.counts(pl.Series([text]), 0).item() == count


@pytest.mark.parametrize(
    ("text", "power", "ratio"),
    [("23.8", -2, 0.238), ("23.8%", -2, 0.238), ("23.8%", 0, 0.238), ("0.238", 0, 0.238)],
)
def test_rates_become_ratios(text: str, power: int, ratio: float) -> None:
    assert amounts.rates(pl.Series([text]), power).item() == ratio
