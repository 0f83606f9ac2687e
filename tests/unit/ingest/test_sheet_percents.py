"""Numbers that a spreadsheet shows in percent are read as they are shown."""

from __future__ import annotations

import io
import struct
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from statscope.ingest.sheet_percents import as_percent, percent_cells, shows_percent
from statscope.ingest.xls_percents import xls_percents
from unit.ingest.conftest import Bureau

OLD_WORKBOOK = Path(__file__).parent / "files" / "growth.xls"
HEADER = ("区划代码", "指标", "总量", "增速", "位次")


def bulletin(*growth: tuple[object, str]) -> bytes:
    """The city's bulletin with one county per (value, format) of its growth."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet("说明").write(0, 0, 0.5, book.add_format({"num_format": "0%"}))
    sheet = book.add_worksheet("通报")
    sheet.write_row(0, 0, HEADER)
    for place, (value, code) in enumerate(growth, start=1):
        sheet.write_row(place, 0, [510520 + place, "工业增加值", 100])
        sheet.write(place, 3, value, book.add_format({"num_format": code}))
    book.close()
    return out.getvalue()


def growth_of(bureau: Bureau) -> list[float | None]:
    rows = bureau.query("select growth from raw.peer_indicators order by row_number")
    return [None if growth is None else round(growth, 9) for (growth,) in rows]


def test_growth_typed_as_percent_is_that_percent(bureau: Bureau) -> None:
    bureau.deliver(
        "peer_indicators/2011-04.xlsx",
        bulletin(
            (0.238, "0.0%"),
            (23.8, "General"),
            (-0.05, "0%"),
            (1 / 3, "0.00%;[Red]-0.00%"),
            (15.8, '0.0"%"'),
            ("27.3", "0.0%"),
            (None, "0.0%"),
        ),
    )
    bureau.run()
    assert growth_of(bureau) == [0.238, 0.238, -0.05, 0.333333333, 0.158, 0.273, None]
    shown = bureau.query("select growth_raw from delivered.peer_indicators order by row_number")
    assert shown[:2] == [("23.8%",), ("23.8",)]


def test_the_old_format_says_percent_too(bureau: Bureau) -> None:
    bureau.deliver("peer_indicators/2011-04.xls", OLD_WORKBOOK.read_bytes())
    bureau.run()
    assert growth_of(bureau) == [0.273, 0.05, 0.158, 0.158, 0.238, 1.0]
    assert bureau.delivery("2011-04.xls")["rows_loaded"] == 6


def test_money_shown_in_percent_is_no_money(bureau: Bureau) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ("项目代码", "自年初累计完成投资", "占比"))
    percent = book.add_format({"num_format": 10})
    sheet.write(1, 0, "A")
    sheet.write(1, 1, 5, percent)
    sheet.write(2, 0, "B")
    sheet.write(2, 1, 5)
    sheet.write(2, 2, 0.5, percent)
    book.close()
    bureau.deliver("project_progress/2011-04.xlsx", out.getvalue())
    bureau.run()
    assert bureau.rejected() == [(2, ["bad_number"], "invested_ytd", "500%")]
    assert bureau.query("select period from raw.project_progress") == [(date(2011, 4, 1),)]


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        pytest.param(9, "", True, id="built in"),
        pytest.param(176, "0.0%_ ", True, id="own format"),
        pytest.param(176, '0.0"%"', False, id="a sign in quotes"),
        pytest.param(176, r"0.0\%", False, id="a sign as it stands"),
        pytest.param(14, "", False, id="a date"),
    ],
)
def test_a_format_shows_percent_by_a_bare_sign(number: int, code: str, *, shown: bool) -> None:
    assert shows_percent(number, code) is shown


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.238, "23.8%"), (1.0, "100%"), (-0.5, "-50%"), (0, "0%"), ("x", None), (True, None)],
)
def test_a_number_is_written_as_it_is_shown(value: object, text: str | None) -> None:
    assert as_percent(value) == text


def test_adjacent_numbers_of_the_old_format_are_told_apart() -> None:
    """MULRK: several numbers of a row in one record, each with a format of its own."""
    globals_ = record(0xE0, struct.pack("<HHH", 0, 0, 0)) + record(
        0xE0, struct.pack("<HHH", 0, 9, 0)
    )
    cells = struct.pack("<HH", 4, 2) + struct.pack("<HIHIHI", 0, 0, 1, 0, 1, 0) + b"\x04\x00"
    name = "表".encode("utf-16-le")
    bound = struct.pack("<IHBB", 0, 0, 1, 1) + name
    start = len(globals_) + len(record(0x85, bound)) + len(record(0x0A, b""))
    bound = struct.pack("<I", start) + bound[4:]
    stream = globals_ + record(0x85, bound) + record(0x0A, b"") + record(0xBD, cells)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("statscope.ingest.xls_percents.workbook_stream", lambda _content: stream)
        assert xls_percents(b"", "表", shows_percent) == {3: [5], 4: [5]}


def record(kind: int, data: bytes) -> bytes:
    """A record of the old format."""
    return struct.pack("<HH", kind, len(data)) + data


@pytest.mark.parametrize("content", [b"PK\x03\x04 damaged", b"\xd0\xcf\x11\xe0 damaged"])
def test_a_damaged_workbook_shows_no_percent(content: bytes) -> None:
    assert percent_cells(content, "表") == {}
