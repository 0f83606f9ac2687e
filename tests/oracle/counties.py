"""Several random counties in one run: their seeds and codes, and what the tests ask of them.

Belongs here: drawing by seed, naming a county in a test's id, the counts that show that the draws
met everything worth meeting. Does not belong here: how a run is made (each test file), what is
compared (``comparing``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from oracle.bridge_oracle import COMPONENTS
from oracle.comparing import TOPICS, Marts
from oracle.county import County
from oracle.evidence_oracle import BEST_FIRST
from oracle.random_county import draw_county

UNITS = 60
STATUSES = {
    "enterprises": {
        "not_a_legal_unit",
        "not_operating",
        "unknown",
        "in_scope",
        "below_threshold",
    },
    "projects": {"not_under_construction", "unknown", "in_scope", "below_threshold"},
}
STATUS_AT = 2
"""Where the status stands among the compared values of a unit."""


@dataclass(frozen=True)
class Compared:
    """The counties of one run, and what it made of them."""

    counties: Sequence[County]
    marts: Marts


def draw_counties(first_seed: int, count: int) -> list[County]:
    """Counties of consecutive seeds with codes 510501, 510502 and so on."""
    return [
        draw_county(first_seed + number, units=UNITS, code=code_of(number))
        for number in range(count)
    ]


def code_of(number: int) -> str:
    """The code of the nth county of a run."""
    return f"5105{number + 1:02d}"


def cases(first_seed: int, count: int) -> list[object]:
    """Every county with every topic; the id names seed and code, so that one can be redrawn."""
    return [
        pytest.param(number, topic, id=f"{topic}-seed-{first_seed + number}-{code_of(number)}")
        for number in range(count)
        for topic in TOPICS
    ]


def unmet(compared: Compared) -> list[str]:
    """What the counties between them never met: a comparison of nothing proves nothing."""
    missing = []
    for topic, statuses in STATUSES.items():
        met = {row[STATUS_AT] for rows in compared.marts[topic].values() for row in rows.values()}
        missing += [f"{topic}: {status}" for status in sorted(statuses - met)]
    met = {row[0] for rows in compared.marts["papers"].values() for row in rows.values()}
    missing += [f"papers: {standing}" for standing in sorted({*BEST_FIRST} - met)]
    units: Counter[str] = Counter()
    for rows in compared.marts["bridge"].values():
        for (*_, component), (count, *_) in rows.items():
            units[component] += count
    missing += [f"component: {name}" for name in COMPONENTS if not units[name]]
    growth = [row for rows in compared.marts["growth"].values() for row in rows.values()]
    for position, column in enumerate(("current", "comparable", "panel", "matched", "published")):
        values = [row[position] for row in growth]
        missing += [] if None in values else [f"no unknown {column}"]
        missing += [] if any(one is not None for one in values) else [f"no known {column}"]
    return missing
