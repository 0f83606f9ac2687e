"""The sheets look as departments' sheets do: every habit that the pipeline must cope with."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from statscope.registers.catalogue import all_registers
from statscope.registers.projects import REGISTER as PROJECTS
from statscope.samples.figures import THOUSAND, YUAN
from statscope.samples.media import TABBED, UTF8, WORKBOOK, Grid, to_bytes
from statscope.samples.sheets import Delivery, Flaws, Record, Style, lay_out
from statscope.settings import PROJECT_ROOT

SAMPLES = PROJECT_ROOT / "data" / "samples"
RECORDS: tuple[Record, ...] = (
    {"project_id": "A-1", "planned_total": 1_234_500_00, "started_on": date(2011, 4, 5)},
    {"project_id": "A-2", "planned_total": None, "started_on": None, "continuing": True},
)
COLUMNS = ("project_id", "planned_total", "started_on", "continuing")


def rows(style: Style, flaws: Flaws | None = None) -> list[tuple[object, ...]]:
    delivery = Delivery(PROJECTS, "2011-04.csv", RECORDS, style, flaws or Flaws())
    return [tuple(row) for row in lay_out(delivery).rows]


def text_rows(name: str, encoding: str = "gb18030") -> list[list[str]]:
    text = (SAMPLES / name).read_bytes().decode(encoding)
    return list(csv.reader(io.StringIO(text, newline="")))


def book_rows(name: str) -> list[list[object]]:
    book = CalamineWorkbook.from_path(str(SAMPLES / name))
    return list(book.get_sheet_by_index(0).to_python(skip_empty_area=False))


def test_headers_and_words_are_chinese_unless_the_sheet_is_english() -> None:
    assert rows(Style(COLUMNS))[0] == ("项目代码", "计划总投资", "开工时间", "续建")
    assert rows(Style(COLUMNS))[2][3] == "是"
    assert rows(Style(COLUMNS, english=True))[0] == COLUMNS
    assert rows(Style(COLUMNS, english=True))[2][3] == "yes"


@pytest.mark.parametrize(
    ("unit", "thousands", "text"),
    [
        pytest.param(YUAN, False, "1234500", id="yuan"),
        pytest.param(THOUSAND, True, "1,234.5", id="thousands with separators"),
        pytest.param(10 * THOUSAND, False, "123.45", id="ten thousands"),
    ],
)
def test_an_amount_is_exact_in_the_sheets_unit(unit: int, text: str, *, thousands: bool) -> None:
    assert rows(Style(COLUMNS, unit=unit, thousands=thousands))[1][1] == text


def test_a_total_row_adds_the_amounts_and_a_note_ends_the_sheet() -> None:
    laid = rows(Style(COLUMNS, totals=True, notes=("注：示例",), serial=True))
    assert laid[0][0] == "序号"
    assert laid[3] == ("合计", None, "123.45", None, None)
    assert laid[4][0] == "其中：重点"
    assert laid[5] == ("注：示例", None, None, None, None)


def test_flaws_tear_repeat_contradict_and_replace() -> None:
    flaws = Flaws(
        cells={("A-2", "planned_total"): lambda _text: "约300"},
        repeated=("A-2",),
        conflicting={"A-1": ("planned_total", "9")},
        torn=("A-1",),
    )
    first, second, conflict, repeated = rows(Style(COLUMNS), flaws)[1:]
    assert first == ("A-1", "123.45")
    assert conflict == ("A-1", "9", "2011-04-05", None)
    assert second == repeated == ("A-2", "约300", None, "是")


def test_text_files_keep_encoding_delimiter_and_line_ends() -> None:
    grid = Grid((("名", None), ("a,b", "c")))
    assert to_bytes(grid, UTF8) == '名,\n"a,b",c\n'.encode()
    assert to_bytes(grid, TABBED) == "名\t\na,b\tc\n".encode()


def test_a_workbook_is_stored_without_compression_and_without_a_clock() -> None:
    content = to_bytes(Grid((("a", 1.5, date(2011, 4, 5)),)), WORKBOOK)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for part in parts.infolist():
            assert part.compress_type == zipfile.ZIP_STORED
            assert part.date_time == (1980, 1, 1, 0, 0, 0)
        assert "2011-05-10T08:00:00Z" in parts.read("docProps/core.xml").decode()


def text_files() -> Iterator[Path]:
    yield from (path for path in SAMPLES.rglob("*") if path.suffix in {".csv", ".tsv"})


def test_some_text_files_are_gb18030_with_windows_line_ends_and_some_are_not() -> None:
    kinds = set()
    for path in text_files():
        content = path.read_bytes()
        try:
            content.decode("utf-8")
            encoding = "utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "utf-8"
        except UnicodeDecodeError:
            content.decode("gb18030")
            encoding = "gb18030"
        kinds.add((path.suffix, encoding, b"\r\n" in content))
    assert {
        (".csv", "gb18030", True),
        (".csv", "utf-8", False),
        (".csv", "utf-8-sig", True),
        (".tsv", "utf-8", False),
    } <= kinds


def test_aprils_returns_are_a_workbook_with_titles_a_merged_header_totals_and_notes() -> None:
    sheet = book_rows("enterprise_returns/2011年1-4月.xlsx")
    assert "合成示例数据" in str(sheet[0][0])
    assert "千元" in str(sheet[1][0])
    assert sheet[2][2:4] == ["主营业务收入", ""]
    assert sheet[3][2:4] == ["本年累计", "上年同期"]
    first_cells = [str(row[0]) for row in sheet[-4:]]
    assert [cell[:2] for cell in first_cells] == ["合计", "其中", "注：", "制表"]


def test_a_workbook_holds_one_code_as_a_number_and_dates_as_dates() -> None:
    sheet = book_rows("enterprises/2010-12.xlsx")
    assert sum(isinstance(row[1], float) for row in sheet) == 1
    assert any(isinstance(cell, date) for row in sheet for cell in row)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        pytest.param("2010-01.csv", r"\d{4}\.\d{1,2}", id="year and month with a point"),
        pytest.param("2011-01.csv", r"\d{4}年\d{1,2}月", id="Chinese"),
        pytest.param("2011年4月.csv", r"\d{8}", id="eight digits"),
        pytest.param("2011-02.csv", r"\d{4}/\d{1,2}/\d{1,2}", id="slashes"),
    ],
)
def test_dates_come_in_several_forms(name: str, form: str) -> None:
    cells = [row[7] for row in text_rows(f"enterprises/{name}")[1:]]
    odd = [cell for cell in cells if not re.fullmatch(form, cell)]
    assert len(cells) > 280
    assert odd in ([], ["2010年13月"])


def test_the_flawed_files_carry_every_reason_a_row_can_be_rejected_for() -> None:
    june = text_rows("enterprise_returns/2010-06.csv")
    assert min(map(len, june)) < len(june[0])
    assert {"约1200", "-350", "99999"} <= {row[2] for row in june}
    assert "" in {row[0] for row in june}
    february = text_rows("enterprises/2011-02.csv")
    assert "待核实" in {row[6] for row in february}
    assert "2010年13月" in {row[7] for row in february}
    assert any(code != code.upper() for code in (row[0] for row in february))
    assert any("１" in row[3] for row in february)
    repeated = [tuple(row) for row in february]
    assert len(repeated) - len(set(repeated)) == 2


def test_one_list_is_superseded_and_two_files_are_refused_without_blocking() -> None:
    first = book_rows("registered_projects/2011-04.xlsx")
    second = book_rows("registered_projects/2011-04-v2.xlsx")
    added = [row for row in second if row[1] not in {known[1] for known in first}]
    assert len(added) == 2
    assert all(row[4] == "" for row in added)  # entries, not exits
    refused = text_rows("registered_enterprises/2010-06.csv")[0]
    accepted = text_rows("registered_enterprises/2010-06-v2.csv")[0]
    assert (refused[0], accepted[0]) == ("登记证号", "统一社会信用代码")
    assert (SAMPLES / "project_progress" / "投资完成情况汇总.csv").exists()


def test_every_folder_says_who_sent_it_and_that_it_is_synthetic() -> None:
    folders = [path for path in SAMPLES.iterdir() if path.is_dir()]
    assert {folder.name for folder in folders} == set(all_registers())
    for folder in folders:
        profile = (folder / "profile.toml").read_text(encoding="utf-8")
        assert "synthetic = true" in profile
        assert 'source = "' in profile
