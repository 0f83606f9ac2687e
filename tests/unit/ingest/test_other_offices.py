"""What tax, power, permit and target sheets look like when they arrive, and the city's bulletin."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from unit.ingest.conftest import Bureau

APRIL = date(2011, 4, 1)


def deliver(bureau: Bureau, name: str, text: str, profile: str = "") -> None:
    """Deliver one file as ``register/file``, with a profile of its own if it needs one."""
    bureau.deliver(name, text)
    if profile:
        bureau.deliver(f"{name}.toml", profile)
    bureau.run()


# --- tax_sales ----------------------------------------------------------------------------------


def test_tax_sales_are_yuan_and_a_taxpayer_needs_a_name_but_no_code(bureau: Bureau) -> None:
    deliver(
        bureau,
        "tax_sales/2011-04.csv",
        "纳税人识别号,纳税人名称,本年累计销售额\n"
        '12345678-9,甲公司,"1,234.50"\n'
        ",乙公司,1.2万元\n"
        "22222222X,,3\n"
        "33333333X,丙公司,\n"
        "44444444X,丁公司,-0.01\n"
        "合计,,1240.5\n",
    )
    assert bureau.query(
        "select enterprise_id, enterprise_name, sales_ytd from raw.tax_sales order by row_number"
    ) == [
        ("123456789", "甲公司", Decimal("1234.50")),
        (None, "乙公司", Decimal("12000.00")),
    ]
    assert bureau.rejected() == [
        (4, ["missing_required"], "enterprise_name", ""),
        (5, ["missing_required"], "sales_ytd", ""),
        (6, ["negative_amount"], "sales_ytd", "-0.01"),
    ]
    assert bureau.set_aside() == [(7, "ignored", "subtotal")]
    assert bureau.delivery("2011-04.csv")["amount_loaded_cny"] == Decimal("13234.50")


def test_a_taxpayer_is_known_by_its_code_else_by_its_name(bureau: Bureau) -> None:
    deliver(
        bureau,
        "tax_sales/2011-04.csv",
        "统一社会信用代码,企业名称,销售额\n"
        "A1,甲公司,1\n"  # one code, two names: the code says it is one unit
        "A1,甲有限公司,1\n"
        "B1,乙公司,2\n"  # one name, two codes: two units
        "B2,乙公司,3\n"
        ",丙公司,4\n"  # no code: the name stands in
        ",丙公司,4\n"
        ",丁公司,5\n"
        ",丁公司,6\n"
        "C1,丙公司,7\n",  # a code is not in conflict with a row that has none
    )
    assert bureau.rejected() == [
        (2, ["conflicting_duplicate"], "enterprise_id", "A1"),
        (3, ["conflicting_duplicate"], "enterprise_id", "A1"),
        (8, ["conflicting_duplicate"], "enterprise_name", "丁公司"),
        (9, ["conflicting_duplicate"], "enterprise_name", "丁公司"),
    ]
    assert bureau.set_aside() == [(7, "duplicate", "same_key_and_content")]
    assert bureau.query(
        "select enterprise_id, sales_ytd from raw.tax_sales order by row_number"
    ) == [
        ("B1", Decimal(2)),
        ("B2", Decimal(3)),
        (None, Decimal(4)),
        ("C1", Decimal(7)),
    ]


def test_tax_sales_without_any_column_of_codes_are_read(bureau: Bureau) -> None:
    deliver(
        bureau,
        "tax_sales/税务局2011年1-4月.csv",
        "序号,企业名称,增值税应税销售额（万元）\n1,甲公司,1.5\n,小计,1.5\n注：以申报为准,,\n",
    )
    assert bureau.query("select enterprise_name, sales_ytd from raw.tax_sales") == [
        ("甲公司", Decimal(15000))
    ]
    assert bureau.counts("税务局2011年1-4月.csv") == {"loaded": 1, "ignored": 2}


# --- power_use ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "cell", "kwh"),
    [
        pytest.param("本月用电量", "１,234", 1234.0, id="kilowatt hours"),
        pytest.param("本月用电量(万千瓦时)", "1.5", 15000.0, id="the header's unit"),
        pytest.param("用电量", "1.5万度", 15000.0, id="the cell's unit"),
        pytest.param("当月用电量", "0", 0.0, id="none"),
    ],
)
def test_power_is_kept_in_kilowatt_hours(
    bureau: Bureau, header: str, cell: str, kwh: float
) -> None:
    deliver(bureau, "power_use/2011-04.tsv", f"户名\t{header}\n甲公司\t{cell}\n")
    assert bureau.query("select account_name, kwh_month, kwh_ytd from raw.power_use") == [
        ("甲公司", kwh, None)
    ]


def test_power_under_a_shared_heading_is_read(bureau: Bureau) -> None:
    deliver(
        bureau,
        "power_use/2011-04.csv",
        "用户名称,组织机构代码,用电量(千瓦时),\n,,本月,累计\n甲公司,12345678-9,10,40\n",
    )
    assert bureau.query("select enterprise_id, kwh_month, kwh_ytd from raw.power_use") == [
        ("123456789", 10.0, 40.0)
    ]


def test_power_is_never_negative_and_one_account_stands_once(bureau: Bureau) -> None:
    deliver(
        bureau,
        "power_use/2011-04.csv",
        "户名,本月用电量,累计用电量\n甲,-1,5\n乙,1,-5\n丙,1,5\n丙,2,5\n丁,,5\n",
    )
    assert [(row, reasons) for row, reasons, _, _ in bureau.rejected()] == [
        (2, ["negative_amount"]),
        (3, ["negative_amount"]),
        (4, ["conflicting_duplicate"]),
        (5, ["conflicting_duplicate"]),
        (6, ["missing_required"]),
    ]


# --- permits ------------------------------------------------------------------------------------


def test_a_permit_of_a_known_kind_gets_its_code_and_another_stays_as_it_is(bureau: Bureau) -> None:
    deliver(
        bureau,
        "permits/2011-04.csv",
        "许可证号,许可类别,项目名称,建设单位,发证日期,投资额\n"
        "川国土〔2011〕12号,建设用地批准书,一号项目,甲公司,2011年3月5日,800\n"
        "施2011-7,施工许可证,二号项目,,2011.4,\n"
        "X-1,采矿许可,三号项目,,,1亿元\n"
        "X-2,,四号项目,,,\n",
    )
    assert bureau.query(
        "select permit_no, kind, issued_on, amount from raw.permits order by row_number"
    ) == [
        ("川国土〔2011〕12号", "land", date(2011, 3, 5), Decimal(8_000_000)),
        ("施2011-7", "works", APRIL, None),
        ("X-1", "采矿许可", None, Decimal(100_000_000)),
    ]
    assert bureau.rejected() == [(5, ["missing_required"], "kind", "")]


# --- enterprise_evidence ------------------------------------------------------------------------


def test_papers_of_an_enterprise_have_names_of_their_own(bureau: Bureau) -> None:
    deliver(
        bureau,
        "enterprise_evidence/2011-04.csv",
        "单位代码,材料名称,材料状态,办理部门\n"
        "A,申报表,合格,\nA,营业执照,不规范,工商局\nA,利润表,缺,\n"
        "A,增值税纳税申报表,办理中,\nA,照片,说明,\nA,施工合同,合格,\n",
    )
    assert bureau.query(
        "select document, state from raw.enterprise_evidence order by row_number"
    ) == [
        ("application", "valid"),
        ("licence", "nonconforming"),
        ("income_statement", "missing"),
        ("vat_return", "applied"),
        ("photo", "waived"),
    ]
    assert bureau.rejected() == [(7, ["unknown_value"], "document", "施工合同")]


@pytest.mark.parametrize("heading", ["税款所属期", "报表所属期", "reference_period"])
def test_a_paper_may_say_what_months_it_is_of(bureau: Bureau, heading: str) -> None:
    deliver(
        bureau,
        "enterprise_evidence/2011-04.csv",
        f"单位代码,材料名称,材料状态,{heading}\n"
        "A,利润表,合格,2011年1-3月\nA,增值税纳税申报表,合格,2011-02\nA,照片,合格,\nB,利润表,合格,春\n",
    )
    assert bureau.query(
        "select document, reference_period, period from raw.enterprise_evidence order by row_number"
    ) == [
        ("income_statement", date(2011, 3, 1), APRIL),
        ("vat_return", date(2011, 2, 1), APRIL),
        ("photo", None, APRIL),
    ]
    assert bureau.rejected() == [(5, ["bad_date"], "reference_period", "春")]


# --- targets ------------------------------------------------------------------------------------

TARGETS = "年度,指标,行政区划代码,责任部门,责任领导,目标值,目标增速\n"


def test_a_target_has_a_year_and_money_in_ten_thousands_and_growth_in_percent(
    bureau: Bureau,
) -> None:
    deliver(
        bureau,
        "targets/2011年目标任务.csv",
        TARGETS + "2011年,规模以上工业增加值,510525,经济和商务局,示例领导甲,650000,23\n"
        "2011,固定资产投资,510525101,,,30亿元,18%\n"
        "2011,新增就业,510525,,,-,-\n"
        "十二五,固定资产投资,510525,,,1,1\n",
    )
    assert bureau.query(
        """select year, indicator, division_code, department, target_value, target_growth
        from raw.targets order by row_number"""
    ) == [
        (2011, "industrial_value_added", "510525", "经济和商务局", Decimal(6_500_000_000), 0.23),
        (2011, "fixed_asset_investment", "510525101", None, Decimal(3_000_000_000), 0.18),
        (2011, "新增就业", "510525", None, None, None),
    ]
    assert bureau.rejected() == [(5, ["bad_number"], "year", "十二五")]


def test_a_target_file_of_a_year_alone_is_of_its_january(bureau: Bureau) -> None:
    deliver(bureau, "targets/2011.csv", TARGETS + "2011,固定资产投资,510525,,,1,\n")
    row = bureau.delivery("2011.csv")
    assert (row["period"], row["report_kind"]) == (date(2011, 1, 1), "")
    deliver(
        bureau, "targets/目标.csv", TARGETS + "2011,固定资产投资,510525,,,1,\n", 'period = "2011"'
    )
    assert bureau.delivery("目标.csv")["period"] == date(2011, 1, 1)


def test_a_target_is_known_by_year_indicator_place_office_and_leader(bureau: Bureau) -> None:
    deliver(
        bureau,
        "targets/2011-01.csv",
        TARGETS + "2011,固定资产投资,510525,,,1,\n2011,固定资产投资,510525,甲局,,1,\n"
        "2011,固定资产投资,510525,甲局,乙,1,\n2012,固定资产投资,510525,,,1,\n"
        "2011,固定资产投资,510525,,,1,\n2012,固定资产投资,510525,,,2,\n",
    )
    assert bureau.counts("2011-01.csv") == {"loaded": 3, "duplicate": 1, "rejected": 2}


# --- peer_indicators ----------------------------------------------------------------------------

PEERS = "行政区划代码,指标,总量,增速,位次\n"


@pytest.mark.parametrize(
    ("growth", "rank", "expected"),
    [
        pytest.param("23.8(5)", "", (0.238, 5), id="rank in brackets behind the growth"),
        pytest.param("２３.８（５）", "", (0.238, 5), id="full width"),
        pytest.param("23.8%(并列5)", "", (0.238, 5), id="a tie, and a percent sign"),
        pytest.param("-1.2 (7)", "—", (-0.012, None), id="a dash says that there is no rank"),
        pytest.param("-1.2 (7)", " ", (-0.012, 7), id="a blank rank says nothing"),
        pytest.param("(1.2)", "7", (-0.012, 7), id="a bracket alone is a minus"),
        pytest.param("23.8(5)", "第6位", (0.238, 6), id="the column of ranks goes before"),
        pytest.param("23.8", "并列第5名", (0.238, 5), id="words around a rank"),
        pytest.param("", "5.0", (None, 5), id="a rank that was a number"),
    ],
)
def test_growth_and_rank_of_a_county_are_read(
    bureau: Bureau, growth: str, rank: str, expected: tuple[float | None, int | None]
) -> None:
    deliver(
        bureau, "peer_indicators/2011-04.csv", f"{PEERS}510525,工业增加值,205129,{growth},{rank}\n"
    )
    assert bureau.query("select growth, rank from raw.peer_indicators") == [expected]
    assert bureau.query("select indicator, value, growth_raw from delivered.peer_indicators") == [
        ("industrial_value_added", Decimal(2_051_290_000), growth or None)
    ]


@pytest.mark.parametrize(
    ("header", "cell", "profile", "growth"),
    [
        pytest.param("增速", "23.8", "", 0.238, id="percent is the default"),
        pytest.param("增速", "0.238", 'rate_unit = "ratio"', 0.238, id="ratios by profile"),
        pytest.param("增速", "23.8%(5)", 'rate_unit = "ratio"', 0.238, id="a percent sign wins"),
        pytest.param("增速(%)", "23.8", 'rate_unit = "ratio"', 0.238, id="so does the header's"),
        pytest.param("增速", "0.238", 'rate_unit = "percent"', 0.00238, id="percent by profile"),
        pytest.param("同比增长(%)", "-2.5", "", -0.025, id="a fall"),
    ],
)
def test_growth_is_percent_unless_the_profile_says_ratio(
    bureau: Bureau, header: str, cell: str, profile: str, growth: float
) -> None:
    text = f"区县代码,指标名称,{header}\n510525,工业增加值,{cell}\n"
    deliver(bureau, "peer_indicators/2011-04.csv", text, profile)
    assert bureau.query("select growth from raw.peer_indicators") == [(pytest.approx(growth),)]


@pytest.mark.parametrize(
    ("growth", "rank", "column", "raw"),
    [
        pytest.param("x(5)", "", "growth", "x(5)", id="no number before the bracket"),
        pytest.param("23.8", "末位", "rank", "末位", id="no number of a rank"),
        pytest.param("23.8(5/7)", "", "rank", "", id="no rank in the bracket"),
    ],
)
def test_a_figure_that_cannot_be_read_is_rejected_with_its_cell(
    bureau: Bureau, growth: str, rank: str, column: str, raw: str
) -> None:
    deliver(bureau, "peer_indicators/2011-04.csv", f"{PEERS}510525,工业增加值,1,{growth},{rank}\n")
    assert bureau.rejected() == [(2, ["bad_number"], column, raw)]


def test_a_county_stands_once_for_each_indicator(bureau: Bureau) -> None:
    deliver(
        bureau,
        "peer_indicators/2011-04.csv",
        PEERS + "510525,工业增加值,1,23.8(5),\n510525,industrial_value_added,1,23.8,5\n"
        "510525,固定资产投资,1,15.8,5\n510521,工业增加值,1,27.3,1\n510521,工业增加值,1,27.4,1\n",
    )
    assert bureau.counts("2011-04.csv") == {"loaded": 2, "duplicate": 1, "rejected": 2}
