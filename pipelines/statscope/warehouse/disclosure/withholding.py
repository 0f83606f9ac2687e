"""Which figures are withheld: those that may not be shown, and those that would give them away.

Belongs here: the choice. Does not belong here: the rule (``rule``), what a reader can solve
(``audit``), how a withheld figure looks in the file (``public_tables``).

The months of a year of a series are shown or withheld together. So no month of a withheld series
lies between two that are shown, and the differences of shown months are judged as sums themselves.
Only a figure that an earlier vintage showed otherwise is withheld alone: its old value stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from statscope.registers.contract import COUNTY_DIGITS
from statscope.warehouse.disclosure.audit import Audit, Leak
from statscope.warehouse.disclosure.figures import (
    STOCKS,
    Figure,
    Matrix,
    Relation,
    System,
    relations,
    selection,
)
from statscope.warehouse.disclosure.rule import Flags, Rule

_WORTH = ("prior", "matched", "amount", "measure", "comparable", "current")
_MOST_ROUNDS = 400

Numbering = NDArray[np.int64]


class Withholding:
    """The choice as it grows.

    Attributes:
        system: the figures.
        rule: the parameters.
        shown: which figures are shown, the fixed ones of earlier vintages among them.
        is_given_away: whether earlier vintages give something away that nothing can mend.
    """

    def __init__(self, system: System, rule: Rule) -> None:
        """Start with everything shown."""
        self.system = system
        self.rule = rule
        self.shown: Flags = np.ones(len(system.figures), dtype=bool)
        self.is_given_away = False
        self._clean: set[bytes] = set()
        self._revisions: list[tuple[int, int]] = []
        self._twins = _same_rows(system.counts)
        self._series = _numbered([figure.series for figure in system.figures])
        self._cells = _numbered([(*f.series, f.period) for f in system.figures])
        self._unsafe = ~system.may_be_shown(_each(len(system.figures)), rule)
        self._relations = relations(system.figures, system.fixed)
        self._costs = [_cost(f, abs(t)) for f, t in zip(system.figures, system.totals, strict=True)]

    def choose(self, *, secondary: bool = True) -> None:
        """Withhold until nothing that may not be shown can be found."""
        self.withhold(np.flatnonzero(self._unsafe))
        for first, second in self._unsafe_pairs():
            self._withhold_one_of(first, second)
        rounds = 0
        while secondary and (self._mend_remainders() or self._mend_leaks()):
            rounds += 1
            if rounds > _MOST_ROUNDS:
                raise RuntimeError("withholding does not come to an end")

    def withhold(self, figures: Iterable[int]) -> None:
        """Withhold the whole series of these figures, and all that shows the same elsewhere."""
        free = ~self.system.fixed
        fresh = np.array([i for i in figures if self.shown[i] and free[i]], dtype=np.int64)
        while len(fresh):
            hidden = self.shown & free & np.isin(self._series, self._series[fresh])
            self.shown &= ~hidden
            twins = np.isin(self._twins, self._twins[hidden])
            fresh = np.flatnonzero(twins & self.shown & free)

    def hold(self, figure: int) -> None:
        """Withhold this figure for its month alone, with the other side of its rate."""
        cell = self.shown & ~self.system.fixed & (self._cells == self._cells[figure])
        twins = np.isin(self._twins, self._twins[cell])
        self.shown &= self.system.fixed | ~(cell | twins)

    def _withhold_one_of(self, first: int, second: int) -> None:
        """Withhold the later of two figures whose difference may not be shown."""
        if not (self.shown[first] and self.shown[second]):
            return
        if self.system.fixed[first] != self.system.fixed[second]:
            self.hold(second if self.system.fixed[first] else first)
            self._revisions.append((first, second))
        else:
            self.withhold([second])

    def _unsafe_pairs(self) -> list[tuple[int, int]]:
        """Return pairs of shown figures of a series, or of two vintages, not to be shown both."""
        pairs = [pair for pair in self._pairs() if self._twins[pair[0]] != self._twins[pair[1]]]
        if not pairs:
            return []
        differences = selection(pairs, [(-1, 1)] * len(pairs), len(self.system.figures))
        safe = self.system.may_be_shown(differences, self.rule)
        return [pair for pair, is_safe in zip(pairs, safe, strict=True) if not is_safe]

    def _pairs(self) -> list[tuple[int, int]]:
        """Return pairs of shown figures that a reader would subtract, the earlier one first."""
        rows: dict[Figure, list[int]] = defaultdict(list)
        for i in np.flatnonzero(self.shown):
            figure = self.system.figures[i]
            year = 1 if figure.dataset in STOCKS else figure.period.year
            rows[figure._replace(period=figure.period.replace(year=year, month=1))].append(int(i))
        figures = self.system.figures
        return [
            pair
            for members in rows.values()
            for pair in combinations(sorted(members, key=lambda i: figures[i].period), 2)
            if not self.system.fixed[list(pair)].all()
        ]

    def _mend_remainders(self) -> bool:
        """Withhold more where the rest of a shown sum may not be shown; False where none is.

        Nor may the difference of the rests of two months of a year.
        """
        every = [(r.kind, each) for r in self._relations if (each := self._known(r))]
        if not every:
            return False
        known = [each for _, each in every]
        signs = [(1, *[-1] * (len(each) - 1)) for each in known]
        rests = selection(known, signs, len(self.system.figures))
        pairs = self._month_pairs([(kind, each[0]) for kind, each in every])
        changes = selection(pairs, [(-1, 1)] * len(pairs), len(known)) @ rests
        sums = sparse.csr_array(sparse.vstack([rests, changes], format="csr"))
        bad = np.flatnonzero(~self.system.may_be_shown(sums, self.rule))
        for place in map(int, bad):
            parts = known[place if place < len(known) else pairs[place - len(known)][1]]
            if self.shown[list(parts)].all():
                self.withhold([min(parts, key=self._costs.__getitem__)])
        return len(bad) > 0

    def _known(self, relation: Relation) -> tuple[int, ...] | None:
        """Return what a reader can take off the whole of a relation, the whole first."""
        whole = (*relation.plus, *relation.minus)
        if not self.shown[list(whole)].all():
            return None
        return (*whole, *(i for i in relation.children if self.shown[i]))

    def _month_pairs(self, sums: Sequence[tuple[str, int]]) -> list[tuple[int, int]]:
        """Return pairs of places of sums that are the same one in two months of a year.

        Args:
            sums: the kind of each and the figure that is its whole.
        """
        figures = self.system.figures
        places: dict[object, list[int]] = defaultdict(list)
        for place, (kind, whole) in enumerate(sums):
            if figures[whole].dataset not in STOCKS:
                places[(kind, figures[whole].item, *figures[whole].series)].append(place)
        return [
            pair
            for each in places.values()
            for pair in combinations(sorted(each, key=lambda i: figures[sums[i][1]].period), 2)
        ]

    def _mend_leaks(self) -> bool:
        """Withhold one figure of every proof by which a reader solves a secret."""
        is_mended = False
        for rows, leaks in self._leaks():
            for leak in leaks:
                proof = rows[leak.shown]
                if not self.shown[proof].all():
                    continue
                free = [int(i) for i in proof if not self.system.fixed[i]]
                if not free:
                    self.is_given_away = True
                    continue
                self._withhold_for_good(min(free, key=self._costs.__getitem__))
                is_mended = True
        return is_mended

    def _withhold_for_good(self, figure: int) -> None:
        """Hold a figure back where an earlier vintage showed another; else its whole series."""
        same = self.system.fixed & (self._cells == self._cells[figure])
        if same.any():
            self.hold(figure)
        else:
            self.withhold([figure])

    def _leaks(self) -> Iterable[tuple[Numbering, list[Leak]]]:
        """Ask the solver, for each group of shown figures that have to do with each other."""
        counts, sizes = self.system.counts, self.system.sizes
        secrets = self._secrets()
        rows = np.flatnonzero(self.shown)
        shown = sparse.csr_array(counts[rows])
        links = sparse.csr_array(abs(shown.T) @ abs(shown))
        labels = connected_components(links, directed=False)[1]
        row_labels = labels[shown.indices[shown.indptr[:-1]]]
        for label in np.unique(row_labels):
            mine = np.flatnonzero(row_labels == label)
            key = rows[mine].tobytes()
            if key in self._clean:
                continue
            columns = np.flatnonzero(labels == label)
            inside = sparse.csr_array(secrets[:, columns])
            whole = np.diff(inside.indptr) == np.diff(secrets.indptr)
            asked = np.flatnonzero(whole & (np.diff(inside.indptr) > 0))
            audit = Audit(
                shown=sparse.csr_array(shown[mine][:, columns]),
                sizes=sizes[columns],
                secrets=sparse.csr_array(inside[asked]),
                uncertainty=self.rule.uncertainty,
            )
            leaks = audit.leaks()
            if not leaks:
                self._clean.add(key)
            yield rows[mine], leaks

    def _secrets(self) -> Matrix:
        """Return all that must stay open: values and withheld figures that may not be shown."""
        values = self.system.owned.shape[0]
        alone = ~self.system.may_be_shown_values(self.rule)
        hidden = np.flatnonzero(self._unsafe & ~self.shown)
        each = sparse.csr_array(sparse.eye_array(values, format="csr")[np.flatnonzero(alone)])
        signs = [(-1, 1)] * len(self._revisions)
        changes = selection(self._revisions, signs, len(self.system.figures)) @ self.system.counts
        every = [each, self.system.counts[hidden], changes]
        return sparse.csr_array(sparse.vstack(every, format="csr"))


def _each(number: int) -> Matrix:
    """Return the selection of every figure by itself."""
    return sparse.csr_array(sparse.eye_array(number, format="csr"))


def _numbered(names: Sequence[object]) -> Numbering:
    """Return a number for each name, the same for the same."""
    known: dict[object, int] = {}
    return np.array([known.setdefault(name, len(known)) for name in names], dtype=np.int64)


def _same_rows(counts: Matrix) -> Numbering:
    """Return a number for each row, the same for rows that count the same."""
    weights = np.random.default_rng(2).random(counts.shape[1])
    return np.asarray(np.unique(np.round(counts @ weights, 9), return_inverse=True)[1])


def _cost(figure: Figure, total: float) -> tuple[int, int, float]:
    """How much readers lose with a figure: counties before sections before all else."""
    is_county = figure.dataset == "growth" and len(figure.place) == COUNTY_DIGITS
    level = 2 if is_county else int(figure.dataset == "growth_by_section")
    return level, _WORTH.index(figure.group), total
