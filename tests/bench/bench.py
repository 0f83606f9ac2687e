"""Benchmarks: ratios within one run, medians of several, printed as a table.

Belongs here: comparisons of a part of statscope with the least that could do the same work, on
the same machine in the same minutes. Does not belong here: pass or fail (a timed test is a bad
test); figures for the documents are copied from what this prints.

Usage: ``make bench`` or ``python tests/bench/bench.py [--runs 3]
[--only sample,scale,facts,ingest,questions] [--published FILE]`` (the file spares the questions a
run of the sample).
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import bench_facts, bench_ingest, bench_questions, bench_sample, bench_scale
from bench.case import Case, Pair

CASES = {
    "sample": (Case(bench_sample.NAME, bench_sample.YARDSTICK, bench_sample.prepared),),
    "scale": (Case(bench_scale.NAME, bench_scale.YARDSTICK, bench_scale.prepared),),
    "facts": (Case(bench_facts.NAME, bench_facts.YARDSTICK, bench_facts.prepared),),
    "ingest": bench_ingest.CASES,
}
QUESTIONS = "questions"


@dataclass(frozen=True)
class Comparison:
    """One line of the table: seconds of ours and of the yardstick."""

    name: str
    yardstick: str
    ours: tuple[float, ...]
    theirs: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """Median of ours over median of the yardstick."""
        return statistics.median(self.ours) / statistics.median(self.theirs)


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare(case: Case, pair: Pair, runs: int) -> Comparison:
    """Time both sides alternately, each in a fresh folder."""
    ours, theirs = pair
    mine: list[float] = []
    other: list[float] = []
    for _ in range(runs):
        for work, times in ((theirs, other), (ours, mine)):
            with tempfile.TemporaryDirectory() as scratch:
                folder = Path(scratch)
                times.append(seconds(lambda work=work, folder=folder: work(folder)))
    return Comparison(case.name, case.yardstick, tuple(mine), tuple(other))


def all_comparisons(runs: int, only: set[str]) -> list[Comparison]:
    """Run the chosen benchmarks."""
    found: list[Comparison] = []
    for case in (case for key, cases in CASES.items() if not only or key in only for case in cases):
        with tempfile.TemporaryDirectory() as shared, case.prepared(Path(shared)) as pair:
            found.append(compare(case, pair, runs))
    return found


def print_table(comparisons: list[Comparison]) -> None:
    """Print name, medians in seconds and the ratio."""
    print(f"{'what':<58} {'ours s':>8} {'yardstick s':>12} {'ratio':>7}  yardstick")
    for c in comparisons:
        print(
            f"{c.name:<58} {statistics.median(c.ours):>8.2f} "
            f"{statistics.median(c.theirs):>12.2f} {c.ratio:>7.2f}  {c.yardstick}"
        )


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default="")
    parser.add_argument("--published", type=Path)
    options = parser.parse_args()
    only = set(filter(None, options.only.split(",")))
    if only != {QUESTIONS}:
        print_table(all_comparisons(options.runs, only))
    if not only or QUESTIONS in only:
        bench_questions.print_questions(options.published)


if __name__ == "__main__":
    main()
