"""What a benchmark is: two ways to do one thing.

Belongs here: the shape that ``bench`` times. Does not belong here: any benchmark.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

Pair = tuple[Callable[[Path], object], Callable[[Path], object]]
"""Ours and the yardstick; each is given a fresh folder."""


@dataclass(frozen=True)
class Case:
    """One line of the table of comparisons.

    Attributes:
        name: what is timed.
        yardstick: what it is compared with.
        prepared: makes what both sides need, in the folder that it is given.
    """

    name: str
    yardstick: str
    prepared: Callable[[Path], AbstractContextManager[Pair]]
