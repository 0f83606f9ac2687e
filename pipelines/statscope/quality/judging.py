"""Judging frames and tables, in the process at the side where one was started.

Belongs here: starting, asking and ending that process. Does not belong here: what it does
(``judge_process``), judging itself (``engine``).

Importing Great Expectations takes four seconds of a processor. A run from the command line lets a
process do so while files are taken in; whoever judges without one does it here.
"""

from __future__ import annotations

import atexit
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from statscope.companion import Companion
from statscope.quality import engine
from statscope.quality.engine import Expect, Judgement
from statscope.quality.requests import (
    Answer,
    CloseTables,
    JudgeFrame,
    JudgeTable,
    OpenTables,
    Request,
)

if TYPE_CHECKING:
    import pandas as pd


class JudgesTables(Protocol):
    """Judges tables of one open build file."""

    def judge(
        self, schema: str, table: str, expectations: Sequence[Expect]
    ) -> tuple[Judgement, ...]:
        """Judge one table."""
        ...


class JudgingProcess(Companion):
    """The other process; none until it is started."""

    def __init__(self) -> None:
        """Start nothing yet."""
        super().__init__("statscope.quality.judge_process")

    @property
    def is_there(self) -> bool:
        """Whether it was started and not ended."""
        return self.process is not None

    def prepare(self) -> None:
        """Start it, if it does not wait already."""
        _ = self.connection

    def ask(self, request: Request) -> Any:  # noqa: ANN401 - as what is asked
        """Wait for what a request comes to.

        Raises:
            RuntimeError: it raised something, or the process ended.
        """
        try:
            self.connection.send(request)
            answer: Answer = self.connection.recv()
        except (EOFError, OSError) as error:
            raise RuntimeError(f"the judging process ended with status {self.end()}") from error
        if answer.error is not None:
            raise RuntimeError(answer.error)
        return answer.value

    def judge(
        self, schema: str, table: str, expectations: Sequence[Expect]
    ) -> tuple[Judgement, ...]:
        """Judge one table of the build file that is open."""
        judged: tuple[Judgement, ...] = self.ask(JudgeTable(schema, table, tuple(expectations)))
        return judged


@cache
def the_judge() -> JudgingProcess:
    """Return the one of this process."""
    judge = JudgingProcess()
    atexit.register(judge.end)
    return judge


def judge_frame(frame: pd.DataFrame, expectations: Sequence[Expect]) -> tuple[Judgement, ...]:
    """Judge a small frame, as ``engine.judge_frame`` does."""
    if not the_judge().is_there:
        return engine.judge_frame(frame, expectations)
    judged: tuple[Judgement, ...] = the_judge().ask(JudgeFrame(frame, tuple(expectations)))
    return judged


@contextmanager
def open_tables(build: Path) -> Iterator[JudgesTables]:
    """Open the build file for judging its tables, as ``engine.open_tables`` does."""
    if not the_judge().is_there:
        with engine.open_tables(build) as tables:
            yield tables
        return
    the_judge().ask(OpenTables(build))
    try:
        yield the_judge()
    finally:
        if the_judge().is_there:
            the_judge().ask(CloseTables())
