"""Rows and money of a delivery add up to what an independent reader counts in the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from unit.ingest.conftest import FATES, Bureau

XLS = Path(__file__).parent / "files" / "projects.xls"
HEADER = ("项目代码", "项目名称", "建设单位", "行政区划代码", "计划总投资(万元)", "建设状态")
ROWS: tuple[tuple[object, ...], ...] = (
    ("P1", "甲", "乙", 510525, 1234.5, "在建"),
    ("P2", "甲", "乙", 510525, 100, "在建"),
    ("P2", "甲", "乙", 510525, 100, "在建"),
    ("P3", "甲", "乙", 510525, 7, "在建"),
    ("P3", "甲", "乙", 510525, 8, "在建"),
    ("P4", "甲", "乙", 510525, 1000, "不明"),
    ("P5", "甲", "乙", 510525, None, "拟建"),
    (None, None, None, None, None, None),
    ("P6", "#N/A", "乙", 510525, 9, "在建"),
    ("P7", "甲", "乙", 510525, -3, "在建"),
    ("其中：新建", None, None, None, 55, None),
    ("合计", None, None, None, 2458.5, None),
    ("注：单位为万元", None, None, None, None, None),
)
EXPECTED = {"rejected": 5, "duplicate": 1, "ignored": 3}


def as_csv(rows: Sequence[Sequence[object]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([["" if cell is None else cell for cell in row] for row in rows])
    return out.getvalue().encode("gb18030")


def as_xlsx(rows: Sequence[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value == "#N/A"):
        cell.data_type = "e"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def counted_csv(content: bytes) -> tuple[int, Decimal]:
    rows = list(csv.reader(io.StringIO(content.decode("gb18030"), newline="")))[2:]
    filled = [row for row in rows if any(row)]
    return len(filled), sum((Decimal(row[4]) for row in filled if row[4]), Decimal(0))


def counted_xlsx(content: bytes) -> tuple[int, Decimal]:
    sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True).worksheets[0]
    rows = [row for row in sheet.iter_rows(min_row=3, values_only=True) if any(row)]
    return len(rows), sum((Decimal(str(row[4])) for row in rows if row[4]), Decimal(0))


@pytest.mark.parametrize(
    ("name", "write", "count"),
    [
        pytest.param("2011-04.csv", as_csv, counted_csv, id="csv"),
        pytest.param("2011-04.xlsx", as_xlsx, counted_xlsx, id="xlsx"),
    ],
)
@pytest.mark.parametrize("is_superseded", [False, True])
def test_rows_and_money_of_all_fates_add_up_to_the_file(
    bureau: Bureau,
    name: str,
    write: object,
    count: object,
    is_superseded: bool,  # noqa: FBT001
) -> None:
    content = write([("2011年4月项目台账",), HEADER, *ROWS])  # type: ignore[operator]
    rows, money = count(content)  # type: ignore[operator]
    bureau.deliver(f"projects/{name}", content, age=9)
    if is_superseded:
        bureau.deliver("projects/2011-04-v2.csv", as_csv([HEADER, ROWS[0]]))
    bureau.run()
    row = bureau.delivery(name)
    assert rows == row["rows_present"] == sum(row[f"rows_{fate}"] for fate in FATES)
    amounts = [row[f"amount_{fate}_cny"] for fate in FATES]
    assert money * 10_000 == row["amount_present_cny"] == sum(amounts)
    expected = {"superseded" if is_superseded else "loaded": 3} | EXPECTED
    assert bureau.counts(name) == expected


def test_an_old_binary_workbook_with_merged_headers_and_errors_is_read(bureau: Bureau) -> None:
    bureau.deliver("projects/2011-04.xls", XLS.read_bytes())
    bureau.run()
    assert bureau.counts("2011-04.xls") == {
        "loaded": 2, "rejected": 2, "duplicate": 1, "ignored": 1
    }  # fmt: skip
    assert bureau.rejected() == [
        (8, ["id_precision_lost"], "project_id", "9.151052525671447E+17"),
        (9, ["bad_number"], "planned_total", "#REF!"),
    ]
    loaded = (
        "select project_id, planned_total, working_capital, started_on_raw from delivered.projects"
    )
    assert bureau.query(loaded) == [
        ("P1", Decimal(12_345_000), None, "2011-04-05"),
        ("P2", Decimal(8_000_000), Decimal(100_000), "2010-12-31"),
    ]
    assert bureau.delivery("2011-04.xls")["amount_present_cny"] == Decimal(56_790_000)


@pytest.mark.parametrize("cut", [600, 2_000, 4_000])
def test_a_truncated_old_workbook_is_refused_or_read_but_never_ends_the_run(
    bureau: Bureau, cut: int
) -> None:
    bureau.deliver("projects/2011-04.xls", XLS.read_bytes()[:cut])
    bureau.deliver("projects/2011-03.csv", as_csv([HEADER, ROWS[0]]))
    bureau.run()
    assert bureau.refusal("2011-04.xls")[0] == "unreadable"
    assert bureau.counts("2011-03.csv") == {"loaded": 1}
