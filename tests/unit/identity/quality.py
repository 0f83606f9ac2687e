"""How well names are matched: weights from one labelled set, precision and recall on another.

Belongs here: counting levels of agreement, counting right and wrong answers. Does not belong here:
the labelled sets (``labelled``), the matching itself (``statscope.identity``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from statscope.identity.deciding import Matcher, answers, compared, equal_names
from statscope.identity.rules import PRIOR, Bounds, Weights, read_name_rules
from statscope.identity.scoring import COMPARISONS, NULL
from unit.identity.labelled import MEASURING, TRAINING, LabelledSet, enterprises, projects

DBT_PROJECT = Path(__file__).resolve().parents[3] / "dbt_project"

TRAINING_SEEDS = (11, 12, 13, 14)
MEASURING_SEEDS = (21, 22, 23, 24)
_MAKERS = {"enterprise": enterprises, "project": projects}

# Each level is met a little more often than it was seen: never to have met a level is no proof
# that there is no such pair.
_SMOOTHING = 0.5
_DIGITS = 5


@dataclass(frozen=True)
class Quality:
    """Counted answers.

    Attributes:
        names: how many names were asked about.
        known: how many of them are a listed unit's.
        given: how many the machine gave to a unit.
        right: how many of these to the right one.
        doubtful: how many were left to a person.
        shown: how many of the doubtful have their unit among the candidates.
    """

    names: int
    known: int
    given: int
    right: int
    doubtful: int
    shown: int

    @property
    def precision(self) -> float:
        """Share of right ones among those that the machine gave to a unit."""
        return self.right / self.given

    @property
    def recall(self) -> float:
        """Share of the names of listed units that the machine gave to the right one."""
        return self.right / self.known

    @property
    def recall_with_review(self) -> float:
        """The same, if a person picks the right candidate wherever it is shown."""
        return (self.right + self.shown) / self.known

    @property
    def review_share(self) -> float:
        """Share of all names that a person has to look at."""
        return self.doubtful / self.names


def training_sets(unit_kind: str) -> tuple[LabelledSet, ...]:
    """Return the sets that evidence is weighed by."""
    return tuple(_MAKERS[unit_kind](TRAINING, seed) for seed in TRAINING_SEEDS)


def measuring_sets(unit_kind: str) -> tuple[LabelledSet, ...]:
    """Return the sets that are only measured with; they share no word with the others."""
    return tuple(_MAKERS[unit_kind](MEASURING, seed) for seed in MEASURING_SEEDS)


def truth(labelled: LabelledSet) -> pl.DataFrame:
    """Return whose each name is, by its place in the set."""
    rows = [(i, one.unit_id, one.how) for i, one in enumerate(labelled.names)]
    schema = {"ask_id": pl.Int64(), "true_id": pl.String(), "how": pl.String()}
    return pl.DataFrame(rows, schema=schema, orient="row")


def weighed(unit_kind: str) -> Weights:
    """Weigh evidence by the training sets: how often matches and others show each level.

    Names that equal one unit's are left out, as they are when the weights are used.
    """
    matcher = Matcher(
        read_name_rules(DBT_PROJECT), {unit_kind: _indifferent(unit_kind)}, Bounds(1.0, 0.0)
    )
    pairs = pl.concat(
        [labelled_pairs(labelled, unit_kind, matcher) for labelled in training_sets(unit_kind)]
    )
    matches, others = pairs.filter("is_match"), pairs.filter(~pl.col("is_match"))
    levels = {}
    for comparison in COMPARISONS[unit_kind]:
        for level in (*comparison.levels, "else"):
            m, u = (_share(side, comparison.name, level) for side in (matches, others))
            levels[comparison.name, level] = (m, u)
    return Weights(round(matches.height / pairs.height, _DIGITS), levels)


def labelled_pairs(labelled: LabelledSet, unit_kind: str, matcher: Matcher) -> pl.DataFrame:
    """Return every compared pair of a set with its levels, and whether it is a match."""
    asked, listed = labelled.asked, labelled.listed
    left = asked.join(equal_names(asked, listed, unit_kind, matcher.rules), on="ask_id", how="anti")
    pairs = compared(left, listed, unit_kind, matcher)
    return pairs.join(truth(labelled), on="ask_id").with_columns(
        is_match=pl.col("unit_id").eq_missing(pl.col("true_id"))
    )


def measured(unit_kind: str, sets: Sequence[LabelledSet] | None = None) -> Quality:
    """Count right and wrong answers over the measuring sets, by the seeds as they are."""
    matcher = Matcher.from_seeds(DBT_PROJECT)
    counted = [judged(one, unit_kind, matcher) for one in sets or measuring_sets(unit_kind)]
    judgements = pl.concat(counted)
    is_known = pl.col("true_id").is_not_null()
    auto, review = pl.col("decision") == "auto", pl.col("decision") == "review"
    figures = judgements.select(
        names=pl.len(),
        known=is_known.sum(),
        given=auto.sum(),
        right=(auto & pl.col("is_right")).sum(),
        doubtful=review.sum(),
        shown=(review & pl.col("is_right")).sum(),
    ).row(0, named=True)
    return Quality(**figures)


def judged(labelled: LabelledSet, unit_kind: str, matcher: Matcher) -> pl.DataFrame:
    """Return a row per name: its decision, and whether its unit is among those named."""
    found = answers(labelled.asked, labelled.listed, unit_kind, matcher)
    return (
        found.join(truth(labelled), on="ask_id")
        .group_by("ask_id", maintain_order=True)
        .agg(
            pl.col("decision", "method", "true_id", "how").first(),
            is_right=(pl.col("unit_id") == pl.col("true_id")).fill_null(value=False).any(),
            unit_id=pl.col("unit_id").first(),
            probability=pl.col("probability").first(),
        )
    )


def seed_rows(weights: Mapping[str, Weights]) -> pl.DataFrame:
    """Return weights as the rows of their seed."""
    rows = []
    for unit_kind, own in weights.items():
        rows.append((unit_kind, *PRIOR, own.prior, round(1 - own.prior, _DIGITS)))
        rows += [(unit_kind, *key, m, u) for key, (m, u) in own.levels.items()]
    names = ["unit_kind", "comparison", "level", "m_probability", "u_probability"]
    return pl.DataFrame(rows, schema=names, orient="row")


def without_seeds_bounds(matcher: Matcher, bounds: Bounds) -> Matcher:
    """Return a matcher that decides by other bounds."""
    return replace(matcher, bounds=bounds)


def _indifferent(unit_kind: str) -> Weights:
    """Return weights that say nothing: only the levels are asked for."""
    levels = {
        (comparison.name, level): (0.5, 0.5)
        for comparison in COMPARISONS[unit_kind]
        for level in (*comparison.levels, "else")
    }
    return Weights(0.5, levels)


def _share(pairs: pl.DataFrame, comparison: str, level: str) -> float:
    """Return how often a level is met where the comparison says anything."""
    told = pairs[comparison].filter(pairs[comparison] != NULL)
    share = ((told == level).sum() + _SMOOTHING) / (len(told) + 1)
    return round(share, _DIGITS)
