"""A county of twenty times the units against the sample county: what grows faster than the rows.

A join that compares every pair of rows takes no time in the sample and hours in a city.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.bench_sample import call, run_sample
from bench.case import Pair

SCALE = 20
NAME = f"{SCALE} times the units: statscope run, whole process"
YARDSTICK = "the sample county"


@contextmanager
def prepared(shared: Path) -> Iterator[Pair]:
    """Write the deliveries of the large county once."""
    deliveries = shared / "deliveries"
    call("-m", "statscope", "sample", deliveries, "--scale", SCALE)
    run = ("-m", "statscope", "run", "--deliveries", deliveries, "--home")
    yield lambda home: call(*run, home), run_sample
