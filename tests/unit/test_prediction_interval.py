"""The prediction interval of entries holds as often as it says, tried on counties whose truth is
known.

Belongs here: simulated counties, the quantiles of the seed. Does not belong here: that the
published interval is this one (``tests/integration/test_entry_forecast.py``).
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest

from oracle.interval_oracle import COVERAGE, Interval, Past, predict, quantile
from statscope.settings import PROJECT_ROOT

SEED = PROJECT_ROOT / "dbt_project" / "seeds" / "steering" / "prediction_quantiles.csv"
COUNTIES = 1_500
SIGMAS = 3.5  # one chance in two thousand to be wrong by luck, for each of the tests below

Entries = Callable[[np.random.Generator, np.ndarray], np.ndarray]
Method = Callable[[list[Past], int], Interval | None]


def one_by_one(random: np.random.Generator, means: np.ndarray) -> np.ndarray:
    """Units that enter independently of each other."""
    return random.poisson(means)


def in_batches(size: float) -> Entries:
    """Units that enter as many at a time: what scatters grows with the mean."""

    def draw(random: np.random.Generator, means: np.ndarray) -> np.ndarray:
        return random.negative_binomial(means / (size - 1), 1 / size)

    return draw


def in_swings(spread: float, memory: float) -> Entries:
    """Good months and bad, each alike the one before."""

    def draw(random: np.random.Generator, means: np.ndarray) -> np.ndarray:
        mood = np.empty(len(means))
        mood[0] = random.normal()
        for month in range(1, len(means)):
            fresh = math.sqrt(1 - memory**2) * random.normal()
            mood[month] = memory * mood[month - 1] + fresh
        return random.poisson(means * np.exp(spread * mood - spread**2 / 2))

    return draw


@dataclass(frozen=True)
class Design:
    """What is true of the counties of one trial: the share of candidates that enters in a month,
    how they do, months that a forecast looks ahead, months of history."""

    share: float
    entries: Entries
    ahead: int = 1
    history: int = 12
    steady: bool = False


def outcome(random: np.random.Generator, design: Design, method: Method) -> bool | None:
    """Whether the interval of one county held."""
    months = design.history + 2 * design.ahead
    lowest, highest = (60, 61) if design.steady else (30, 90)
    candidates = random.integers(lowest, highest, months)
    entered = design.entries(random, design.share * candidates.astype(float))

    def forecast(month: int) -> Past:
        after = month + design.ahead
        return Past(month, after, int(candidates[month]), int(entered[month + 1 : after + 1].sum()))

    last = design.history + design.ahead - 1
    made = method([forecast(month) for month in range(design.history)], int(candidates[last]))
    return made.holds(forecast(last).entered) if made else None


def coverage(design: Design, method: Method = predict) -> float:
    """The share of counties whose interval held."""
    random = np.random.default_rng(20110430)
    held = [outcome(random, design, method) for _ in range(COUNTIES)]
    judged = [one for one in held if one is not None]
    assert len(judged) == COUNTIES
    return sum(judged) / COUNTIES


def luck() -> float:
    """How far a share of so many counties may be off."""
    return SIGMAS * math.sqrt(COVERAGE * (1 - COVERAGE) / COUNTIES)


LARGE = [
    pytest.param(Design(50, in_batches(40), history=history, steady=True), id=f"batches-{history}")
    for history in (3, 4, 6, 12)
]
SMALL = [
    pytest.param(Design(share, entries, ahead, history), id=f"{name}-{share}-{ahead}-{history}")
    for name, entries in (
        ("one by one", one_by_one),
        ("batches", in_batches(2.5)),
        ("swings", in_swings(0.5, 0.5)),
    )
    for share, ahead, history in ((0.02, 1, 4), (0.06, 1, 12), (0.04, 2, 8), (0.06, 3, 13))
]


@pytest.mark.parametrize("design", LARGE)
def test_of_large_counts_the_interval_holds_as_often_as_it_says(design: Design) -> None:
    assert abs(coverage(design) - COVERAGE) < luck()


@pytest.mark.parametrize("design", SMALL)
def test_of_small_counts_and_overlapping_months_it_holds_at_least_so_often(design: Design) -> None:
    held = coverage(design)
    assert held > COVERAGE - luck()
    assert held < 1 - luck()


def of_the_range(past: list[Past], candidates: int) -> Interval:
    """The interval that a few earlier outcomes suggest: between the least and the most."""
    shares = [one.entered / one.candidates for one in past]
    middle = candidates * sum(shares) / len(shares)
    bounds = math.floor(min(shares) * candidates), math.ceil(max(shares) * candidates)
    return Interval(middle, *bounds)


@pytest.mark.parametrize("history", [2, 3, 6])
def test_the_range_of_a_few_earlier_outcomes_holds_less_often(history: int) -> None:
    design = Design(5, in_batches(3), history=history, steady=True)
    assert coverage(design, of_the_range) < COVERAGE - luck()


def test_a_share_that_changes_is_what_no_history_can_hold() -> None:
    def growing(random: np.random.Generator, means: np.ndarray) -> np.ndarray:
        return random.poisson(means * np.linspace(0.2, 3, len(means)))

    assert coverage(Design(0.3, growing)) < COVERAGE - luck()


def test_one_outcome_gives_a_forecast_without_an_interval() -> None:
    assert predict([], 60) is None
    made = predict([Past(0, 1, 60, 3)], 40)
    assert made == Interval(2.0)
    assert made.holds(2) is None
    overlapping = [Past(month, month + 3, 60, 3) for month in range(3)]
    assert predict(overlapping, 40) == Interval(2.0)


def test_that_none_came_does_not_mean_that_none_can() -> None:
    made = predict([Past(0, 1, 60, 0), Past(1, 2, 60, 0)], 60)
    assert made is not None
    assert made.expected == 0
    assert made.low == 0
    assert made.high is not None
    assert 1 <= made.high <= 3


def test_the_quantiles_of_the_seed_are_students() -> None:
    with SEED.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert {float(row["coverage_share"]) for row in rows} == {COVERAGE}
    assert [int(row["degrees_of_freedom"]) for row in rows][:30] == list(range(1, 31))
    for row in rows:
        assert abs(quantile(int(row["degrees_of_freedom"])) - float(row["quantile"])) < 1e-5
