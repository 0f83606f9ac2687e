"""Which row is the header, and what each delivered column is."""

from __future__ import annotations

import pytest

from statscope.ingest.headers import Header, Name, aliases, clean, find_header
from statscope.ingest.profile import Profile
from statscope.ingest.refusal import FileRefusedError
from statscope.ingest.table import HeadRow, Table
from statscope.registers.catalogue import all_registers
from statscope.registers.contract import FileReason

RETURNS = all_registers()["enterprise_returns"]
PROGRESS = all_registers()["project_progress"]
PROJECTS = all_registers()["projects"]


def table(*rows: str) -> Table:
    """A table whose cells stand between bars; blank rows are left out as readers do."""
    head = tuple(
        HeadRow(number, tuple(row.split("|")))
        for number, row in enumerate(rows, 1)
        if row.strip("|")
    )
    return Table(None, None, None, head, pieces=lambda _fields: pytest.fail("not to be loaded"))


def header(*rows: str, profile: Profile | None = None, register: object = RETURNS) -> Header:
    return find_header([table(*rows)], register, profile or Profile())[1]  # type: ignore[arg-type]


def columns(found: Header) -> dict[int, tuple[str, str | None]]:
    return {f.index: (f.column, f.unit) for f in found.fields if f.column}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("主营业务收入（千元）", Name("主营业务收入", "千元")),
        ("主营业务收入:千元", Name("主营业务收入", "千元")),
        ("主营业务收入\n（单位：千元）", Name("主营业务收入", "千元")),
        ("主营业务收入\n单位：千元", Name("主营业务收入", "千元")),
        ("主营业务收入(本年累计)（千元）", Name("主营业务收入(本年累计)", "千元")),
        ("计划总投资【万元】", Name("计划总投资", "万元")),
        ("增速（%）", Name("增速", "%")),
        ("* 单 位 名 称", Name("单位名称")),
        ("★项目代码（必填）", Name("项目代码")),
        ("Planned_Total (10k_CNY)", Name("planned_total", "10k_cny")),
        ("（元）", Name("(元)")),
    ],
)
def test_a_header_is_cleaned_and_its_unit_split_off(text: str, name: Name) -> None:
    assert clean(text) == name


@pytest.mark.parametrize("register", all_registers().values(), ids=lambda one: one.name)
def test_no_alias_means_two_columns_of_a_register(register: object) -> None:
    claimed: dict[str, str] = {}
    for column in register.columns:  # type: ignore[attr-defined]
        for text in (column.name, *column.headers, *column.more_headers):
            assert claimed.setdefault(clean(text).text, column.name) == column.name
            assert clean(text).unit is None
    assert set(claimed) <= set(aliases(register))  # type: ignore[arg-type]


def test_the_header_is_the_first_row_with_all_required_columns() -> None:
    found = header(
        "2011年4月报表", "", "单位代码|制表", "单位代码|主营业务收入(万元)|备注", "A|1|x"
    )
    assert (found.first_row, found.last_row) == (4, 4)
    assert columns(found) == {0: ("enterprise_id", None), 1: ("main_revenue", "万元")}
    assert found.ignored == ("备注",)


def test_a_header_in_two_rows_joins_merged_cells_with_their_parts() -> None:
    found = header(
        "泸州市某县|||||",
        "单位代码|主营业务收入（万元）||工业总产值||从业人数",
        "|本年累计|上年同期|本年累计|上年同期|",
        "A|1|2|3|4|5",
    )
    assert (found.first_row, found.last_row) == (2, 3)
    assert columns(found) == {
        0: ("enterprise_id", None),
        1: ("main_revenue", "万元"),
        2: ("main_revenue_prior", "万元"),
        3: ("output_value", None),
        4: ("output_value_prior", None),
        5: ("employees", None),
    }


def test_a_group_heading_above_does_not_hide_the_header_below() -> None:
    found = header(
        "基本情况||投资情况（万元）|",
        "项目代码|项目名称|自年初累计完成投资|自开始建设累计完成投资",
        register=PROGRESS,
    )
    assert columns(found) == {
        0: ("project_id", None),
        2: ("invested_ytd", None),
        3: ("invested_since_start", None),
    }


def test_a_first_row_that_would_do_alone_takes_in_its_second_row() -> None:
    found = header("单位代码|主营业务收入||", "|本年累计|上年同期|", "A|1|2|")
    assert found.last_row == 2
    assert columns(found)[2] == ("main_revenue_prior", None)


def test_a_record_below_the_header_is_not_taken_for_its_second_row() -> None:
    found = header("单位代码|主营业务收入|备注", "|5|上年同期", "A|1|")
    assert found.last_row == 1


