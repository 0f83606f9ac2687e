"""Workbooks are read in another process: whatever one does to it, the next is read."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import zipfile
from collections.abc import Iterator

import pytest
import xlsxwriter

from statscope.ingest import isolation
from statscope.ingest.isolation import Reader, isolated_tables
from statscope.ingest.limits import Limits
from statscope.ingest.profile import Profile
from statscope.ingest.refusal import FileRefusedError
from statscope.ingest.sheets import workbook_tables
from statscope.registers.contract import FileReason


def workbook(*rows: tuple[object, ...]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("表")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same workbook with other bytes in one part."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for one in {*old.namelist(), name}:
            new.writestr(one, part if one == name else old.read(one))
    return out.getvalue()


@pytest.fixture(scope="module", autouse=True)
def reader() -> Iterator[Reader]:
    """One reader for all tests, as in a run."""
    yield isolation.the_reader()
    isolation.the_reader().end()


def refusal(content: bytes, **limits: float) -> FileReason:
    with pytest.raises(FileRefusedError) as refused:
        [list(one.pieces(1)) for one in isolated_tables(content, Profile(), Limits(**limits))]  # type: ignore[arg-type]
    return refused.value.reason


PLAIN = workbook(("a", "b"), ("x", 1), ("", 2.5))


def cells(content: bytes) -> list[tuple[object, ...]]:
    return [
        row for one in isolated_tables(content, Profile(), Limits()) for row in one.load(2).rows()
    ]


def process_of(reader: Reader) -> subprocess.Popen[bytes]:
    assert reader.process is not None
    return reader.process


def test_the_other_process_reads_what_this_one_would() -> None:
    here = [
        row for one in workbook_tables(PLAIN, Profile(), Limits()) for row in one.load(2).rows()
    ]
    assert cells(PLAIN) == here != []


def test_one_process_reads_many_workbooks(reader: Reader) -> None:
    cells(PLAIN)
    first = process_of(reader)
    cells(PLAIN)
    assert first is process_of(reader)


@pytest.mark.parametrize(
    ("content", "limits", "reason"),
    [
        pytest.param(PLAIN, {"reader_seconds": 0.0}, FileReason.UNREADABLE, id="takes too long"),
        pytest.param(PLAIN, {"sheet_cells": 3}, FileReason.TOO_LARGE, id="too many cells"),
        pytest.param(PLAIN[:600], {}, FileReason.UNREADABLE, id="cut short"),
        pytest.param(b"text", {}, FileReason.UNREADABLE, id="no workbook"),
        pytest.param(
            with_part(PLAIN, "xl/worksheets/sheet1.xml",
                      b'<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'
                      + b"a" * 40_000_000 + b"</t></is></c></row></sheetData></worksheet>"),
            {"reader_bytes": 30_000_000}, FileReason.TOO_LARGE, id="a zip bomb",
        ),
    ],
)  # fmt: skip
def test_a_hostile_workbook_costs_itself_only(
    content: bytes, limits: dict[str, float], reason: FileReason
) -> None:
    assert refusal(content, **limits) is reason
    assert len(cells(PLAIN)) == 3


class SlowToEnd:
    """A process that ran out of memory and takes half a second to be gone."""

    status = -signal.SIGABRT

    def wait(self, timeout: float | None = None) -> int:
        if timeout is not None and timeout < 0.5:
            raise subprocess.TimeoutExpired("reader", timeout)
        return self.status

    def kill(self) -> None:
        self.status = -signal.SIGKILL


def test_a_process_that_is_slow_to_end_is_still_asked_why() -> None:
    reader = Reader()
    reader.process = SlowToEnd()  # type: ignore[assignment]
    assert reader._ended().reason is FileReason.TOO_LARGE  # noqa: SLF001


def test_a_process_that_was_killed_between_two_workbooks_is_replaced(reader: Reader) -> None:
    cells(PLAIN)
    process = process_of(reader)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert len(cells(PLAIN)) == 3


def test_a_process_that_dies_while_it_reads_costs_one_workbook(reader: Reader) -> None:
    tables = isolated_tables(PLAIN, Profile(), Limits())
    next(tables)
    process = process_of(reader)
    process.kill()
    process.wait()
    with pytest.raises(FileRefusedError) as refused:
        next(tables)
    assert refused.value.reason is FileReason.UNREADABLE
    assert len(cells(PLAIN)) == 3


def test_a_process_that_hangs_is_killed_and_costs_one_workbook(reader: Reader) -> None:
    cells(PLAIN)
    process = process_of(reader)
    os.kill(process.pid, signal.SIGSTOP)  # as a loop without end: it answers nothing any more
    assert refusal(PLAIN, reader_seconds=0.5) is FileReason.UNREADABLE
    assert process.returncode == -signal.SIGKILL
    assert len(cells(PLAIN)) == 3


def test_rows_that_nobody_waits_for_do_not_reach_the_next_workbook() -> None:
    rows = next(isolated_tables(PLAIN, Profile(), Limits())).pieces(2)
    next(rows)
    assert cells(workbook(("other", 7))) == [(1, None, "other", "7", None)]
