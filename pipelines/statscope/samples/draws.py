"""Reproducible draws: every draw is a hash of the seed and of what is drawn.

Belongs here: draws of whole numbers and choices that are the same on every machine and do not
depend on the order in which they are made. Does not belong here: what is drawn.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

Chosen = TypeVar("Chosen")


@dataclass(frozen=True)
class Draws:
    """A source of draws; the words of a draw name it, and name it once.

    Attributes:
        seed: two seeds give two counties.
    """

    seed: int

    def below(self, bound: int, *words: object) -> int:
        """Return a whole number of [0, bound)."""
        text = "|".join(str(word) for word in (self.seed, *words))
        return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") % bound

    def between(self, bounds: tuple[int, int], *words: object) -> int:
        """Return a whole number of [bounds[0], bounds[1]]."""
        low, high = bounds
        return low + self.below(high - low + 1, *words)

    def pick(self, options: Sequence[Chosen], *words: object) -> Chosen:
        """Return one of the options; an option that stands twice is twice as likely."""
        return options[self.below(len(options), *words)]
