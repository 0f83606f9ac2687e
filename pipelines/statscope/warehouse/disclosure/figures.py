"""The figures of a vintage as sums of what single respondents contribute.

Belongs here: the matrices that everything else computes with, and how figures add up to each
other. Does not belong here: the statement that finds the parts (``parts``), the rule (``rule``),
what is withheld (``withholding``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from statscope.registers.contract import COUNTY_DIGITS
from statscope.warehouse.disclosure.rule import Flags, Rule, may_be_shown

Matrix: TypeAlias = sparse.csr_array
Numbers: TypeAlias = NDArray[np.float64]

STOCKS = frozenset({"transitions", "unregistered"})
"""Data sets whose money is the size of units, which stays as it is all year."""

MOST_PARTS = 4_000_000
"""How many contributions to sums are held at once while they are judged: some hundred megabytes."""

_GROUPS: Mapping[str, str] = {
    "comparable_current": "comparable",
    "comparable_base": "comparable",
    "matched_current": "matched",
    "matched_base": "matched",
}


class Figure(NamedTuple):
    """One figure of money that the public file could show."""

    dataset: str
    topic: str
    place: str
    part: str
    item: str
    period: date

    @property
    def group(self) -> str:
        """What is shown or withheld together: the two sides of a rate."""
        return _GROUPS.get(self.item, self.item)

    @property
    def series(self) -> tuple[str, ...]:
        """Its months of a year are shown or withheld together, lest a month betray another."""
        return (*self[:4], self.group, str(self.period.year))


@dataclass(frozen=True)
class Relation:
    """A sum that readers know: ``plus`` less ``minus`` is what the ``children`` add up to."""

    kind: str
    plus: tuple[int, ...]
    minus: tuple[int, ...]
    children: tuple[int, ...]


@dataclass(frozen=True)
class System:
    """Figures, what they count and whose it is.

    Values of units that stand in the same figures throughout are one value here: no reader can
    tell them apart, and none has to.

    Attributes:
        figures: the rows.
        counts: figures x values: 1, or -1 where the figure takes it off.
        owned: values x respondents, in yuan, never negative.
        members: the same with 1 for every respondent that has a part in the value, even of 0.
        fixed: figures that earlier vintages showed; they cannot be withheld any more.
        vintages: of each figure, the alias of the vintage it is of.
    """

    figures: tuple[Figure, ...]
    counts: Matrix
    owned: Matrix
    members: Matrix
    fixed: Flags
    vintages: tuple[str, ...]

    @property
    def sizes(self) -> Numbers:
        """The values, in yuan."""
        return np.asarray(self.owned.sum(axis=1))

    @property
    def totals(self) -> Numbers:
        """The figures themselves, in yuan."""
        return np.asarray(np.round(self.counts @ self.sizes, 2), dtype=np.float64)

    def may_be_shown(self, sums: Matrix, rule: Rule) -> Flags:
        """Whether these sums of figures may be shown for those who contribute to them."""
        verdicts = [np.zeros(0, dtype=bool)]
        for portion in self._portions(sums):
            counted = sparse.csr_array(portion @ self.counts)
            contributions = sparse.csr_array(counted @ self.owned)
            members = sparse.csr_array(abs(counted) @ self.members)
            verdicts.append(may_be_shown(contributions, rule, members))
        return np.concatenate(verdicts)

    def _portions(self, sums: Matrix) -> Iterator[Matrix]:
        """Cut sums into rows of as many parts as memory should hold at once, one row at least."""
        of_values = np.diff(self.members.indptr).astype(np.float64)
        parts = np.cumsum(abs(sums) @ (abs(self.counts) @ of_values))
        start = 0
        while start < sums.shape[0]:
            reached = parts[start - 1] if start else 0.0
            end = int(np.searchsorted(parts, reached + MOST_PARTS, side="right"))
            end = max(end, start + 1)
            yield sparse.csr_array(sums[start:end])
            start = end

    def may_be_shown_values(self, rule: Rule) -> Flags:
        """Whether single values may be shown; what nobody has anything of may."""
        return np.asarray(may_be_shown(self.owned, rule) | (self.sizes == 0))


def selection(columns: Sequence[Sequence[int]], signs: Sequence[Sequence[int]], of: int) -> Matrix:
    """Return a matrix whose rows add up the named figures with these signs."""
    rows = np.repeat(np.arange(len(columns)), [len(each) for each in columns])
    flat = np.array([column for each in columns for column in each], dtype=np.int64)
    data = np.array([sign for each in signs for sign in each], dtype=np.float64)
    return sparse.csr_array((data, (rows, flat)), shape=(len(columns), of))


def relations(figures: Sequence[Figure], fixed: Flags) -> tuple[Relation, ...]:
    """Return every sum that the tables of one vintage let a reader write down."""
    place = {figure: i for i, figure in enumerate(figures) if not fixed[i]}
    children: dict[tuple[str, Figure], list[int]] = defaultdict(list)
    for figure, i in place.items():
        for kind, parent in _parents(figure):
            children[(kind, parent)].append(i)
    found = []
    for (kind, parent), parts in children.items():
        before = parent._replace(item="prior") if kind == "bridge" else None
        if parent in place and (before is None or before in place):
            minus = () if before is None else (place[before],)
            found.append(Relation(kind, (place[parent],), minus, tuple(parts)))
    return tuple(found)


def _parents(figure: Figure) -> list[tuple[str, Figure]]:
    """Return the sums into which a figure goes, with the kind of each."""
    if figure.dataset == "growth" and len(figure.place) > COUNTY_DIGITS:
        return [("places", figure._replace(place=figure.place[:COUNTY_DIGITS]))]
    if figure.dataset == "growth_by_section":
        return [("sections", figure._replace(dataset="growth", part=""))]
    if figure.dataset == "change_bridge":
        return [("bridge", figure._replace(dataset="growth", part="", item="current"))]
    if figure.dataset == "unregistered" and figure.part:
        return [("reasons", figure._replace(part=""))]
    return []
