"""What becomes of a record: loaded, rejected, duplicate, ignored; and never nothing."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from unit.ingest.conftest import Bureau

RETURNS = "单位代码,主营业务收入(千元),从业人数\n"
PROJECTS = "项目代码,项目名称,建设单位,行政区划代码,计划总投资,建设状态"


def returns(bureau: Bureau, rows: str, header: str = RETURNS, name: str = "2011-04.csv") -> None:
    bureau.deliver(f"enterprise_returns/{name}", header + rows)
    bureau.run()


def project(bureau: Bureau, cells: str, header: str = "") -> None:
    bureau.deliver("projects/2011-04.csv", f"{PROJECTS}{header}\n{cells}\n")
    bureau.run()


def test_a_row_is_loaded_with_typed_values_and_the_delivered_text(bureau: Bureau) -> None:
    returns(bureau, ' 12345678-9 ,"1,234.5",３５人\n')
    row = bureau.query(
        """select enterprise_id, enterprise_id_raw, main_revenue, main_revenue_raw, employees,
        employees_raw, output_value, output_value_raw, report_kind, period, row_number, warnings
        from delivered.enterprise_returns"""
    )
    assert row == [
        ("123456789", " 12345678-9 ", Decimal("1234500.00"), "1,234.5", 35, "３５人", None, None,
         "periodic", date(2011, 4, 1), 2, ["id_check_digit"]),
    ]  # fmt: skip


def test_every_delivered_text_comes_back_even_with_the_sign_between_texts(bureau: Bureau) -> None:
    returns(bureau, "A\x1fB,7, \nC,,\nE, -7 ,8\n")
    texts = (
        "select columns(c -> c like '%_raw') from delivered.enterprise_returns order by row_number"
    )
    nothing = (None,) * 5
    assert bureau.query(texts) == [("C", None, None, *nothing, None)]
    assert bureau.rejected() == [
        (2, ["bad_id"], "enterprise_id", "A\x1fB"),
        (4, ["negative_amount"], "main_revenue", " -7 "),
    ]
    project(bureau, "P1,甲\x1f,乙,510525,\x1f,在建\nP2,甲\x1f乙,丙,510525,1,在建")
    assert bureau.query(
        "select project_id_raw, project_name_raw, owner_name_raw, planned_total_raw"
        " from delivered.projects order by row_number"
    )[-1] == ("P2", "甲\u241f乙", "丙", "1")


@pytest.mark.parametrize(
    ("cells", "header", "reasons", "column", "raw"),
    [
        pytest.param(",甲,乙,510525,1,在建", "", ["missing_required"], "project_id", "",
                     id="no id"),
        pytest.param("P1,-,乙,510525,1,在建", "", ["missing_required"], "project_name", "-",
                     id="a dash is nothing"),
        pytest.param("9.15105E+17,甲,乙,510525,1,在建", "", ["id_precision_lost"], "project_id",
                     "9.15105E+17", id="an id that was a number"),
        pytest.param("项目一,甲,乙,510525,1,在建", "", ["bad_id"], "project_id", "项目一",
                     id="an id of other signs"),
        pytest.param("P1,甲,乙,5105,1,在建", "", ["bad_code"], "division_code", "5105",
                     id="a short division code"),
        pytest.param("P1,甲,乙,510525,abc,在建", "", ["bad_number"], "planned_total", "abc",
                     id="no number"),
        pytest.param("P1,甲,乙,510525,1e30,在建", "", ["bad_number"], "planned_total", "1e30",
                     id="too large a number"),
        pytest.param("P1,甲,乙,510525,-1,在建", "", ["negative_amount"], "planned_total", "-1",
                     id="a negative amount"),
        pytest.param("P1,甲,乙,510525,1,在建,2011-02-30", ",开工时间", ["bad_date"], "started_on",
                     "2011-02-30", id="an impossible date"),
        pytest.param("P1,甲,乙,510525,1,火星", "", ["unknown_value"], "construction_status",
                     "火星", id="a status that nobody knows"),
        pytest.param("P1,甲,乙,510525,1,在建,", "", [], None, None, id="one blank field too many"),
        pytest.param("P1,甲,乙,510525,1,在建,x", "", ["too_many_fields"], None, None,
                     id="one field too many"),
        pytest.param("P1,甲,乙,510525,1", "", ["too_few_fields", "missing_required"],
                     "construction_status", "", id="one field too few"),
        pytest.param("P1,,乙,5105,x,在建", "", ["missing_required", "bad_code", "bad_number"],
                     "project_name", "", id="all reasons, the first cell at fault"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_rejected_with_all_its_reasons(
    bureau: Bureau, cells: str, header: str, reasons: list[str], column: str | None, raw: str | None
) -> None:
    project(bureau, cells, header)
    expected = [(2, reasons, column, raw)] if reasons else []
    assert bureau.rejected() == expected
    assert bureau.counts("2011-04.csv") == ({"rejected": 1} if reasons else {"loaded": 1})


def test_a_rejected_row_is_kept_as_it_was_delivered(bureau: Bureau) -> None:
    returns(bureau, 'A,"x,""y",5,z\n', "单位代码,主营业务收入(千元),从业人数\n")
    (raw,) = bureau.query("select raw_row from meta.rejected_rows")[0]
    assert json.loads(raw) == {
        "单位代码": "A", "主营业务收入(千元)": 'x,"y', "从业人数": "5", "#4": "z",
    }  # fmt: skip


@pytest.mark.parametrize("column", ["main_revenue", "planned_total", "invested_ytd"])
def test_three_required_columns_may_be_empty_as_cells(bureau: Bureau, column: str) -> None:
    bureau.deliver("enterprise_returns/2011-04.csv", RETURNS + "A,,1\n")
    bureau.deliver("projects/2011-04.csv", f"{PROJECTS}\nP1,甲,乙,510525,,在建\n")
    bureau.deliver("project_progress/2011-04.csv", "项目代码,自年初累计完成投资\nP1,—\n")
    bureau.run()
    tables = {"main_revenue": "enterprise_returns", "planned_total": "projects",
              "invested_ytd": "project_progress"}  # fmt: skip
    assert bureau.query(f"select {column} from raw.{tables[column]}") == [(None,)]
    assert bureau.rejected() == []


def test_the_same_row_twice_is_a_duplicate_and_two_versions_are_a_conflict(bureau: Bureau) -> None:
    returns(bureau, "A,1,1\nB,2,2\na ,1.00,1\nB,3,2\nC,x,\nC,3,\n")
    assert bureau.counts("2011-04.csv") == {"loaded": 2, "rejected": 3, "duplicate": 1}
    assert bureau.set_aside() == [(4, "duplicate", "same_key_and_content")]
    assert bureau.rejected() == [
        (3, ["conflicting_duplicate"], "enterprise_id", "B"),
        (5, ["conflicting_duplicate"], "enterprise_id", "B"),
        (6, ["bad_number"], "main_revenue", "x"),
    ]


def test_one_unit_may_stand_in_a_file_once_per_period_and_kind(bureau: Bureau) -> None:
    rows = (
        "A,1,2011-03,月报\nA,1,2011-04,月报\nA,1,2010-12,年报\nA,1,2010-12,月报\nA,2,2010-12,年报\n"
    )
    returns(bureau, rows, "单位代码,主营业务收入,报告期,报表类型\n")
    assert bureau.counts("2011-04.csv") == {"loaded": 3, "rejected": 2}


def test_empty_dates_are_equal_in_a_key(bureau: Bureau) -> None:
    row = "P1,施工合同,合格,,\n"
    bureau.deliver(
        "project_evidence/2011-04.csv", f"项目代码,材料,状态,发证日期,办理部门\n{row * 2}"
    )
    bureau.run()
    assert bureau.counts("2011-04.csv") == {"loaded": 1, "duplicate": 1}


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("合计,,100,", "subtotal"),
        (",合 计,100,", "subtotal"),
        (",合江镇小计,100,", "subtotal"),
        ("总计（3户）,,100,", "subtotal"),
        (",合计87户,100,", "subtotal"),
        ("Total,,100,", "subtotal"),
        ("其中：国有,,50,", "of_which"),
        ("注：本表为快报数,,,", "note"),
        ("资料来源：统计局,,,", "note"),
        ("制表人：张三,,审核人：李四,", "footer"),
        ("单位负责人：,,,", "footer"),
        ("填表日期 2011年5月,,,", "footer"),
        ("单位代码,单位名称,主营业务收入(千元),从业人数", "repeated_header"),
    ],
)
def test_a_row_that_is_no_record_is_ignored_by_a_named_rule(
    bureau: Bureau, row: str, rule: str
) -> None:
    returns(
        bureau,
        f"A,甲厂,1,1\n{row}\nB,乙厂,1,1\n",
        "单位代码,单位名称,主营业务收入(千元),从业人数\n",
    )
    assert bureau.set_aside() == [(3, "ignored", rule)]
    assert bureau.counts("2011-04.csv") == {"loaded": 2, "ignored": 1}


def test_a_row_that_numbers_the_columns_is_ignored_right_below_the_header(bureau: Bureau) -> None:
    returns(bureau, "甲,乙,1,2\nA,甲厂,1,1\n", "单位代码,单位名称,主营业务收入(千元),从业人数\n")
    assert bureau.set_aside() == [(2, "ignored", "column_numbers")]


def test_a_unit_that_is_called_jia_is_no_row_that_numbers_the_columns(bureau: Bureau) -> None:
    bureau.deliver("power_use/2011-04.csv", "户名,本月用电量,累计用电量\n甲,5,9\n乙,1,2\n")
    bureau.run()
    assert bureau.counts("2011-04.csv") == {"loaded": 2}


@pytest.mark.parametrize(
    "row", ["A,合计,1,1", "A,其中：,1,1", "A,小计,1,1", "E1,总计服务有限公司,1,1", "A,注：,1,1"]
)
def test_a_unit_with_an_id_is_never_ignored_for_its_name(bureau: Bureau, row: str) -> None:
    returns(bureau, row + "\n", "单位代码,单位名称,主营业务收入(千元),从业人数\n")
    assert bureau.counts("2011-04.csv") == {"loaded": 1}


@pytest.mark.parametrize(
    "name", ["合计实业有限公司", "其中堂有限责任公司第一分公司", "注水泵厂", "日期食品厂"]
)
def test_a_unit_without_an_id_is_rejected_and_not_ignored(bureau: Bureau, name: str) -> None:
    returns(bureau, f",{name},1,1\n", "单位代码,单位名称,主营业务收入(千元),从业人数\n")
    assert bureau.counts("2011-04.csv") == {"rejected": 1}


def test_short_note_lines_are_ignored_before_fields_are_counted(bureau: Bureau) -> None:
    returns(bureau, "A,1,1\n注：一\n　　二、口径以年报为准\nB,1,1\n")
    assert bureau.counts("2011-04.csv") == {"loaded": 2, "ignored": 2}


def test_blank_rows_and_title_rows_are_no_records(bureau: Bureau) -> None:
    returns(bureau, "\nA,1,1\n , ,\n　,,\nB,1,1\n\n", f"某县规模以上工业\n\n{RETURNS}")
    assert bureau.delivery("2011-04.csv")["rows_present"] == 2
    assert bureau.delivery("2011-04.csv")["header_row"] == 3
    assert bureau.query("select row_number from raw.enterprise_returns order by 1") == [(5,), (8,)]


@pytest.mark.parametrize(
    ("header", "profile", "title", "yuan"),
    [
        pytest.param("主营业务收入", "", "", 1_000, id="the register's own"),
        pytest.param("主营业务收入", "", "单位：万元", 10_000, id="a title row"),
        pytest.param(
            "主营业务收入", 'amount_unit = "1m_cny"', "单位：万元", 1_000_000, id="profile"
        ),
        pytest.param("主营业务收入（元）", 'amount_unit = "1m_cny"', "单位：万元", 1, id="header"),
    ],
)
def test_the_unit_in_force_is_the_most_particular(
    bureau: Bureau, header: str, profile: str, title: str, yuan: int
) -> None:
    bureau.deliver("enterprise_returns/profile.toml", profile)
    returns(bureau, "A,1\nB,2万元\n", f"表,{title}\n单位代码,{header}\n")
    found = bureau.query("select main_revenue from raw.enterprise_returns order by row_number")
    assert found == [(Decimal(yuan),), (Decimal(20_000),)]


@pytest.mark.parametrize(
    ("name", "header", "row", "profile", "kind"),
    [
        pytest.param("2011-04.csv", "", "", "", "periodic", id="nothing says"),
        pytest.param("2010.csv", "", "", "", "annual", id="a bare year"),
        pytest.param("2010.csv", "", "", '[defaults]\nreport_kind = "periodic"', "periodic",
                     id="the profile before the name"),
        pytest.param("2010-12.csv", "", "", '[defaults]\nreport_kind = "年报"', "annual",
                     id="the profile in the department's words"),
        pytest.param("2010.csv", ",报表类型", ",月报", "", "periodic", id="the row before all"),
    ],
)  # fmt: skip
def test_the_kind_of_report_is_the_row_s(
    bureau: Bureau, name: str, header: str, row: str, profile: str, kind: str
) -> None:
    bureau.deliver("enterprise_returns/profile.toml", profile)
    returns(bureau, f"A,1{row}\n", f"单位代码,主营业务收入{header}\n", name)
    assert bureau.query("select report_kind from raw.enterprise_returns") == [(kind,)]
    assert bureau.delivery(name)["report_kind"] == kind


def test_the_period_is_the_column_s_then_the_profile_s_then_the_name_s(bureau: Bureau) -> None:
    header = "单位代码,主营业务收入,报告期\n"
    bureau.deliver("enterprise_returns/2011-04.csv", header + "A,1,2011-02\nB,1,\nC,1,二月\n")
    bureau.deliver("enterprise_returns/2011-04.csv.toml", 'period = "2011-03"')
    bureau.run()
    found = bureau.query("select enterprise_id, period from raw.enterprise_returns order by 1")
    assert found == [("A", date(2011, 2, 1)), ("B", date(2011, 3, 1))]
    assert bureau.rejected() == [(4, ["bad_date"], "period", "二月")]
    row = bureau.delivery("2011-04.csv")
    assert (row["period"], row["periods"]) == (
        date(2011, 3, 1), [date(2011, 2, 1), date(2011, 3, 1)],
    )  # fmt: skip


def test_a_row_without_any_period_is_rejected_when_others_have_one(bureau: Bureau) -> None:
    returns(bureau, "A,1,2011-02\nB,1,\n", "单位代码,主营业务收入,月份\n", "all.csv")
    assert bureau.rejected() == [(3, ["missing_required"], "period", "")]


def test_defaults_fill_missing_columns_and_empty_cells(bureau: Bureau) -> None:
    bureau.deliver("projects/profile.toml", '[defaults]\ndivision_code = "510525"\nleader = "张"')
    bureau.deliver(
        "projects/2011-04.csv",
        "项目代码,项目名称,建设单位,计划总投资,建设状态,责任领导\nP1,a,b,1,在建,\nP2,a,b,1,在建,李\n",
    )
    bureau.run()
    found = bureau.query(
        "select division_code, leader, leader_raw from delivered.projects order by row_number"
    )
    assert found == [("510525", "张", None), ("510525", "李", "李")]


def test_the_profile_s_values_go_before_what_means_nothing(bureau: Bureau) -> None:
    bureau.deliver(
        "project_evidence/profile.toml", '[values.state]\n"无" = "missing"\n"好" = "valid"'
    )
    bureau.deliver(
        "project_evidence/2011-04.csv", "项目代码,材料,状态\nP1,施工合同,无\nP1,设计, 好\n"
    )
    bureau.run()
    assert bureau.query("select state from raw.project_evidence order by row_number") == [
        ("missing",), ("valid",),
    ]  # fmt: skip


def test_empty_kinds_and_states_take_the_contract_s_default(bureau: Bureau) -> None:
    bureau.deliver(
        "enterprises/2011-04.csv",
        "单位代码,单位名称,行政区划代码,行业代码,单位类型,营业状态\nA,甲,510525101000,0610,,停业\n",
    )
    bureau.run()
    found = bureau.query(
        "select unit_type, operating_status, industry_edition, division_code from raw.enterprises"
    )
    assert found == [("legal_unit", "suspended", None, "510525101")]


def test_warnings_name_the_id_whose_check_digit_fails(bureau: Bureau) -> None:
    header = f"{PROJECTS},建设单位代码\n"
    rows = "P1,a,b,510525,1,在建,914403001922038216\nP2,a,b,510525,1,在建,914403001922038217\n"
    bureau.deliver("projects/2011-04.csv", header + rows)
    bureau.run()
    found = bureau.query("select warnings from raw.projects order by row_number")
    assert found == [([],), (["owner_id_check_digit"],)]


def test_money_adds_up_whatever_becomes_of_a_row(bureau: Bureau) -> None:
    returns(bureau, "A,1,1\nA,1,1\nB,2,x\nC,abc,1\nD,-3,1\n合计,100,\nE,,\n")
    row = bureau.delivery("2011-04.csv")
    money = {
        name: row[f"amount_{name}_cny"]
        for name in ("present", "loaded", "rejected", "duplicate", "superseded", "ignored")
    }
    assert money == {
        "present": Decimal(101_000), "loaded": Decimal(1_000), "rejected": Decimal(-1_000),
        "duplicate": Decimal(1_000), "superseded": Decimal(0), "ignored": Decimal(100_000),
    }  # fmt: skip
