"""Precision and recall on the labelled set; the weights are those that its other half gives."""

from __future__ import annotations

import polars as pl
import pytest

from statscope.identity.deciding import ASKED, UNIT_KINDS, UNITS, Matcher, answers
from statscope.identity.rules import WEIGHTS_SEED
from unit.identity.quality import (
    DBT_PROJECT,
    labelled_pairs,
    measured,
    measuring_sets,
    seed_rows,
    training_sets,
    weighed,
)

REAL = DBT_PROJECT.parents[1] / "shared" / "data" / "firms" / "stock_basics.csv"

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("unit_kind", "recall", "recall_with_review", "review_share"),
    [("enterprise", 0.65, 0.95, 0.44), ("project", 0.70, 0.89, 0.18)],
)
def test_the_machine_is_right_and_shows_what_it_is_not_sure_of(
    unit_kind: str, recall: float, recall_with_review: float, review_share: float
) -> None:
    quality = measured(unit_kind)
    assert quality.precision >= 0.995
    assert quality.recall >= recall
    assert quality.recall_with_review >= recall_with_review
    assert quality.review_share <= review_share


def test_the_set_has_hundreds_of_pairs_many_of_which_differ_in_little() -> None:
    matcher = Matcher.from_seeds(DBT_PROJECT)
    pairs = pl.concat(
        [labelled_pairs(one, "enterprise", matcher) for one in measuring_sets("enterprise")]
    )
    assert pairs["is_match"].sum() >= 500
    hard = (
        "one_character",
        "mostly_contained",
        "other_number",
        "one_number",
        "elsewhere",
        "other_form",
        "equal",
    )
    others = pairs.filter(~pl.col("is_match"))
    assert others["name"].is_in(hard).sum() >= 500
    assert set(hard) <= set(others["name"])


def test_most_kinds_of_stranger_differ_from_a_listed_unit_in_little() -> None:
    strangers = {one.how for labelled in measuring_sets("enterprise") for one in labelled.names}
    near = {"one more", "subsidiary", "group", "branch", "brand", "number", "township", "trade"}
    assert {f"nobody: {how}" for how in near} <= strangers


def test_what_is_measured_with_shares_no_word_with_what_weights_come_from() -> None:
    training, measuring = (
        {word for one in sets for unit in one.units for word in (unit.brand, unit.kind)}
        for sets in (training_sets("enterprise"), measuring_sets("enterprise"))
    )
    assert training.isdisjoint(measuring)


@pytest.mark.skipif(not REAL.is_file(), reason="the real firms are not on this machine")
def test_no_real_firm_is_given_to_another_one() -> None:
    names = pl.read_csv(REAL, infer_schema=False)["name"].unique(maintain_order=True)
    matcher = Matcher.from_seeds(DBT_PROJECT)
    listed, others = names.gather_every(2), names.gather_every(2, offset=1)
    units = pl.DataFrame([{"unit_id": name, "name": name} for name in listed], schema=UNITS)
    asked = pl.DataFrame([{"ask_id": i, "name": n} for i, n in enumerate(others)], schema=ASKED)
    found = answers(asked, units, "enterprise", matcher)
    assert found["ask_id"].n_unique() == len(others)
    assert found.filter(pl.col("decision") == "auto").rows() == []


def test_the_weights_are_those_of_the_training_set() -> None:
    rows = seed_rows({unit_kind: weighed(unit_kind) for unit_kind in UNIT_KINDS})
    seed = pl.read_csv(DBT_PROJECT / WEIGHTS_SEED)
    assert rows.equals(seed)
