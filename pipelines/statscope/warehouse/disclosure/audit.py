"""What a reader could solve from the figures shown: a linear program for each secret.

Belongs here: which secrets are not open enough, and which figures give them away. Does not
belong here: what is a secret and what is withheld for it (``withholding``).

The reader is taken to know everything but the values: which units every figure counts, and that
no value is negative. A secret is open enough when the values could be others, all shown figures
being the same, such that it is larger, and such that it is smaller, by the uncertainty asked for.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linprog

from statscope.warehouse.disclosure.figures import Matrix, Numbers
from statscope.warehouse.disclosure.rule import Flags

Places = NDArray[np.int64]

_TRIES = 6
_SLACK = 1e-7
_FAR = 2.0


@dataclass(frozen=True)
class Leak:
    """A secret that is not open enough, and the rows of the shown figures that prove it."""

    secret: int
    shown: Places


@dataclass(frozen=True)
class Audit:
    """One question to the solver.

    Attributes:
        shown: shown figures x values.
        sizes: the values.
        secrets: secrets x values.
        uncertainty: how far each secret must be open both ways, as a share of it.
    """

    shown: Matrix
    sizes: Numbers
    secrets: Matrix
    uncertainty: float

    def leaks(self) -> list[Leak]:
        """Return the secrets that the shown figures give away."""
        asked = np.abs(self.secrets @ self.sizes) * self.uncertainty
        left = np.flatnonzero(~self._proven_open(asked))
        found = []
        for secret in left:
            proof = self._proof(int(secret), float(asked[secret]))
            if proof is not None:
                found.append(Leak(int(secret), proof))
        return found

    def _proven_open(self, asked: Numbers) -> Flags:
        """Whether some change of the values that nobody can see moves a secret far enough.

        A change within the values' own size may go both ways, so one proves two sides of many.
        """
        is_open = asked <= 0
        signs = np.random.default_rng(1)
        for _ in range(_TRIES):
            if is_open.all():
                break
            pull = signs.choice([-1.0, 1.0], len(asked)) * ~is_open / np.where(asked > 0, asked, 1)
            change = self._solve(-(pull @ self.secrets), upper=self.sizes)[0]
            if change is not None:
                is_open |= np.abs(self.secrets @ change) >= asked * (1 - _SLACK)
        return np.asarray(is_open)

    def _proof(self, secret: int, asked: float) -> Places | None:
        """Return the shown figures that hold a secret in place; None where it is open enough."""
        row = self.secrets[[secret], :].toarray()[0]
        far = self.sizes + _FAR * max(asked, float(self.sizes.max(initial=0.0)))
        for direction in (-row, row):
            change, weights = self._solve(direction, upper=far)
            if change is None or abs(float(row @ change)) < asked * (1 - _SLACK):
                return np.flatnonzero(np.abs(weights) > _SLACK)
        return None

    def _solve(self, objective: Numbers, upper: Numbers) -> tuple[Numbers | None, Numbers]:
        """Return the unseen change that makes the objective least, and each figure's weight."""
        scale = max(float(self.sizes.max(initial=1.0)), 1.0)
        span = float(np.abs(objective).max(initial=0.0)) or 1.0
        answer = linprog(
            objective / span,
            A_eq=sparse.csc_array(self.shown),
            b_eq=np.zeros(self.shown.shape[0]),
            bounds=np.column_stack([-self.sizes / scale, upper / scale]),
            method="highs",
        )
        if answer.status != 0:
            return None, np.ones(self.shown.shape[0])
        return np.asarray(answer.x) * scale, np.asarray(answer.eqlin.marginals)
