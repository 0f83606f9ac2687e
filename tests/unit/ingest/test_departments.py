"""Whole sheets as departments make them, from the bytes to the ledger."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from unit.ingest.conftest import Bureau

OFFICIAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "official"


def project_sheet() -> bytes:
    """A ledger with a title, a unit row, merged headers, sums, a note and typed cells."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet("说明").write(0, 0, "本表由发改局填报")
    sheet: Any = book.add_worksheet("项目台账")
    day = book.add_format({"num_format": 'yyyy"年"m"月"'})
    sheet.merge_range("B2:I2", "某县2011年4月投资项目台账")
    sheet.write("I3", "单位：万元")
    for column, text in enumerate(("项目代码", "项目名称", "建设单位", "行政区划\n代码"), start=1):
        sheet.merge_range(3, column, 4, column, text)
    sheet.merge_range("F4:G4", "投资情况")
    sheet.write_row("F5", ["计划总投资*", "铺底流动资金（元）"])
    sheet.merge_range("H4:H5", "开工时间")
    sheet.merge_range("I4:I5", "建设状态")
    sheet.write_row(5, 1, ["XM-2011-001", "一号 项目", "甲公司", 510525101000, 1234.565, 50.5])
    sheet.write_datetime(5, 7, date(2011, 3, 1), day)
    sheet.write(5, 8, "在建")
    sheet.write_row(
        6, 1, [915105252567144710, "二号项目", "乙公司", 510525, 500, "", 40634, "竣工"]
    )
    sheet.write_row(7, 1, ["合计", "", "", "", "=1+1"])
    sheet.write_row(8, 1, ["", "小 计", "", "", 500])
    sheet.write_row(10, 1, ["注：计划总投资以批复为准"])
    sheet.write_row(11, 1, ["制表人：张三", "", "", "审核人：李四"])
    book.close()
    return out.getvalue()


def test_a_project_ledger_with_merged_headers_is_read(bureau: Bureau) -> None:
    bureau.deliver("projects/发改局2011年1-4月-v2.xlsx", project_sheet())
    bureau.run()
    row = bureau.delivery("发改局2011年1-4月-v2.xlsx")
    assert (row["sheet"], row["header_row"], row["period"]) == ("项目台账", 4, date(2011, 4, 1))
    assert bureau.counts(row["file_name"]) == {"loaded": 1, "rejected": 1, "ignored": 4}
    loaded = bureau.query(
        """select sheet, row_number, project_id, project_name, division_code, planned_total,
        working_capital, started_on, construction_status from raw.projects"""
    )
    assert loaded == [
        ("项目台账", 6, "XM-2011-001", "一号 项目", "510525101", Decimal("12345650.00"),
         Decimal("50.50"), date(2011, 3, 1), "under_construction"),
    ]  # fmt: skip
    assert bureau.rejected() == [(7, ["id_precision_lost"], "project_id", "9.151052525671447E+17")]
    assert [rule for _, _, rule in bureau.set_aside()] == ["subtotal", "subtotal", "note", "footer"]


def test_a_gb18030_return_with_a_preamble_and_old_line_ends_is_read(bureau: Bureau) -> None:
    text = (
        "规模以上工业企业主要经济指标\r\r单位：千元\r"
        "组织机构代码,单位名称,主营业务收入,上年同期,\r"
        '12345678-9,㐂㐄厂,"1,234.5",—,\r合计,,1234.5,,\r'
    )
    bureau.deliver("enterprise_returns/201104.txt", text.encode("gb18030"))
    bureau.run()
    row = bureau.delivery("201104.txt")
    assert (row["encoding"], row["header_row"], row["ignored_columns"]) == (
        "gb18030",
        4,
        ["单位名称"],
    )
    assert bureau.counts("201104.txt") == {"loaded": 1, "ignored": 1}
    assert bureau.query("select enterprise_id, main_revenue from raw.enterprise_returns") == [
        ("123456789", Decimal("1234500.00"))
    ]


@pytest.mark.skipif(not OFFICIAL.is_dir(), reason="the real files are not on this machine")
@pytest.mark.parametrize(("name", "rows"), [("分省年度数据.csv", 31), ("分省年度数据 (1).csv", 31)])
def test_tables_of_the_national_bureau_are_read(bureau: Bureau, name: str, rows: int) -> None:
    """The provinces stand in for projects; the header is on line 4, notes stand at the end."""
    bureau.deliver("projects/2011-04.csv", (OFFICIAL / name).read_bytes())
    bureau.deliver(
        "projects/profile.toml",
        """
        amount_unit = "100m_cny"
        [columns]
        "地区" = "project_name"
        "2010年" = "planned_total"
        [defaults]
        project_id = "P"
        owner_name = "省"
        division_code = "510525"
        construction_status = "在建"
        """,
    )
    bureau.run()
    row = bureau.delivery("2011-04.csv")
    assert (row["encoding"], row["header_row"]) == ("gb18030", 4)
    # The made-up id is the same for all: every province is in conflict with the others.
    counts = bureau.counts("2011-04.csv")
    assert counts["rejected"] == rows
    assert counts["ignored"] == row["rows_present"] - rows
