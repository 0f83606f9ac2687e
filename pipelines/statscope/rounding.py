"""Figures rounded as statistics are printed: a half goes away from nothing, in every product alike.

Belongs here: that one rule. Does not belong here: which figure is printed with how many decimals.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_TRUSTED_DECIMALS = 9
"""A double that should be 23.85 may be 23.849999999999998: what follows these digits is noise. The
ranking rounds the same way in SQL (``marts.rpt_county_ranking``)."""


def rounded(number: float | Decimal, places: int) -> Decimal:
    """Return a number with so many decimals; halves away from nothing."""
    trusted = Decimal(str(round(number, _TRUSTED_DECIMALS)))
    return trusted.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def percent(ratio: float | Decimal, *, places: int = 1, signed: bool = False) -> str:
    """Return a ratio as a percentage: 0.2385 is 23.9%; with its sign on request."""
    return f"{rounded(ratio * 100, places):{'+' if signed else '-'}f}%"
