"""Workbooks read in a process of their own, with limits on time and memory.

Belongs here: starting the process, asking it, and replacing it when it misbehaves. Does not belong
here: what the process does (``workbook_process``, ``sheets``).

One warm process reads one workbook after the other. A reader that panics, hangs or eats memory is
killed and costs its workbook only.
"""

from __future__ import annotations

import atexit
import io
import json
import signal
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from typing import Any

import polars as pl

from statscope.companion import Companion
from statscope.ingest.limits import Limits
from statscope.ingest.profile import Profile
from statscope.ingest.refusal import FileRefusedError
from statscope.ingest.table import HeadRow, Table
from statscope.registers.contract import FileReason

_SIGNS_OF_MEMORY = ("capacity overflow", "memory allocation", "alloc", "MemoryError")
_SECONDS_TO_END = 10.0
_GRACE = 0.2


def isolated_tables(content: bytes, profile: Profile, limits: Limits) -> Iterator[Table]:
    """Yield what ``sheets.workbook_tables`` yields, read in the other process.

    Only the tables of the workbook that was opened last can be loaded, and only the last of them.

    Raises:
        FileRefusedError: as ``workbook_tables``; also ``too_large`` where reading takes too much
            memory, ``unreadable`` where it takes too long or breaks down.
    """
    reader = the_reader()
    request = {"do": "open", "sheet": profile.sheet, "header_row": profile.header_row}
    reader.ask(request | {"limits": asdict(limits)}, limits.reader_seconds, content)
    while True:
        answer, _ = reader.ask({"do": "table"}, limits.reader_seconds)
        if answer["is"] == "end":
            return
        head = tuple(HeadRow(number, tuple(cells)) for number, cells in answer["head"])
        yield Table(answer["sheet"], None, None, head, _Rows(reader, limits.reader_seconds))


class _Rows:
    """Loads the rows of the table that was asked for last."""

    def __init__(self, reader: Reader, seconds: float) -> None:
        self._reader = reader
        self._seconds = seconds

    def __call__(self, fields: int) -> Iterator[pl.DataFrame]:
        """Yield all rows; while one frame is judged here, the next is read there."""
        wanted: dict[str, Any] = {"do": "rows", "fields": fields}
        self._reader.request(wanted)
        while True:
            answer, rows = self._reader.answer(self._seconds)
            if answer["is"] == "end":
                return
            self._reader.request({"do": "more"})
            yield pl.read_ipc(io.BytesIO(rows))


@cache
def the_reader() -> Reader:
    """Return the one reader of this process; it starts with the first workbook."""
    reader = Reader()
    atexit.register(reader.end)
    return reader


class Reader(Companion):
    """The other process: started when needed, replaced when it misbehaves."""

    def __init__(self) -> None:
        """Start nothing yet."""
        super().__init__("statscope.ingest.workbook_process", {"POLARS_MAX_THREADS": "1"})
        self._number = 0

    def ask(
        self, request: dict[str, Any], seconds: float, content: bytes | None = None
    ) -> tuple[dict[str, Any], bytes]:
        """Send a request and wait for its answer.

        Raises:
            FileRefusedError: the workbook is refused, or the process misbehaved.
        """
        self.request(request, content)
        return self.answer(seconds)

    def request(self, request: dict[str, Any], content: bytes | None = None) -> None:
        """Send a request; answers to earlier ones that nobody took are passed over later."""
        self._number += 1
        message = json.dumps(request | {"id": self._number}).encode()
        # A process that died after its last workbook shows only now: then a new one takes over.
        for attempt in range(2):
            connection = self.connection
            try:
                connection.send_bytes(message)
                if content is not None:
                    connection.send_bytes(content)
            except OSError:
                self.end(_GRACE)
                if attempt or content is None:
                    raise _broken("the reader ended") from None
            else:
                return

    def answer(self, seconds: float) -> tuple[dict[str, Any], bytes]:
        """Wait for the answer to the last request.

        Raises:
            FileRefusedError: the workbook is refused, or the process misbehaved.
        """
        connection = self.connection
        try:
            while True:
                if not connection.poll(seconds):
                    self.end(_GRACE)
                    raise _broken(f"it took longer than {seconds:g} seconds")
                answer = json.loads(connection.recv_bytes())
                rows = connection.recv_bytes() if answer["is"] == "rows" else b""
                if answer["id"] == self._number:
                    return self._judged(answer), rows
        except (EOFError, OSError):
            raise self._ended() from None

    def _judged(self, answer: dict[str, Any]) -> dict[str, Any]:
        """Return an answer, or raise what it tells."""
        if answer["is"] == "refused":
            raise FileRefusedError(FileReason(answer["reason"]), answer["zh"], answer["en"])
        if answer["is"] == "out_of_memory":
            self.end(_GRACE)
            raise _too_much()
        if answer["is"] == "failed":
            self.end(_GRACE)
            what = answer["what"]
            raise _too_much() if any(s in what for s in _SIGNS_OF_MEMORY) else _broken(what)
        return answer

    def _ended(self) -> FileRefusedError:
        """Return why a workbook is refused on which the process ended."""
        # It is ending by itself, and its status tells why; on a busy machine that takes a while.
        status = self.end(_SECONDS_TO_END)
        if status == -signal.SIGABRT:  # what Rust does where memory is refused
            return _too_much()
        if status in {-signal.SIGALRM, -signal.SIGXCPU}:
            return _broken("it took too long")
        return _broken(f"the reader ended with status {status}")


def _too_much() -> FileRefusedError:
    return FileRefusedError(
        FileReason.TOO_LARGE,
        "读取工作簿需要的内存超过上限，可能有一个单元格远在表格之外",
        "reading the workbook takes more memory than allowed; perhaps a cell lies far outside",
    )


def _broken(why: str) -> FileRefusedError:
    return FileRefusedError(
        FileReason.UNREADABLE, f"读取工作簿失败：{why}", f"reading the workbook failed: {why}"
    )
