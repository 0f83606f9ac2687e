"""The process in which workbooks are opened: a hostile one ends it, and nothing else.

Belongs here: its limits, and answering requests one by one. Does not belong here: reading itself
(``sheets``), starting, watching and replacing the process (``isolation``).

Run as ``python -m statscope.ingest.workbook_process FD``. A request is one line of JSON, for
``open`` followed by the bytes of the workbook; an answer is one line of JSON, for ``rows``
followed by an Arrow file.
"""

from __future__ import annotations

import io
import json
import os
import resource
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import polars as pl

from statscope.ingest.limits import Limits
from statscope.ingest.profile import Profile
from statscope.ingest.refusal import FileRefusedError
from statscope.ingest.sheets import workbook_tables
from statscope.ingest.table import Table

# The operating system ends a step that nobody watches any more.
_SECONDS_OF_GRACE = 5


@dataclass
class _Open:
    """The workbook that is open: its tables so far, and rows on their way."""

    tables: Iterator[Table] = field(default_factory=lambda: iter(()))
    table: Table | None = None
    pieces: Iterator[pl.DataFrame] = field(default_factory=lambda: iter(()))


def serve(connection: Connection) -> None:
    """Answer requests until the other side closes the connection."""
    book, limits = _Open(), Limits()
    while True:
        try:
            request = json.loads(connection.recv_bytes())
            content = connection.recv_bytes() if request["do"] == "open" else b""
        except EOFError:
            return
        limits = Limits(**request["limits"]) if "limits" in request else limits
        _limit_memory(limits.reader_bytes)
        signal.alarm(int(limits.reader_seconds) + _SECONDS_OF_GRACE)
        answer, payload, is_sound = _answered(book, request, content, limits)
        signal.alarm(0)
        connection.send_bytes(json.dumps(answer | {"id": request["id"]}).encode())
        if payload is not None:
            connection.send_bytes(payload)
        if not is_sound:
            return


def _answered(
    book: _Open, request: dict[str, Any], content: bytes, limits: Limits
) -> tuple[dict[str, Any], bytes | None, bool]:
    """Return the answer, the rows with it, and whether the process can be trusted further."""
    try:
        answer, payload = _done(book, request, content, limits)
    except FileRefusedError as refused:
        zh, _, en = refused.detail.partition(" | ")
        return {"is": "refused", "reason": refused.reason, "zh": zh, "en": en}, None, True
    except MemoryError:
        return {"is": "out_of_memory"}, None, False
    except BaseException as error:  # noqa: BLE001  # a panic of the reader is no Exception
        what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        return {"is": "failed", "what": what}, None, False
    return answer, payload, True


def _done(
    book: _Open, request: dict[str, Any], content: bytes, limits: Limits
) -> tuple[dict[str, Any], bytes | None]:
    """Do what is asked for."""
    if request["do"] == "open":
        profile = Profile(sheet=request["sheet"], header_row=request["header_row"])
        book.tables, book.table = workbook_tables(content, profile, limits), None
        return {"is": "done"}, None
    if request["do"] == "table":
        book.table = next(book.tables, None)
        if book.table is None:
            return {"is": "end"}, None
        head = [[row.number, row.cells] for row in book.table.head]
        return {"is": "table", "sheet": book.table.sheet, "head": head}, None
    if request["do"] == "rows" and book.table is not None:
        book.pieces = book.table.pieces(request["fields"])
    rows = next(islice(book.pieces, 1), None)
    if rows is None:
        return {"is": "end"}, None
    out = io.BytesIO()
    rows.write_ipc(out, compression="uncompressed")
    return {"is": "rows"}, out.getvalue()


def _limit_memory(extra: int) -> None:
    """Allow so much more memory than the process had when it started."""
    limit = _BASE + extra
    resource.setrlimit(resource.RLIMIT_AS, (limit, resource.RLIM_INFINITY))


def _held() -> int:
    """Return the bytes of address space in use; 4 GiB where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError):
        return 4 * 1024**3
    return pages * resource.getpagesize()


_BASE = _held()

if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        serve(Connection(int(sys.argv[1])))
    except MemoryError:
        os.abort()  # no memory even to say so: the status says it, as where Rust runs out of it
