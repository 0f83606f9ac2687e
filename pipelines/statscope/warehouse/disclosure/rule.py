"""Whether a sum may be shown, by those who contribute to it.

Belongs here: the rule of fewest contributors and of dominance, for many sums at once. Does not
belong here: which sums there are (``figures``), what else must be withheld (``withholding``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Rule:
    """The parameters of the control; every one is a row of seed ``disclosure_parameters``.

    Attributes:
        fewest_contributors: a sum of fewer respondents is not shown.
        largest_contributors: how many of the largest ``largest_share`` is about.
        largest_share: a sum of which the largest hold this share or more is not shown.
        uncertainty: how far, as a share of it, the truth must stay open both ways.
        rounding_cny: money is shown in whole multiples of this.
        rate_decimals: decimals of ratios.
        stock_month: the month for which money by the size of units is shown.
    """

    fewest_contributors: int
    largest_contributors: int
    largest_share: float
    uncertainty: float
    rounding_cny: int
    rate_decimals: int
    stock_month: int

    @classmethod
    def from_rows(cls, values: Mapping[str, float]) -> Rule:
        """Take the parameters by name; a missing one raises KeyError."""
        return cls(
            fewest_contributors=int(values["fewest_contributors"]),
            largest_contributors=int(values["largest_contributors"]),
            largest_share=float(values["largest_share"]),
            uncertainty=float(values["uncertainty"]),
            rounding_cny=int(values["rounding_cny"]),
            rate_decimals=int(values["rate_decimals"]),
            stock_month=int(values["stock_month"]),
        )


def may_be_shown(
    contributions: sparse.csr_array, rule: Rule, members: sparse.csr_array | None = None
) -> Flags:
    """Return, for each row, whether the sum of its contributions may be shown.

    Args:
        contributions: sums x respondents, in yuan; their sizes count, not their signs.
        rule: the parameters.
        members: sums x respondents that belong to a sum, whatever they contribute; by default
            those who contribute. A sum of nobody is no secret; where everybody contributes
            nothing, enough must do so.
    """
    sizes = sparse.csr_array(abs(contributions))
    sizes.data = np.round(sizes.data, 2)
    sizes.eliminate_zeros()
    counts = np.diff(sizes.indptr)
    rows = np.repeat(np.arange(sizes.shape[0]), counts)
    order = np.lexsort((-sizes.data, rows))
    place = np.arange(len(rows)) - sizes.indptr[rows]
    largest = np.where(place < rule.largest_contributors, sizes.data[order], 0.0)
    top = np.bincount(rows, largest, minlength=sizes.shape[0])
    total = np.bincount(rows, sizes.data, minlength=sizes.shape[0])
    everybody = counts if members is None else np.diff(members.indptr)
    enough = np.where(counts > 0, counts, everybody) >= rule.fewest_contributors
    spread = (counts == 0) | (top < rule.largest_share * total)
    return np.asarray((everybody == 0) | (enough & spread))
