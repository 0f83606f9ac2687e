"""How well names are matched: weights from the training set, precision and recall on the other.

Belongs here: printing the figures that the documents state; writing the seed of weights anew. Does
not belong here: the labelled sets and the counting (``unit.identity``), floors (the tests).

Usage: ``make match-quality`` or ``python tests/bench/match_quality.py [--train] [--by-change]
[--cost N]``; the last only says what N names against N units take.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import polars as pl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from statscope.identity.deciding import ASKED, UNIT_KINDS, UNITS, Matcher, answers
from statscope.identity.rules import WEIGHTS_SEED
from statscope.samples.draws import Draws
from unit.identity.labelled import LabelledSet
from unit.identity.quality import (
    DBT_PROJECT,
    judged,
    measured,
    measuring_sets,
    seed_rows,
    training_sets,
    weighed,
)

_SIGNS = tuple(
    "金银山水木火土天地龙虎马牛羊江河湖海春夏秋冬东西南北福禄寿喜荣华富贵昌盛兴隆发达顺利"
)
_TRADES = ("煤业", "酒业", "建材", "食品", "化工", "粮油", "水泥", "商贸")

HEADER = ("names", "known", "given", "right", "doubtful", "shown")


def train() -> None:
    """Write the seed of weights anew."""
    rows = seed_rows({unit_kind: weighed(unit_kind) for unit_kind in UNIT_KINDS})
    rows.write_csv(DBT_PROJECT / WEIGHTS_SEED)


def line(label: str, unit_kind: str, sets: Sequence[LabelledSet]) -> str:
    """Return the figures of some labelled sets."""
    quality = measured(unit_kind, sets)
    counts = " ".join(f"{getattr(quality, name):>8,}" for name in HEADER)
    shares = (quality.precision, quality.recall, quality.recall_with_review, quality.review_share)
    return f"{unit_kind:<10} {label:<9} {counts} " + " ".join(f"{share:>7.1%}" for share in shares)


def by_change(unit_kind: str) -> pl.DataFrame:
    """Return what became of the names, by the way in which they were changed."""
    matcher = Matcher.from_seeds(DBT_PROJECT)
    judgements = pl.concat([judged(one, unit_kind, matcher) for one in measuring_sets(unit_kind)])
    auto, review = pl.col("decision") == "auto", pl.col("decision") == "review"
    return (
        judgements.group_by("how")
        .agg(
            names=pl.len(),
            given=auto.sum(),
            right=(auto & pl.col("is_right")).sum(),
            doubtful=review.sum(),
            shown=(review & pl.col("is_right")).sum(),
        )
        .sort("how")
    )


def cost(count: int) -> str:
    """Return what it takes to answer invented names, and how much memory the process had."""
    draws = Draws(1)
    names = [
        "".join(draws.pick(_SIGNS, "sign", i, place) for place in range(3))
        + f"{draws.pick(_TRADES, 'trade', i)}有限公司"
        for i in range(2 * count)
    ]
    units = [{"unit_id": f"E{i}", "name": name} for i, name in enumerate(names[:count])]
    asked = [{"ask_id": i, "name": name} for i, name in enumerate(names[count:])]
    started = time.monotonic()
    answers(
        pl.DataFrame(asked, schema=ASKED),
        pl.DataFrame(units, schema=UNITS),
        "enterprise",
        Matcher.from_seeds(DBT_PROJECT),
    )
    seconds = time.monotonic() - started
    mebibytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return f"{count:,} names against {count:,} units: {seconds:.1f} s, {mebibytes:,} MiB"


def main() -> None:
    """Print the figures; train first if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", action="store_true", help="write the seed of weights anew")
    parser.add_argument("--by-change", action="store_true", help="also by the kind of change")
    parser.add_argument("--cost", type=int, help="only say what so many names take")
    chosen = parser.parse_args()
    if chosen.cost:
        print(cost(chosen.cost))
        return
    if chosen.train:
        train()
    names = " ".join(f"{name:>8}" for name in HEADER)
    print(f"{'':<10} {'set':<9} {names}  precis.  recall  +review  to see")
    for unit_kind in UNIT_KINDS:
        print(line("training", unit_kind, training_sets(unit_kind)))
        print(line("measuring", unit_kind, measuring_sets(unit_kind)))
    with pl.Config(tbl_rows=-1, fmt_str_lengths=40, tbl_hide_dataframe_shape=True):
        for unit_kind in UNIT_KINDS if chosen.by_change else ():
            print(by_change(unit_kind))


if __name__ == "__main__":
    main()
