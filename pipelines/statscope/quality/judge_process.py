"""The process in which Great Expectations judges, at the side of the one that runs the pipeline.

Belongs here: importing the library before it is needed, answering one request after the other.
Does not belong here: judging (``engine``), starting and asking the process (``judging``).

Run as ``python -m statscope.quality.judge_process FD``.
"""

from __future__ import annotations

import signal
import sys
from contextlib import ExitStack
from multiprocessing.connection import Connection
from typing import Any

from statscope.quality.engine import TableJudge, judge_frame, load_library, open_tables
from statscope.quality.requests import (
    Answer,
    CloseTables,
    JudgeFrame,
    JudgeTable,
    OpenTables,
    Request,
)


def serve(connection: Connection) -> None:
    """Answer requests until the other side closes the connection."""
    load_library()
    with ExitStack() as stack:
        judge = _Judge(stack)
        while True:
            try:
                request: Request = connection.recv()
            except (EOFError, OSError):
                return
            try:
                answer = Answer(judge.answer(request))
            except Exception as error:  # noqa: BLE001  # the other side decides what it means
                answer = Answer(None, f"{error}" or type(error).__name__)
            connection.send(answer)


class _Judge:
    """Does what is asked; holds the build file between opening and closing it."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._tables: TableJudge | None = None

    def answer(self, request: Request) -> Any:  # noqa: ANN401 - as the functions that it calls
        """Do what is asked."""
        match request:
            case JudgeFrame(frame, expectations):
                return judge_frame(frame, expectations)
            case OpenTables(build):
                self._tables = self._stack.enter_context(open_tables(build))
            case JudgeTable(schema, table, expectations) if self._tables is not None:
                return self._tables.judge(schema, table, expectations)
            case CloseTables():
                self._stack.close()
                self._tables = None
        return None


if __name__ == "__main__":
    # Ctrl-C reaches both processes; the other one decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    serve(Connection(int(sys.argv[1])))
