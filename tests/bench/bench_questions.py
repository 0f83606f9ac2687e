"""Every question of ``sql/`` on the published file of the sample county, in milliseconds.

Belongs here: timing the library against what the design promises, 100 ms a question. Does not
belong here: whether the answers are right (``tests/integration/test_query_library.py``).

A question is asked as ``statscope query`` asks it, of a connection that is open, and all its rows
are fetched; the first asking is not timed.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from statscope.settings import PROJECT_ROOT

PROMISED_MS = 100.0
ASKED = 7


@contextmanager
def published_sample(given: Path | None) -> Iterator[Path]:
    """Yield a published file of the sample: the given one, else one made for this."""
    if given is not None:
        yield given
        return
    with tempfile.TemporaryDirectory() as home:
        samples = PROJECT_ROOT / "data" / "samples"
        command = [sys.executable, "-m", "statscope", "run", "--deliveries", str(samples)]
        subprocess.run([*command, "--home", home], check=True, stdout=subprocess.DEVNULL)
        yield Path(home) / "published" / "current.duckdb"


def milliseconds(connection: duckdb.DuckDBPyConnection, sql: str) -> float:
    """Return the median time of an answer."""
    times = []
    for _ in range(ASKED + 1):
        start = time.perf_counter()
        connection.execute(sql).fetchall()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times[1:])


def measure(published: Path) -> dict[str, float]:
    """Return question -> milliseconds, slowest first."""
    with duckdb.connect(str(published), read_only=True) as connection:
        times = {
            path.stem: milliseconds(connection, path.read_text(encoding="utf-8"))
            for path in sorted((PROJECT_ROOT / "sql").glob("*.sql"))
        }
    return dict(sorted(times.items(), key=lambda item: -item[1]))


def print_questions(given: Path | None) -> None:
    """Print every question with its time, and how many miss what is promised."""
    with published_sample(given) as published:
        times = measure(published)
    print(f"{'question of sql/ on the sample':<40} {'ms':>8}")
    for name, took in times.items():
        print(f"{name:<40} {took:>8.1f}{'  over' if took >= PROMISED_MS else ''}")
    late = sum(took >= PROMISED_MS for took in times.values())
    print(f"{len(times)} questions, {late} over {PROMISED_MS:.0f} ms")