def test_last_year_of_an_unknown_figure_is_not_taken_for_revenue() -> None:
    found = header("单位代码|主营业务收入|利税总额|", "|本年累计|本年累计|上年同期", "A|1|2|3")
    assert {name for name, _ in columns(found).values()} == {"enterprise_id", "main_revenue"}


def test_a_growth_column_in_percent_is_no_amount() -> None:
    found = header("单位代码|主营业务收入(千元)|工业总产值(%)")
    assert found.ignored == ("工业总产值(%)",)


def test_the_profile_names_columns_with_or_without_their_unit() -> None:
    profile = Profile(columns={"营收": "main_revenue", "总产值（万元）": "output_value"})
    found = header("单位代码|营收（万元）|总产值（万元）", profile=profile)
    assert columns(found)[1] == ("main_revenue", "万元")
    assert columns(found)[2] == ("output_value", "万元")


def test_the_profile_decides_between_two_columns_that_claim_one() -> None:
    profile = Profile(columns={"统一社会信用代码": "enterprise_id"})
    found = header("单位代码|统一社会信用代码|主营业务收入", profile=profile)
    assert columns(found)[1] == ("enterprise_id", None)
    assert found.ignored == ("单位代码",)


def test_a_default_stands_in_for_a_required_column() -> None:
    profile = Profile(defaults={"enterprise_id": "A"})
    assert columns(header("主营业务收入", profile=profile)) == {0: ("main_revenue", None)}


def test_a_named_header_row_is_the_only_one_tried() -> None:
    rows = ("单位代码|主营业务收入", "A|1", "单位代码|主营业务收入", "B|2")
    assert header(*rows, profile=Profile(header_row=3)).first_row == 3
    with pytest.raises(FileRefusedError) as refused:
        header(*rows, profile=Profile(header_row=2))
    assert refused.value.reason is FileReason.MISSING_COLUMNS


def test_what_the_nearest_row_lacks_is_named() -> None:
    with pytest.raises(FileRefusedError) as refused:
        header("项目代码|项目名称", "a|b", register=PROJECTS)
    assert refused.value.reason is FileReason.MISSING_COLUMNS
    assert "owner_name, division_code, planned_total, construction_status" in refused.value.detail
    assert "计划总投资" in refused.value.detail


def test_two_columns_for_one_are_ambiguous() -> None:
    with pytest.raises(FileRefusedError) as refused:
        header("单位代码|统一社会信用代码|主营业务收入")
    assert refused.value.reason is FileReason.AMBIGUOUS_COLUMNS
    assert "统一社会信用代码" in refused.value.detail


def test_without_any_row_the_file_is_empty() -> None:
    with pytest.raises(FileRefusedError) as refused:
        header()
    assert refused.value.reason is FileReason.EMPTY


def test_blanks_and_delimiters_alone_are_no_row() -> None:
    with pytest.raises(FileRefusedError) as refused:
        header(" , ;\t,　")
    assert refused.value.reason is FileReason.EMPTY


def test_the_first_table_with_a_header_is_taken() -> None:
    wrong, right = table("说明"), table("单位代码|主营业务收入")
    assert find_header([wrong, right], RETURNS, Profile())[0] is right


def test_a_further_header_gives_way_to_a_usual_one() -> None:
    sheet = "企业状态|统一社会信用代码|法人代码|单位名称|名称|行政区划代码|乡镇代码|行业代码"
    found = header(sheet, register=all_registers()["enterprises"])
    assert found.ignored == ("法人代码", "名称", "乡镇代码")
    assert columns(found)[0] == ("operating_status", None)


def test_two_further_headers_for_one_column_are_ambiguous() -> None:
    with pytest.raises(FileRefusedError) as refused:
        header("信用代码|法人代码|主营业务收入")
    assert refused.value.reason is FileReason.AMBIGUOUS_COLUMNS


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("单位：万元", "万元"),
        ("单位：万元、%", "万元"),
        ("单位：万元，％", "万元"),
        ("单位：万元  %", "万元"),
        ("计量单位：人、千元", "千元"),
        ("计量单位：万元、个", "万元"),
        ("单位：（万元）", "万元"),
        ("单位（万元）", "万元"),
        ("金额单位：人民币：元", "元"),
        ("单位：亿元     2011年4月", "亿元"),
        ("填报单位：某局   单位：元   填报日期：2011-05-03", "元"),
        ("2011年4月投资完成情况（万元）", "万元"),
        ("填报单位：某局", None),
        ("填报单位：元通公司", None),
        ("填报单位：千佛镇", None),
        ("单位：万元、亿元", None),
        ("单位：户、人", None),
    ],
)
def test_a_title_row_states_the_unit_of_money(title: str, unit: str | None) -> None:
    assert header(f"表一|{title}", "单位代码|主营业务收入").title_unit == unit


def test_a_unit_may_stand_behind_the_name_of_the_currency() -> None:
    assert clean("销售额(人民币：万元)") == Name("销售额", "万元")
