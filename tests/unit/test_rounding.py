"""Printed figures: one rule of rounding, the same in every product and in the ranking's SQL."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from statscope.rounding import percent, rounded


@pytest.mark.parametrize(
    ("ratio", "shown"),
    [
        (0.2385, "23.9%"),
        (-0.2385, "-23.9%"),
        (0.23849999, "23.8%"),
        (0.0005, "0.1%"),
        (0.00049999, "0.0%"),
        (1, "100.0%"),
        (Decimal("0.1585"), "15.9%"),
        (1e6, "100000000.0%"),
    ],
)
def test_a_half_goes_away_from_nothing(ratio: float | Decimal, shown: str) -> None:
    assert percent(ratio) == shown


def test_a_percentage_has_its_sign_and_decimals_on_request() -> None:
    assert percent(0.237649, places=2, signed=True) == "+23.76%"
    assert percent(-0.605, signed=True) == "-60.5%"


@given(st.integers(-10_000_000, 10_000_000))
def test_every_percentage_of_two_decimals_is_rounded_as_its_exact_value(hundredths: int) -> None:
    exact = Fraction(hundredths, 100)
    tenths = abs(exact) * 10
    whole = int(tenths + Fraction(1, 2))
    assert rounded(hundredths / 10_000 * 100, 1) == Decimal(whole if exact >= 0 else -whole) / 10


@given(st.floats(-5, 5))
def test_the_ranking_rounds_the_same_way_in_sql(growth: float) -> None:
    in_sql = duckdb.execute(
        "select cast(round(round(?::double * 100, 9), 1) as decimal(38, 1))", [growth]
    ).fetchone()
    assert in_sql == (rounded(growth * 100, 1),)
