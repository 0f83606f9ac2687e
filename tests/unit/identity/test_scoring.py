"""Pairs are scored some names at a time, and that changes nothing but the memory it takes."""

from __future__ import annotations

import polars as pl
import pytest

from statscope.identity.deciding import UNITS, Matcher
from statscope.identity.names import name_parts
from statscope.identity.scoring import BLOCKS, MOST_PAIRS, RECORD, scored_pairs
from statscope.identity.twins import likely_twins
from unit.identity.quality import DBT_PROJECT, measuring_sets

MATCHER = Matcher.from_seeds(DBT_PROJECT)
LABELLED = measuring_sets("enterprise")[0]


def records(names: pl.Series) -> pl.DataFrame:
    """Names as they are compared, without what only a register says of them."""
    parts = name_parts(names, MATCHER.rules, "enterprise").with_row_index("unique_id")
    said = {name: kind for name, kind in RECORD.items() if name in parts.columns}
    silent = [pl.lit(None, kind).alias(name) for name, kind in RECORD.items() if name not in said]
    return parts.cast(said).with_columns(*silent).select(*RECORD)  # type: ignore[arg-type]


def portions(most_pairs: int = MOST_PAIRS) -> list[pl.DataFrame]:
    sides = records(LABELLED.asked["name"].head(60)), records(LABELLED.listed["name"])
    weights, blocks = MATCHER.weights["enterprise"], BLOCKS["enterprise"]
    return list(scored_pairs(*sides, "enterprise", weights, blocks, most_pairs))


@pytest.mark.parametrize("most_pairs", [1, 100, 10_000])
def test_pairs_are_the_same_however_many_are_scored_at_a_time(most_pairs: int) -> None:
    (at_once,) = portions()
    found = portions(most_pairs)
    assert pl.concat(found).sort("delivered", "listed").equals(at_once)
    assert at_once.height > 300
    assert (len(found) > 1) == (most_pairs < at_once.height)


def test_no_more_pairs_are_in_memory_than_asked_for_and_those_of_one_name_stay_together() -> None:
    found = portions(100)
    largest = pl.concat(found).group_by("delivered").len()["len"].max()
    assert isinstance(largest, int)
    assert max(portion.height for portion in found) <= 100 + largest
    names = pl.concat([portion.select("delivered").unique() for portion in found])
    assert names.is_unique().all()


def test_names_that_share_nothing_with_any_unit_are_one_empty_frame() -> None:
    (nothing,) = scored_pairs(
        records(pl.Series(["远方商贸有限公司"])),
        records(pl.Series(["红岩砖厂"])),
        "enterprise",
        MATCHER.weights["enterprise"],
        BLOCKS["enterprise"],
    )
    assert nothing.is_empty()
    assert {"delivered", "listed", "probability", "name", "place"} == set(nothing.columns)


def test_a_kind_of_works_that_hundreds_have_brings_no_two_projects_together_by_itself() -> None:
    works = [(f"P{n:04}", "供水工程", f"510525{n:03}") for n in range(1, 701)]
    again = ("P9999", "供水工程", "510525002")
    few = [("P0001", "P0002"), ("P0001", "P9999"), ("P0002", "P9999")]
    assert pairs_of(*works[:2], again) == few
    assert pairs_of(*works, again) == [("P0002", "P9999")]


def test_the_same_name_finds_its_twin_even_if_hundreds_have_works_of_the_kind() -> None:
    works = [(f"P{n:04}", f"{n}村供水工程", f"510525{n:03}") for n in range(1, 701)]
    assert ("P0003", "P9999") in pairs_of(*works, ("P9999", "3村供水工程", "510525"))


def pairs_of(*projects: tuple[str, str, str]) -> list[tuple[str, str]]:
    rows = [(*project, None, None) for project in projects]
    found = likely_twins(pl.DataFrame(rows, schema=UNITS, orient="row"), MATCHER)
    return list(found.select("project_id", "other_id").iter_rows())
