"""Formulas that no program has calculated: their cells are not taken for empty ones."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import pytest
import xlsxwriter

from statscope.ingest import sheet_formulas
from statscope.ingest.sheet_formulas import uncalculated_cells
from unit.ingest.conftest import Bureau

SHEET = "xl/worksheets/sheet1.xml"
HEADER = ("序号", "单位代码", "主营业务收入(千元)", "上年同期(千元)")


def workbook(rows: bytes, header: tuple[str, ...] = HEADER) -> bytes:
    """A sheet with the header, and the given rows as another program wrote them."""
    out, changed = io.BytesIO(), io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet().write_row(0, 0, header)
    book.close()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == SHEET:
                part = part.replace(b"</sheetData>", rows + b"</sheetData>")
            new.writestr(name, part)
    return changed.getvalue()


def row(number: int, *cells: str) -> bytes:
    """A row of cells: a formula and what follows it, else a text or a number as it stands."""
    written = []
    for letter, cell in zip("ABCD", cells, strict=False):
        place = f'r="{letter}{number}"'
        if cell.startswith("<"):
            written.append(f"<c {place}>{cell}</c>")
        elif cell:
            written.append(f'<c {place} t="inlineStr"><is><t>{cell}</t></is></c>')
    return f'<row r="{number}">{"".join(written)}</row>'.encode()


def test_a_formula_without_a_result_rejects_its_row_and_is_shown(bureau: Bureau) -> None:
    bureau.deliver(
        "enterprise_returns/2011-04.xlsx",
        workbook(
            row(2, "1", "A", "<f>D2*1.2</f>", "<v>5</v>")
            + row(3, "<f>A2+1</f>", "B", "<f>D3*2</f><v>7</v>", "<v>6</v>")
            + row(4, "3", "<f>CONCATENATE(&quot;C&quot;)</f><v></v>", "<v>1</v>", "")
            + row(5, "4", "D", "", "<v>1</v>")
            + row(6, "<f>A5+1</f>", "", "<f>D6*2</f>", "")
        ),
    )
    bureau.run()
    assert bureau.rejected() == [
        (2, ["bad_number"], "main_revenue", "= D2*1.2"),
        (4, ["bad_id"], "enterprise_id", '= CONCATENATE("C")'),
    ]
    assert bureau.query(
        "select enterprise_id, main_revenue from raw.enterprise_returns order by row_number"
    ) == [("B", Decimal(7_000)), ("D", None)]
    # The row of formulas alone, as forms have them, is no record.
    assert bureau.delivery("2011-04.xlsx")["rows_present"] == 4


def test_a_formula_is_no_name(bureau: Bureau) -> None:
    header = ("单位代码", "单位名称", "行政区划代码", "行业代码")
    rows = row(2, "A", "<f>VLOOKUP(A2,x,2,0)</f>", "510525", "B06")
    bureau.deliver("enterprises/2011-04.xlsx", workbook(rows, header))
    bureau.run()
    assert bureau.rejected() == [(2, ["unknown_value"], "enterprise_name", "= VLOOKUP(A2,x,2,0)")]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        pytest.param(b'<c r="B2"><f>A1</f></c>', "= A1", id="nothing"),
        pytest.param(b'<c r="B2"><f>A1</f><v/></c>', "= A1", id="an empty mark"),
        pytest.param(b'<c r="B2"><f>A1</f>\n <v> </v></c>', "= A1", id="blanks"),
        pytest.param(b'<x:c r="B2"><x:f>A1</x:f></x:c>', "= A1", id="a prefix"),
        pytest.param(b'<c r="B2"><f t="shared" si="0"/></c>', "= ?", id="another cell's formula"),
        pytest.param(b'<c r="B2"><f>A1&lt;3</f></c>', "= A1<3", id="signs"),
        pytest.param(b'<c r="B2"><f>A1</f><v>0</v></c>', None, id="a result"),
        pytest.param(b'<c r="B2" t="str"><f>A1</f><v></v></c>', None, id="an empty text"),
        pytest.param(b'<c r="B2"/><c r="C2"><v>1</v></c>', None, id="no formula"),
    ],
)
@pytest.mark.parametrize("size", [7, 64, 4096])
def test_only_formulas_without_a_result_are_found_wherever_the_part_is_cut(
    monkeypatch: pytest.MonkeyPatch, cell: bytes, shown: str | None, size: int
) -> None:
    monkeypatch.setattr(sheet_formulas, "_CHUNK", size)
    other = b'<c r="A2"><v>1</v></c>' * 5
    found = list(uncalculated_cells(io.BytesIO(b"<row>" + other + cell + other + b"</row>")))
    assert [text for _, text in found] == ([] if shown is None else [shown])
    assert all(b'r="B2"' in attributes for attributes, _ in found)


def test_a_part_of_unclosed_cells_takes_no_long_time() -> None:
    hostile = b"<c " * 200_000 + b"<c ><f>" * 200_000 + b"<c><f>" + b"a" * 400_000
    assert list(uncalculated_cells(io.BytesIO(hostile))) == []
