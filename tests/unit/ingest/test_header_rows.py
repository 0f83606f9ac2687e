"""Headers of several rows, and the time that a column says it is of, from sheets to figures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from unit.ingest.conftest import Bureau

FIRST, LAST_YEAR = Decimal(1_000), Decimal(2_000)


def read(bureau: Bureau, register: str, wanted: str, *lines: str) -> list[tuple[Any, ...]]:
    """Deliver a sheet whose cells stand between bars; return the wanted columns of its rows."""
    bureau.deliver(f"{register}/2011-04.txt", "\n".join(lines) + "\n")
    bureau.run()
    return bureau.query(f'select {wanted} from raw."{register}" order by row_number')


@pytest.mark.parametrize(
    ("this_year", "last_year"),
    [
        pytest.param("1-本月", "上年同期", id="the months so far"),
        pytest.param("1—4月", "去年同期", id="the months by number"),
        pytest.param("1月至本月累计", "上年同期累计", id="cumulated"),
        pytest.param("自年初累计", "上年1-本月", id="since the start of the year"),
    ],
)
def test_a_month_column_beside_the_cumulated_one_is_never_taken_for_it(
    bureau: Bureau, this_year: str, last_year: str
) -> None:
    found = read(
        bureau,
        "enterprise_returns",
        "enterprise_id, main_revenue, main_revenue_prior, output_value, output_value_prior",
        "单位代码|主营业务收入（千元）||||工业总产值|||",
        f"|本月|{this_year}|{last_year}|增长%|{this_year}|{last_year}|增长%|本月",
        "A|9|1|2|-50|3|4|-25|8",
    )
    assert found == [("A", FIRST, LAST_YEAR, Decimal(3_000), Decimal(4_000))]
    assert bureau.delivery("2011-04.txt")["rows_present"] == 1


def test_a_column_of_the_month_alone_is_no_figure_since_january(bureau: Bureau) -> None:
    read(
        bureau,
        "tax_sales",
        "sales_ytd",
        "纳税人名称|销售额||",
        "|本月|上年同期|",
        "甲公司|9|7|",
    )
    reason, detail = bureau.refusal("2011-04.txt")
    assert reason == "missing_columns"
    assert "missing: sales_ytd; found 纳税人名称" in detail


def test_a_further_figure_of_the_month_alone_is_ignored(bureau: Bureau) -> None:
    found = read(
        bureau,
        "enterprise_returns",
        "main_revenue, output_value",
        "单位代码|主营业务收入|工业总产值",
        "|本年累计|本月",
        "A|1|9",
    )
    assert found == [(FIRST, None)]
    assert bureau.delivery("2011-04.txt")["ignored_columns"] == ["工业总产值 本月"]


def test_the_cumulated_sales_are_taken_where_the_month_stands_first(bureau: Bureau) -> None:
    found = read(
        bureau,
        "tax_sales",
        "enterprise_name, sales_ytd",
        "纳税人识别号|纳税人名称|销售额|",
        "||本月|本年累计",
        "1|甲公司|9|1",
    )
    assert found == [("甲公司", Decimal(1))]


@pytest.mark.parametrize(
    ("register", "header", "wanted"),
    [
        ("enterprise_returns", "单位代码|1-本月主营业务收入", "main_revenue"),
        ("enterprise_returns", "单位代码|主营业务收入自年初累计", "main_revenue"),
        ("enterprise_returns", "单位代码|主营业务收入_本年累计", "main_revenue"),
        ("enterprise_returns", "单位代码|主营业务收入（1-4月累计）", "main_revenue"),
        ("enterprise_returns", "单位代码|本年累计主营业务收入", "main_revenue"),
        ("tax_sales", "纳税人名称|销售额（1-4月）", "sales_ytd"),
        ("project_progress", "项目代码|1-4月完成投资", "invested_ytd"),
        ("project_progress", "项目代码|自年初至本月累计完成投资", "invested_ytd"),
    ],
)
def test_words_for_since_january_may_stand_anywhere(
    bureau: Bureau, register: str, header: str, wanted: str
) -> None:
    [(value,)] = read(bureau, register, wanted, header, "A|1")
    assert value in {1, 1_000, 10_000}


def test_last_year_is_not_taken_for_this_year(bureau: Bureau) -> None:
    found = read(
        bureau,
        "enterprise_returns",
        "main_revenue, main_revenue_prior, employees",
        "单位代码|主营业务收入|2010年1-4月主营业务收入|主营业务收入去年同期累计|4月主营业务收入",
        "A|1|7|2|9",
    )
    assert found == [(FIRST, LAST_YEAR, None)]


def test_a_heading_of_last_year_holds_for_what_stands_below_it(bureau: Bureau) -> None:
    found = read(
        bureau,
        "enterprise_returns",
        "main_revenue, main_revenue_prior, output_value, output_value_prior, employees",
        "单位代码|本年累计|||上年同期||",
        "|主营业务收入|工业总产值|从业人数|主营业务收入|工业总产值|从业人数",
        "A|1|3|5|2|4|6",
    )
    assert found == [(FIRST, LAST_YEAR, Decimal(3_000), Decimal(4_000), 5)]


def test_a_row_with_all_columns_twice_is_told_apart_by_the_row_above(bureau: Bureau) -> None:
    found = read(
        bureau,
        "enterprise_returns",
        "enterprise_id, main_revenue, main_revenue_prior",
        "|本年累计|上年同期",
        "单位代码|主营业务收入|主营业务收入",
        "A|1|2",
    )
    assert found == [("A", FIRST, LAST_YEAR)]


def test_the_parts_below_a_sum_are_read(bureau: Bureau) -> None:
    found = read(
        bureau,
        "project_progress",
        "invested_ytd, invested_since_start, construction, installation, equipment, other",
        "项目代码|自开始建设累计完成投资|自年初累计完成投资||||",
        "||合计|其中：建筑工程|安装工程|设备、工器具购置|其他费用",
        "A|2|1|3|4|5|6",
    )
    assert [int(value) for value in found[0]] == [10_000 * n for n in (1, 2, 3, 4, 5, 6)]
    assert bureau.delivery("2011-04.txt")["rows_present"] == 1


def test_what_stands_below_may_come_first_in_the_name(bureau: Bureau) -> None:
    found = read(
        bureau,
        "project_progress",
        "invested_ytd, invested_since_start",
        "项目代码|完成投资（元）||",
        "|本月|自年初累计|自开工累计",
        "A|9|1|2",
    )
    assert found == [(Decimal(1), Decimal(2))]


@pytest.mark.parametrize("units", ["|（万元）|（元）|", "|万元|单位：元|人"])
def test_a_row_of_units_below_the_names_is_part_of_the_header(bureau: Bureau, units: str) -> None:
    found = read(
        bureau,
        "enterprise_returns",
        "enterprise_id, main_revenue, output_value, employees",
        "单位代码|主营业务收入|工业总产值|从业人数",
        units,
        "A|1|2|3",
    )
    assert found == [("A", Decimal(10_000), Decimal(2), 3)]
    assert bureau.delivery("2011-04.txt")["rows_present"] == 1


def test_a_header_may_be_three_rows_high(bureau: Bureau) -> None:
    found = read(
        bureau,
        "enterprise_returns",
        "enterprise_id, main_revenue, main_revenue_prior, output_value, employees",
        "单位代码|主要指标（万元）||||",
        "|主营业务收入||工业总产值||从业人员",
        "|本年累计|上年同期|本年累计|上年同期|期末",
        "A|1|2|3|4|5",
    )
    assert found == [("A", Decimal(10_000), Decimal(20_000), Decimal(30_000), 5)]
    assert bureau.delivery("2011-04.txt")["header_row"] == 1
    assert bureau.delivery("2011-04.txt")["rows_present"] == 1


def test_a_named_header_row_may_have_two_rows_below_it(bureau: Bureau) -> None:
    bureau.deliver("enterprise_returns/profile.toml", "header_row = 40\n")
    found = read(
        bureau,
        "enterprise_returns",
        "main_revenue, main_revenue_prior",
        *["说明"] * 39,
        "单位代码|主要指标|",
        "|主营业务收入|",
        "|本年累计|上年同期",
        "A|1|2",
    )
    assert found == [(FIRST, LAST_YEAR)]


@pytest.mark.parametrize(
    ("register", "header", "wanted"),
    [
        ("power_use", "户名|4月用电量|1-4月用电量", "kwh_month, kwh_ytd"),
        ("power_use", "户名|本月用电量|用电量（1-本月）", "kwh_month, kwh_ytd"),
    ],
)
def test_the_power_of_the_month_and_since_january_are_told_apart(
    bureau: Bureau, register: str, header: str, wanted: str
) -> None:
    assert read(bureau, register, wanted, header, "甲公司|1|2") == [(1.0, 2.0)]


def test_the_target_of_half_a_year_is_not_that_of_the_year(bureau: Bureau) -> None:
    found = read(
        bureau,
        "targets",
        "target_value",
        "年度|指标|全年目标（万元）|1-6月目标（万元）|1-4月目标",
        "2011|固定资产投资|100|50|30",
    )
    assert found == [(Decimal(1_000_000),)]
    assert bureau.delivery("2011-04.txt")["ignored_columns"] == ["1-6月目标（万元）", "1-4月目标"]
