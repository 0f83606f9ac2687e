"""A process at the side judges as this one does, and its end is no verdict."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from statscope.quality import engine, judging
from statscope.quality.engine import ROW, Expect
from statscope.quality.judging import JudgingProcess, judge_frame, open_tables
from statscope.warehouse.build import open_build

FRAME = pd.DataFrame({ROW: [0, 1, 2], "value": [1.0, 5.0, 9.0]})
EXPECT = Expect("x", "ExpectColumnValuesToBeBetween", {"column": "value", "max_value": 5})
FILLED = Expect("filled", "ExpectColumnValuesToNotBeNull", {"column": "one"})


@pytest.fixture(scope="module")
def started() -> Iterator[JudgingProcess]:
    process = JudgingProcess()
    process.prepare()
    yield process
    process.end()


@pytest.fixture
def judge(started: JudgingProcess, monkeypatch: pytest.MonkeyPatch) -> JudgingProcess:
    monkeypatch.setattr(judging, "the_judge", lambda: started)
    return started


@pytest.fixture
def build(tmp_path: Path) -> Path:
    path = tmp_path / "build.duckdb"
    with open_build(path) as connection:
        connection.execute("create schema raw; create table raw.t as select null as one")
    return path


def test_frames_are_judged_there_as_here(judge: JudgingProcess) -> None:
    assert judge.is_there
    there = judge_frame(FRAME, [EXPECT])
    assert there == engine.judge_frame(FRAME, [EXPECT])
    assert there[0].rows == {2}


def test_tables_are_judged_there_as_here_and_the_file_is_free_again(
    judge: JudgingProcess, build: Path
) -> None:
    with open_tables(build) as tables:
        there = tables.judge("raw", "t", [FILLED])
    with engine.open_tables(build) as here:
        assert there == here.judge("raw", "t", [FILLED])
    assert not there[0].met
    assert judge.is_there
    with open_build(build) as connection:
        connection.execute("insert into raw.t values (1)")
    with open_tables(build) as tables:
        assert tables.judge("raw", "t", [FILLED])[0].unexpected == 1


@pytest.mark.usefixtures("judge")
def test_what_is_raised_there_is_raised_here_and_the_process_goes_on(build: Path) -> None:
    with open_tables(build) as tables, pytest.raises(RuntimeError, match="nowhere"):
        tables.judge("raw", "nowhere", [FILLED])
    assert judge_frame(FRAME, [EXPECT])[0].rows == {2}


def test_a_process_that_ends_is_no_verdict(monkeypatch: pytest.MonkeyPatch, build: Path) -> None:
    process = JudgingProcess()
    monkeypatch.setattr(judging, "the_judge", lambda: process)
    process.prepare()
    assert process.process is not None
    with open_tables(build) as tables:
        os.kill(process.process.pid, signal.SIGKILL)
        with pytest.raises(RuntimeError, match="ended with status -9"):
            tables.judge("raw", "t", [FILLED])
    assert not process.is_there
    assert judge_frame(FRAME, [EXPECT])[0].rows == {2}
