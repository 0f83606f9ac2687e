"""Whole runs that are killed, starved, deceived: ``make fault-test``.

Belongs here: faults that only a whole run meets. Does not belong here: those that a hand-made build
shows in a second (``test_faults_in_small``).

After each of them the former vintage must stand byte for byte; after all of them a run must publish
what an undisturbed run publishes.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest

from definitions.test_runs import write_month
from faults.faulty import contents, limited_files, outcome, standing, start

pytestmark = [pytest.mark.nightly, pytest.mark.slow, pytest.mark.timeout(3600)]

KILLS = 8
SEED = 20110430


def one_line(error: str) -> str:
    """What was said, which must be one line and no traceback."""
    lines = [line for line in error.splitlines() if line.strip()]
    assert len(lines) == 1, error
    assert "Traceback" not in error
    return lines[0]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """A home of two months that was run once, and how long that took."""
    home = tmp_path_factory.mktemp("faults") / "home"
    for month in ("2011-03", "2011-04"):
        write_month(home / "deliveries", month, [600, 400, 50])
    started = time.monotonic()
    code, error = outcome(start(home))
    assert code == 0, error
    return home, time.monotonic() - started


@pytest.fixture
def home(undisturbed: tuple[Path, float], tmp_path: Path) -> Path:
    """A copy of that home."""
    shutil.copytree(undisturbed[0], tmp_path / "home", symlinks=True)
    return tmp_path / "home"


def run_again(home: Path) -> None:
    """A run after a fault; nothing stands in its way and nothing of the fault is left."""
    before = standing(home)
    code, error = outcome(start(home))
    assert code == 0, error
    assert standing(home)[0] > before[0]
    assert not list((home / "published").glob(".*"))


def kill_after(home: Path, seconds: float) -> None:
    """Start a run and end it, and all that it started, without a warning."""
    victim = start(home)
    try:
        victim.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(victim.pid, signal.SIGKILL)
        victim.communicate()


def ends_within(seconds: float, group: int) -> bool:
    """Whether no process of a group is left by then."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def test_a_run_killed_at_any_moment_changes_nothing_and_the_next_one_is_whole(
    undisturbed: tuple[Path, float], home: Path
) -> None:
    before, kept = standing(home), contents(home)
    draw = random.Random(SEED)  # noqa: S311  # not a secret
    stretch = undisturbed[1] * 0.9 / KILLS
    for number in range(KILLS):
        kill_after(home, (number + draw.random()) * stretch)
        if standing(home) != before:  # it was quick: the vintage that it published is whole
            assert contents(home) == kept
            before = standing(home)
    run_again(home)
    assert contents(home) == kept


@pytest.mark.parametrize("share", [0.02, 0.3, 0.5, 0.75])
def test_a_run_that_a_person_interrupts_says_so_and_changes_nothing(
    undisturbed: tuple[Path, float], home: Path, share: float
) -> None:
    before = standing(home)
    run = start(home)
    time.sleep(share * undisturbed[1])
    # As a terminal does on Ctrl-C: to every process of the group.
    os.killpg(run.pid, signal.SIGINT)
    code, error = outcome(run)
    # Python may end by the signal itself; a shell shows both alike.
    assert code in {130, -signal.SIGINT}
    assert one_line(error) == "Interrupted."
    assert standing(home) == before
    assert ends_within(15, run.pid)


def test_a_full_disk_anywhere_in_a_run_is_one_line(home: Path) -> None:
    before, kept = standing(home), contents(home)
    for size in (0, 100_000, 5_000_000):
        code, error = outcome(start(home, limited_files(size)))
        assert code == 1
        assert "The disk is full, or a file may not grow" in one_line(error)
        assert standing(home) == before
    run_again(home)
    assert contents(home) == kept


@pytest.mark.parametrize("content", [b"no database" * 999, b""], ids=["garbage", "empty"])
def test_a_spoiled_build_file_is_made_anew(home: Path, content: bytes) -> None:
    kept = contents(home)
    (home / "warehouse" / "build.duckdb").write_bytes(content)
    run_again(home)
    assert contents(home) == kept


def test_a_file_that_vanishes_during_the_run_is_refused_and_stops_publication(home: Path) -> None:
    before, kept = standing(home), contents(home)
    victim = home / "deliveries" / "projects" / "2011-04.csv"
    content, when = victim.read_bytes(), victim.stat().st_mtime_ns
    with start(home) as run:  # which closes its pipes
        assert run.stdout is not None
        assert run.stderr is not None
        # The line on the files found comes before any of them is opened.
        while "found" not in run.stdout.readline().lower():
            assert run.poll() is None
        victim.unlink()
        drain = threading.Thread(target=run.stdout.read)
        drain.start()
        error = run.stderr.read()
        drain.join()
    assert run.wait(600) == 3, error
    assert one_line(error)
    assert standing(home) == before
    victim.write_bytes(content)
    os.utime(victim, ns=(when, when))
    run_again(home)
    assert contents(home) == kept


def test_a_vintage_of_the_future_is_followed_by_a_later_one(home: Path) -> None:
    published = home / "published"
    ahead = published / "statscope-20991231T235959Z.duckdb"
    (published / "current.duckdb").resolve().rename(ahead)
    (published / "current.duckdb").unlink()
    (published / "current.duckdb").symlink_to(ahead.name)
    (published / "CURRENT").write_text(ahead.name + "\n", encoding="utf-8")
    kept = contents(home)
    run_again(home)
    assert contents(home) == kept
    assert ahead.exists()
