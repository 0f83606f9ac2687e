"""Calibration: the totals to which the county's rows are fitted.

Belongs here: what the county's figures were (product.md) and how a total is split over units by
whole numbers. Does not belong here: anything that the pipeline reads; the models must find these
figures in the rows, and the tests count them again.
"""

from __future__ import annotations

from collections.abc import Sequence

YUAN = 100
THOUSAND = 1_000 * YUAN
TEN_THOUSAND = 10_000 * YUAN
MILLION = 1_000_000 * YUAN
"""Money is kept in whole fen (a hundredth of a yuan)."""

INVESTMENT_2011 = 970_130
"""Investment of January to April 2011 of the registered projects, thousand yuan: 0.97 billion."""
INVESTMENT_2010 = 837_765
"""The same of the year before on the rule of 2011, thousand yuan: growth 15.8%."""
VALUE_ADDED_2011 = 2_051_286
"""Industrial value added of January to April 2011, thousand yuan: 2.05 billion."""
VALUE_ADDED_2010 = 1_657_200
"""The same units' value added of the year before, thousand yuan: growth 23.8%."""


def apportion(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Split a total by weights into whole numbers that add up to it (largest remainder).

    All weights zero gives all zero, whatever the total.
    """
    whole = sum(weights)
    if whole == 0:
        return (0,) * len(weights)
    shares = [total * weight // whole for weight in weights]
    remainders = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for place in remainders[: total - sum(shares)]:
        shares[place] += 1
    return tuple(shares)
