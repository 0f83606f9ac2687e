"""Splitting a total by weights."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statscope.samples.figures import apportion


@given(st.integers(0, 10**12), st.lists(st.integers(0, 10**9), min_size=1, max_size=40))
def test_shares_are_whole_and_add_up_to_the_total(total: int, weights: list[int]) -> None:
    shares = apportion(total, weights)
    assert sum(shares) == (total if sum(weights) else 0)
    for share, weight in zip(shares, weights, strict=True):
        exact = total * weight / max(sum(weights), 1)
        assert abs(share - exact) <= 1 + exact * 1e-9


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        pytest.param(10, (1, 1, 1), (4, 3, 3), id="the first of equals takes the rest"),
        pytest.param(7, (0, 5), (0, 7), id="no weight, no share"),
        pytest.param(7, (0, 0), (0, 0), id="no weights at all"),
    ],
)
def test_the_largest_remainder_takes_what_is_left(
    total: int, weights: tuple[int, ...], shares: tuple[int, ...]
) -> None:
    assert apportion(total, weights) == shares
