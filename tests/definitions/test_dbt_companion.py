"""dbt builds in a process at the side: it tells of each node, and never outlives who listens."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from statscope.defs.dbt_companion import DbtCompanion
from statscope.defs.dbt_messages import Done, Finished
from statscope.defs.dbt_project import build_arguments, parsed_project
from statscope.settings import Settings
from statscope.warehouse.build import create_tables, open_build

SEEDS = ("regimes", "divisions")
KILLED_PARENT = """
import sys, time
from pathlib import Path
from statscope.defs.dbt_companion import DbtCompanion
from statscope.quality.judging import JudgingProcess
from statscope.settings import Settings
dbt, judge = DbtCompanion(), JudgingProcess()
dbt.prepare(Settings.from_environment({}, home=Path(sys.argv[1])))
judge.prepare()
print(dbt.process.pid, judge.process.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings.from_environment({}, home=tmp_path)
    with open_build(settings.build_file) as connection:
        create_tables(connection)
    return settings


def without_tests(settings: Settings) -> list[str]:
    arguments = build_arguments(settings, everything=True, select=SEEDS)
    return [*arguments, "--exclude-resource-type", "test"]


def built(settings: Settings, *further: str) -> Iterator[Finished | Done]:
    arguments = [*without_tests(settings), *further]
    return DbtCompanion().build(settings, parsed_project(settings), arguments)


def test_each_relation_is_told_with_its_rows_before_the_end(settings: Settings) -> None:
    *told, done = list(built(settings))
    assert isinstance(done, Done)
    assert (done.success, done.problem) == (True, None)
    rows = {
        one.result.unique_id.split(".")[-1]: one.rows
        for one in told
        if isinstance(one, Finished) and one.rows is not None
    }
    assert set(rows) == set(SEEDS)
    with open_build(settings.build_file, read_only=True) as connection:
        for name, count in rows.items():
            assert connection.execute(f"select count(*) from seeds.{name}").fetchall() == [(count,)]
    ended = {one.result.unique_id: one.result.status for one in told if isinstance(one, Finished)}
    assert ended == {result.unique_id: result.status for result in done.results}


def test_what_dbt_cannot_do_is_told_in_its_words(settings: Settings) -> None:
    *_, done = list(built(settings, "--no-such-option"))
    assert isinstance(done, Done)
    assert not done.success
    assert done.problem is not None
    assert "no-such-option" in done.problem


def test_a_process_that_is_killed_ends_the_build_with_its_status(settings: Settings) -> None:
    companion = DbtCompanion()
    companion.prepare(settings)
    assert companion.process is not None
    os.kill(companion.process.pid, signal.SIGKILL)
    building = companion.build(settings, parsed_project(settings), without_tests(settings))
    *_, done = list(building)
    assert done == Done(success=False, problem="the process of dbt ended with status -9")


def test_who_stops_listening_ends_the_build_and_the_file_is_free(settings: Settings) -> None:
    building = built(settings)
    assert isinstance(next(building), Finished)
    building.close()  # type: ignore[attr-defined]  # a generator
    with open_build(settings.build_file) as connection:
        connection.execute("create table after_build (one integer)")


def is_alive(process: int) -> bool:
    """Whether a process runs; one that waits to be buried does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2]
    except OSError:
        return False
    return state.split()[0] != "Z"


def test_no_process_at_the_side_outlives_the_one_that_was_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", KILLED_PARENT, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        children = [int(number) for number in parent.stdout.readline().split()]
        assert all(is_alive(child) for child in children)
        parent.kill()
    until = time.monotonic() + 30
    while any(is_alive(child) for child in children) and time.monotonic() < until:
        time.sleep(0.1)
    assert not [child for child in children if is_alive(child)]
