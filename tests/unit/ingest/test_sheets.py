"""Workbooks: cell types survive, limits hold, damage costs one file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from statscope.ingest.isolation import isolated_tables
from statscope.ingest.limits import Limits
from statscope.ingest.profile import Profile
from statscope.ingest.refusal import FileRefusedError
from statscope.ingest.sheets import workbook_tables
from statscope.ingest.table import Table
from statscope.registers.contract import FileReason

Write = Callable[[Any, Any], None]


def workbook(*sheets: Write) -> bytes:
    """A workbook with one sheet per function; a function gets the book and its sheet."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for number, write in enumerate(sheets, start=1):
        write(book, book.add_worksheet(f"表{number}"))
    book.close()
    return out.getvalue()


def rows_of(*rows: tuple[object, ...]) -> Write:
    """A sheet of plain rows."""

    def write(book: Any, sheet: Any) -> None:  # noqa: ANN401
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if value is not None:
                    sheet.write(r, c, value, *([day] if isinstance(value, date) else []))

    return write


def tables(content: bytes, profile: Profile | None = None, **limits: int) -> list[Table]:
    return list(workbook_tables(content, profile or Profile(), Limits(**limits)))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param(5, "5", id="whole numbers without .0"),
        pytest.param(1.5, "1.5", id="fractions"),
        pytest.param(123456789012345, "123456789012345", id="15 digits are exact"),
        pytest.param(915105252567144710, "9.151052525671447E+17", id="16 and more are not"),
        pytest.param("915105252567144710", "915105252567144710", id="text stays text"),
        pytest.param("000520", "000520", id="leading zeros of text"),
        pytest.param(date(2011, 4, 5), "2011-04-05", id="dates"),
        pytest.param(datetime(2011, 4, 5, 10, 30), "2011-04-05 10:30:00", id="times"),  # noqa: DTZ001
        pytest.param(True, "TRUE", id="truth"),
        pytest.param(1e-05, "1e-05", id="small numbers"),
        pytest.param(-7, "-7", id="negative numbers"),
    ],
)
def test_a_cell_is_written_as_text(value: object, text: str) -> None:
    head = tables(workbook(rows_of(("x", value))))[0].head
    assert head[0].cells == ("x", text)


def test_rows_are_numbered_from_the_top_of_the_sheet() -> None:
    table = tables(workbook(rows_of((), (None, "t"), (), (None, "a", "b"), (None, 1, None))))[0]
    assert [row.number for row in table.head] == [2, 4, 5]
    assert table.load(2).rows()[3:] == [(4, None, "a", "b", None), (5, None, "1", None, None)]


def test_cells_beyond_the_header_are_kept_together() -> None:
    table = tables(workbook(rows_of(("a", "b", "", ""), ("1", "2", "3", "4"))))[0]
    assert table.load(2).rows()[1] == (2, None, "1", "2", "3\t4")


def test_sheets_come_in_order_and_hidden_ones_last() -> None:
    def hidden(book: Any, sheet: Any) -> None:  # noqa: ANN401
        rows_of(("hidden",))(book, sheet)
        sheet.hide()

    content = workbook(rows_of(("first",)), hidden, rows_of(("third",)))
    assert [table.sheet for table in tables(content)] == ["表1", "表3", "表2"]


def test_chart_sheets_and_empty_sheets_hold_no_rows() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("空")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": ["空", 0, 0, 1, 0]})
    book.add_chartsheet("图").set_chart(chart)
    book.close()
    assert sheet.name == "空"
    assert [(table.sheet, table.head) for table in tables(out.getvalue())] == [("空", ())]


def test_the_profile_s_sheet_is_the_only_one_looked_at() -> None:
    content = workbook(rows_of(("a",)), rows_of(("b",)))
    assert [table.sheet for table in tables(content, Profile(sheet="表2"))] == ["表2"]
    with pytest.raises(FileRefusedError) as refused:
        tables(content, Profile(sheet="表9"))
    assert refused.value.reason is FileReason.BAD_PROFILE
    assert "表1, 表2" in refused.value.detail


def test_a_lone_far_cell_costs_its_workbook_only() -> None:
    def far(_book: Any, sheet: Any) -> None:  # noqa: ANN401
        sheet.write(0, 0, "a")
        sheet.write(1_048_575, 16_383, "x")

    with pytest.raises(FileRefusedError) as refused:
        list(isolated_tables(workbook(far), Profile(), Limits()))
    assert refused.value.reason is FileReason.TOO_LARGE


def test_a_sheet_of_too_many_cells_is_refused() -> None:
    with pytest.raises(FileRefusedError) as refused:
        tables(workbook(rows_of(("a", "b"), (1, 2))), sheet_cells=3)
    assert refused.value.reason is FileReason.TOO_LARGE
    assert "2 rows x 2 columns" in refused.value.detail


def test_error_cells_keep_their_text() -> None:
    def errors(_book: Any, sheet: Any) -> None:  # noqa: ANN401
        rows_of(("a", "b"), ("x", None), (None, 2))(_book, sheet)
        sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")
        sheet.write_formula(2, 0, "=VLOOKUP(1,A1:B1,2,0)", None, "#N/A")

    table = tables(workbook(rows_of(("other",)), errors))[1]
    assert [row.cells for row in table.head] == [("a", "b"), ("x", "#DIV/0!"), ("#N/A", "2")]
    assert [row[2:4] for row in table.load(2).rows()] == [
        ("a", "b"),
        ("x", "#DIV/0!"),
        ("#N/A", "2"),
    ]


def test_styled_empty_cells_take_no_room() -> None:
    def styled(book: Any, sheet: Any) -> None:  # noqa: ANN401
        rows_of(("a",), (1,))(book, sheet)
        sheet.write_blank(900, 900, None, book.add_format({"bold": True}))

    assert len(tables(workbook(styled), sheet_cells=1_000)[0].head) == 2


def test_a_workbook_that_unpacks_too_large_is_refused() -> None:
    with pytest.raises(FileRefusedError) as refused:
        tables(workbook(rows_of(("a",))), unpacked_bytes=1_000)
    assert refused.value.reason is FileReason.TOO_LARGE


def encrypted() -> bytes:
    """The first bytes of a workbook behind a password, as far as they matter here."""
    mark = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    return mark + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)


def without_part(content: bytes, name: str) -> bytes:
    """The same workbook with one part missing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"a,b\n1,2\n", FileReason.UNREADABLE, id="text in disguise"),
        pytest.param(b"PK\x03\x04 not a workbook", FileReason.UNREADABLE, id="no archive"),
        pytest.param(workbook(rows_of(("a",)))[:900], FileReason.UNREADABLE, id="cut short"),
        pytest.param(encrypted(), FileReason.ENCRYPTED, id="behind a password"),
        pytest.param(
            without_part(workbook(rows_of(("a",))), "xl/workbook.xml"),
            FileReason.UNREADABLE,
            id="without its contents",
        ),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), FileReason.UNREADABLE, id="hollow xls"
        ),
    ],
)
def test_a_damaged_workbook_is_refused(content: bytes, reason: FileReason) -> None:
    with pytest.raises(FileRefusedError) as refused:
        tables(content)
    assert refused.value.reason is reason


@settings(deadline=None)
@given(st.integers(0, 10**15 - 1))
def test_numbers_up_to_15_digits_are_written_exactly(number: int) -> None:
    cells = tables(workbook(rows_of(("x", number))))[0].head[0].cells
    assert cells == ("x", str(number))
