"""The prediction interval of entries in plain Python, written from the method page alone.

Belongs here: the interval of one forecast from earlier ones. Does not belong here: who is a
candidate, what entered (the published tables), whether the interval holds (the tests).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

COVERAGE = 0.8
STEPS = 2_000


@dataclass(frozen=True)
class Past:
    """An earlier forecast whose outcome is known: months by number, candidates, entries."""

    made_in: int
    known_in: int
    candidates: int
    entered: int


@dataclass(frozen=True)
class Interval:
    """What is forecast, and the bounds where there are any."""

    expected: float
    low: int | None = None
    high: int | None = None

    def holds(self, entered: int) -> bool | None:
        """Whether an outcome is inside; None without bounds."""
        if self.low is None or self.high is None:
            return None
        return self.low <= entered <= self.high


def predict(past: Sequence[Past], candidates: int) -> Interval | None:
    """The forecast of so many candidates; None where nothing is known of earlier ones."""
    if not past:
        return None
    tried = sum(one.candidates for one in past)
    entered = sum(one.entered for one in past)
    expected = candidates * entered / tried
    alone = independent(past)
    if alone < 2:
        return Interval(expected)
    share = (entered + 0.5) / tried
    residuals = [
        (one.entered - share * one.candidates) ** 2 / (share * one.candidates) for one in past
    ]
    scatter = max(1.0, sum(residuals) / len(past) * alone / (alone - 1))
    tried_alone = tried * alone / len(past)
    variance = scatter * share * candidates * (1 + candidates / tried_alone)
    reach = quantile(alone - 1) * math.sqrt(variance)
    low = math.floor(expected - reach + 0.5)
    return Interval(expected, max(low, 0), math.ceil(expected + reach - 0.5))


def independent(past: Sequence[Past]) -> int:
    """How many forecasts have room side by side, at most one for each outcome."""
    first = min(one.made_in for one in past)
    last = max(one.known_in for one in past)
    length = sum(one.known_in - one.made_in for one in past) / len(past)
    outcomes = len({one.known_in for one in past})
    return math.floor(min(outcomes, (last - first) / max(length, 1.0)))


@cache
def quantile(degrees: int) -> float:
    """Student's two-sided quantile, by halving and by adding up its density."""
    low, high = 0.0, 20.0
    while high - low > 1e-9:
        middle = (low + high) / 2
        low, high = (middle, high) if held(middle, degrees) < COVERAGE else (low, middle)
    return low


def held(bound: float, degrees: int) -> float:
    """The share of Student's distribution between a bound and its negative (Simpson's rule)."""
    scale = math.exp(math.lgamma((degrees + 1) / 2) - math.lgamma(degrees / 2))
    scale /= math.sqrt(degrees * math.pi)
    width = bound / STEPS
    total = 0.0
    for step in range(STEPS + 1):
        weight = 1 if step in {0, STEPS} else 4 if step % 2 else 2
        total += weight * (1 + (step * width) ** 2 / degrees) ** (-(degrees + 1) / 2)
    return 2 * scale * total * width / 3
