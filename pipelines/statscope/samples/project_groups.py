"""The kinds of project that the county has, and how many of each.

Belongs here: one row per group: when it starts and ends, its size, its stay on the register; and
the few projects that lie on a line. Does not belong here: single projects.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from statscope.samples.evidence import LAPSED, NEVER, NEW_STARTS, Case
from statscope.samples.figures import TEN_THOUSAND, YUAN
from statscope.samples.months import DECEMBER, FIRST, LAST, month

Size = Literal["large", "small", "tiny", "unknown"]

_BEFORE_2010 = (date(2008, 3, 1), date(2009, 11, 30))
_BEFORE_APRIL = (date(2008, 6, 1), date(2010, 2, 20))
_IN_2010 = (date(2010, 5, 3), date(2010, 11, 25))
_IN_2011 = (date(2011, 1, 4), date(2011, 3, 20))
_END_OF_2010 = month(2010, DECEMBER)


@dataclass(frozen=True)
class ProjectGroup:
    """A group of like projects.

    Attributes:
        name: names the group in the tests and in the draws.
        count: projects of it in one county.
        size: ``large`` is 5 million yuan and more, ``small`` 0.5 to 5 million, ``tiny`` less.
        started: first and last day of the start of works.
        finished: first and last month of completion, if completed.
        halted: month in which works stopped, if they did.
        registered: first and last period on the register; entry waits for the start of works.
        delay: months between the start of works and entry, drawn up to this.
        exit_reason: stated reason of leaving the register.
        cases: why each is missing from the register, for those that should be on it.
    """

    name: str
    count: int
    size: Size
    started: tuple[date, date]
    finished: tuple[date, date] | None = None
    halted: date | None = None
    registered: tuple[date, date] | None = None
    delay: int = 0
    exit_reason: str | None = None
    cases: tuple[Case, ...] = ()


PROJECT_GROUPS = (
    ProjectGroup("kept", 22, "large", _BEFORE_APRIL, registered=(FIRST, LAST)),
    ProjectGroup("entered", 17, "large", _IN_2010, registered=(FIRST, LAST), delay=3),
    ProjectGroup("fresh", 8, "large", _IN_2011, registered=(month(2011, 2), LAST)),
    ProjectGroup(
        "lapsed",
        12,
        "large",
        _BEFORE_2010,
        registered=(FIRST, _END_OF_2010),
        exit_reason="超概待调概",
        cases=LAPSED,
    ),
    ProjectGroup("never", 14, "large", _IN_2010, cases=NEVER),
    ProjectGroup("new_start", 14, "large", (date(2011, 1, 4), date(2011, 4, 18)), cases=NEW_STARTS),
    ProjectGroup("small", 32, "small", _BEFORE_APRIL, registered=(FIRST, _END_OF_2010)),
    ProjectGroup("small_late", 8, "small", _IN_2010, registered=(FIRST, _END_OF_2010)),
    ProjectGroup("small_new", 6, "small", _IN_2011),
    ProjectGroup("small_never", 16, "small", _BEFORE_APRIL),
    ProjectGroup(
        "done_large",
        28,
        "large",
        _BEFORE_2010,
        finished=(month(2010, 5), month(2011, 2)),
        registered=(FIRST, LAST),
        exit_reason="竣工",
    ),
    ProjectGroup(
        "done_small",
        20,
        "small",
        _BEFORE_2010,
        finished=(month(2010, 5), month(2010, 11)),
        registered=(FIRST, _END_OF_2010),
        exit_reason="竣工",
    ),
    ProjectGroup(
        "done_early",
        3,
        "large",
        _BEFORE_2010,
        finished=(month(2010, 2), month(2010, 3)),
        registered=(FIRST, month(2010, 4)),
        exit_reason="竣工",
    ),
    ProjectGroup(
        "left",
        2,
        "large",
        _BEFORE_2010,
        finished=(month(2010, 2), month(2010, 3)),
        registered=(FIRST, month(2010, 3)),
        exit_reason="竣工",
    ),
    ProjectGroup(
        "halted",
        2,
        "large",
        _BEFORE_2010,
        halted=month(2009, DECEMBER),
        registered=(FIRST, month(2010, 6)),
        exit_reason="停建",
    ),
    ProjectGroup("halted_new", 5, "large", _BEFORE_APRIL, halted=month(2010, 9)),
    ProjectGroup(
        "done_unregistered",
        18,
        "small",
        _BEFORE_2010,
        finished=(month(2010, 4), month(2010, 12)),
    ),
    ProjectGroup("planned", 12, "large", (date(2011, 6, 1), date(2011, 12, 1))),
    ProjectGroup("unknown", 3, "unknown", _IN_2011),
    ProjectGroup("tiny", 6, "tiny", _IN_2010),
)

REAL_ESTATE = {
    ("kept", 3): 3_800_000 * YUAN,
    ("kept", 9): None,
    ("kept", 16): None,
    ("entered", 5): None,
    ("done_large", 4): 4_200_000 * YUAN,
    ("done_large", 11): None,
    ("never", 13): 3_000_000 * YUAN,
}
"""Real-estate developments, some with a plan under 5 million yuan: in scope whatever the size."""


@dataclass(frozen=True)
class Plan:
    """An approved plan that is given, not drawn.

    Attributes:
        total: planned total, gross, in fen.
        working_capital: the part of it that is initial working capital.
        revised: total of a request for revision.
        requested_on: date of the request.
        approved_on: date of approval, if approved.
    """

    total: int
    working_capital: int | None = None
    revised: int | None = None
    requested_on: date | None = None
    approved_on: date | None = None


PLANS = {
    ("fresh", 7): Plan(500 * TEN_THOUSAND),
    ("never", 8): Plan(540 * TEN_THOUSAND, 40 * TEN_THOUSAND),
    ("entered", 11): Plan(
        480 * TEN_THOUSAND, None, 620 * TEN_THOUSAND, date(2010, 10, 12), date(2010, 11, 8)
    ),
    ("never", 11): Plan(
        460 * TEN_THOUSAND, None, 560 * TEN_THOUSAND, date(2011, 3, 2), date(2011, 4, 30)
    ),
    ("small", 0): Plan(4_999_999_99),
    ("small_never", 2): Plan(530 * TEN_THOUSAND, 40 * TEN_THOUSAND),
    ("small_never", 5): Plan(
        520 * TEN_THOUSAND, None, 460 * TEN_THOUSAND, date(2011, 1, 20), date(2011, 3, 15)
    ),
    ("small_never", 8): Plan(450 * TEN_THOUSAND, None, 700 * TEN_THOUSAND, date(2011, 3, 8)),
}
"""Projects on a line, brought over it or under it by working capital or by a revision."""

CLEANED_LATE = frozenset({("small", 4), ("small", 9), ("small", 22)})
"""Small projects that stayed on the register until March 2011 though no longer eligible."""
LAST_CLEANED = month(2011, 3)
STATED_EXITS = frozenset(("small", place) for place in range(0, 32, 2))
"""Small projects whose leaving the lists of January 2011 name."""
IDLE = frozenset({("kept", 6), ("kept", 18)})
"""Registered projects without any investment in 2011."""
OVERRUN_REGISTERED = frozenset({("kept", 11), ("kept", 14), ("entered", 8)})
"""Registered projects whose investment outran the plan; the first of them asked for a revision."""
REVISED = frozenset({("kept", 2), ("kept", 20), ("lapsed", 10)})
"""Projects whose plan was raised and approved."""
