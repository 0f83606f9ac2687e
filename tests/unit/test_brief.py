"""The brief: what it says, what it withholds, and that it loads nothing."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest

from brief_builds import APRIL, COUNTY, HOSTILE, SCHEMAS, Rows, county, publish_county
from brief_pages import Page
from statscope.cli import main
from statscope.products.brief.page import make_brief
from statscope.products.brief.reading import QUESTIONS, Asked, UnknownCounty
from statscope.settings import PROJECT_ROOT, Language, Settings
from statscope.warehouse.queries import UnknownPeriod

FAI = "固定资产投资项目"


def made(settings: Settings, language: Language = "zh", asked: Asked | None = None) -> Page:
    return Page(make_brief(replace(settings, language=language), asked or Asked()).html)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home with the whole county, for tests that only read."""
    settings = Settings.from_environment({}, home=tmp_path_factory.mktemp("county"))
    publish_county(settings, county())
    return settings


@pytest.fixture(scope="module")
def page(home: Settings) -> Page:
    return made(home)


@pytest.fixture(scope="module")
def english(home: Settings) -> Page:
    return made(home, "en")


def test_headlines_say_what_they_are_made_of(page: Page) -> None:
    assert page.text("tile-fai.coverage").startswith(f"{FAI}入库率 62.5%")
    assert "应统8个，其中已入库5个，未入库3个。" in page.text("tile-fai.coverage")
    assert "在库7个，其中1个不属应统。" in page.text("tile-industry.coverage")
    growth = page.text("tile-industrial_value_added.growth")
    assert "+23.8%" in growth
    assert "2011年1-4月累计8.18亿元，按可比口径+23.8%，按现价。" in growth


def test_a_register_that_shrank_across_a_break_is_never_shown_without_it(page: Page) -> None:
    fai, industry = page.text("tile-fai.coverage"), page.text("tile-industry.coverage")
    assert "在库5个，上年同期10个，-50.0%；其间口径变动（投资：50万元到500万元）" in fai
    assert "两期个数不可直接比较" in fai
    assert "在库7个，上年同期6个，+16.7%。" in industry
    assert "口径变动" not in industry


def test_growth_across_a_break_says_so_wherever_it_stands(page: Page, english: Page) -> None:
    assert page.cells("table-rates") == [
        ["规模以上工业增加值", "8.18亿元", "+23.8%", "+21.1%", "+31.1%"],
        ["固定资产投资", "2.06亿元", "+15.8%", "—", "+5.3%（跨口径，不可比）"],
    ]
    assert english.cells("table-rates")[1][-1] == "+5.3% (scope break: not growth)"
    assert "两期公布总量不可直接相比" in page.text("tile-fixed_asset_investment.growth")
    assert "不可直接相比" not in page.text("tile-industrial_value_added.growth")
    assert "这一变动不是增长" in page.text("bridge-fixed_asset_investment")
    assert "不是增长" not in page.text("bridge-industrial_value_added")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_nominal_rate_across_a_break_stands_nowhere_else(home: Settings, language: str) -> None:
    words = made(home, language).text()  # type: ignore[arg-type]
    assert len(re.findall(r"5\.3%", words)) == 1


def test_the_way_from_eligible_to_registered_adds_up(page: Page) -> None:
    assert page.cells("table-funnel-fai") == [
        ["应统", "8", "100.0%"],
        ["已入库", "5", "62.5%"],
        ["未入库：缺少入库材料", "2", "25.0%"],
        ["未入库：可申报入库", "1", "12.5%"],
    ]
    assert "应统单位全部入库：工业。" in page.text("registration")


def test_a_reason_that_no_list_gives_is_said_to_be_unknown(tmp_path: Path) -> None:
    rows = county()
    rows["rpt_unregistered_projects"].clear()
    assert page_of(tmp_path, rows).cells("table-funnel-fai")[-1] == [
        *("未入库：原因不明", "3", "37.5%")
    ]


def test_townships_are_compared_with_the_county(page: Page) -> None:
    assert page.cells("table-townships-fai") == [
        ["白云镇（合成示例）", "4", "1", "3", "25.0%"],
        ["青石镇（合成示例）", "4", "4", "0", "100.0%"],
    ]
    told = page.text("townships-fai")
    assert "入库率最低：白云镇（合成示例），25.0%。全县62.5%。" in told
    assert "有应统单位的乡镇全部入库：工业。" in page.text("townships")


def test_transitions_are_counted_and_the_money_of_two_is_withheld(page: Page) -> None:
    assert page.cells("table-transitions-fai_1997_to_fai_2011") == [
        ["保留", "8", "1.08亿元"],
        ["退出", "6", "7,506.0万元"],
        ["进入", "0", "—"],
        ["未知", "3", "无数值"],
        ["均不在口径内", "2", "保密"],
    ]
    cells = page.cells("table-transitions-ind_2007_to_ind_2011")
    assert cells[1] == ["退出", "2", "保密"]
    assert cells[2] == ["进入", "4", "4,604.0万元"]
    told = page.text("transitions-fai_1997_to_fai_2011")
    assert "按旧口径14个在口径内，按新口径8个：保留8个，退出6个，进入0个。" in told
    assert "3个因缺少数值无法判定，不算退出。" in told


def test_a_bridge_adds_up_and_hides_single_units_in_a_sum(page: Page) -> None:
    cells = page.cells("table-bridge-industrial_value_added")
    assert [row[:3] for row in cells] == [
        ["上年同期（当时发布）", "6", "5.67亿元"],
        ["持续在库单位", "5", "+1.05亿元"],
        ["合并列示的各项", "5", "+1.46亿元"],
        ["本期", "9", "8.18亿元"],
    ]
    told = page.text("bridge-industrial_value_added")
    assert "下列各项合并列示：新建投产、升规、停产停建。" in told


def test_what_could_be_found_by_subtraction_is_withheld_with_it(page: Page) -> None:
    cells = {row[0]: row[2] for row in page.cells("table-targets-industrial_value_added")}
    assert cells == {
        "古蔺县": "8.18亿元",
        "青石镇（合成示例）": "4.70亿元",
        "白云镇（合成示例）": "保密",
        "龙泉镇（合成示例）": "保密",
    }


SECRETS = (
    "999.99",
    "99,999",
    "1,036",
    "10.36",
    "1,046",
    "10.46",
    "77.77",
    "7,777",
    "66.66",
    "6,666",
    "212.77",
    "2.13",
    "2.12",
    "21,277",
    "33.33",
    "3,333",
)


@pytest.mark.parametrize("secret", SECRETS)
def test_no_single_units_value_appears(page: Page, english: Page, secret: str) -> None:
    for one in (page, english):
        assert secret not in one.html


@pytest.mark.parametrize("amount", ["987654321", "98,765", "12,345", "123.5", "4,444", "5,555"])
def test_no_amount_of_a_single_project_appears(page: Page, english: Page, amount: str) -> None:
    for one in (page, english):
        assert amount not in one.html


def test_names_of_enterprises_do_not_appear(page: Page) -> None:
    assert "甲酒业有限公司" not in page.html


def test_the_county_is_measured_against_time_and_its_milestone(page: Page) -> None:
    told = page.text("targets-industrial_value_added")
    assert "古蔺县完成全年目标的40.9%，高于时间进度32.9%（按月数33.3%）。" in told
    assert "双过半（时间过半、任务过半）（2011-06-30）还差1.82亿元。" in told


def test_what_the_unregistered_would_contribute_needs_three_owners(tmp_path: Path) -> None:
    rows = county()
    place = (APRIL, "fixed_asset_investment", COUNTY, None, None, Decimal(500_000_000))
    reached = (Decimal(206_000_000), "division", 0.412, 0.3288, 1 / 3, True, None, None, None)
    unregistered = Decimal(28_000_000)
    rows["rpt_target_progress"].append((*place, *reached, None, unregistered))
    told = page_of(tmp_path / "five", rows).text("targets-fixed_asset_investment")
    assert "应统未统的项目本年已完成2,800.0万元，入库后可使进度增加5.6%。" in told
    keep(rows, lambda row: row["unit_id"] in {"KA", "KB"}, "fct_entry_candidates")
    hidden = page_of(tmp_path / "two", rows)
    assert "应统未统的项目" not in hidden.text("targets-fixed_asset_investment")
    assert "2,800.0" not in hidden.html


def test_a_tie_is_called_a_tie(page: Page, english: Page) -> None:
    told = page.text("ranking-industrial_value_added")
    assert "古蔺县增速+23.8%，居3个县（区）的并列第2位。" in told
    assert "比居首的泸县低3.5个百分点。" in told
    assert page.cells("table-ranking-industrial_value_added")[2][0] == "2（并列）"
    assert "tied number 2 of 3" in english.text("ranking-industrial_value_added")


def test_offices_and_leaders_stand_with_counts_and_the_unassigned_are_named(
    page: Page, english: Page
) -> None:
    offices = page.cells("table-responsibility-department")
    assert ["水务局", "4", "1", "3", "25.0%", "2", "0"] in [list(row) for row in offices]
    leaders = page.cells("table-responsibility-leader")
    assert [row[0] for row in leaders][-1] not in ("", "None")
    assert "未入库项目中有3个没有责任领导。" in page.text("responsibility-leader")
    assert "no leader answers for: 3." in english.text("responsibility-leader")
    assert "1166" not in page.text("responsibility")


def test_a_score_says_that_its_system_is_invented_and_what_was_lost_to_what(
    page: Page, english: Page
) -> None:
    told = page.text("assessment-assess_2011")
    assert told.startswith("现行考核办法（assess_2011）")
    assert "考核办法为示例" in told
    assert "能计分的80.0分中得56.8分，失23.2分。" in told
    assert "失分中因口径调整0.0分，因业绩23.2分。" in told
    assert "最见效的是“考核2”：每个工作日约可增0.75分。" in told
    assert "未计分：考核3（没有目标）。" in told
    assert page.cells("table-assessment-assess_2011") == [
        ["考核1", "50.0", "44.3", "5.7", "0.0", "5.7", "0.25"],
        ["考核2", "30.0", "12.5", "17.5", "0.0", "17.5", "0.75"],
        ["考核3", "20.0", "—", "—", "—", "—", "—"],
        ["合计", "100.0", "56.8", "23.2", "0.0", "23.2", "—"],
    ]
    assert "An invented example of a system" in english.text("assessment-assess_2011")


def test_a_nominal_rate_that_is_scored_is_called_no_growth(page: Page) -> None:
    told = page.text("assessment-assess_2008")
    assert "“考核1”按公布总量计分，其间口径变动，不是增长。" in told
    assert "最见效" not in told
    cells = page.cells("table-assessment-assess_2008")
    assert cells[0] == ["考核1", "60.0", "20.0", "40.0", "30.0", "10.0", "0.50"]
    assert cells[2] == ["合计", "100.0", "61.0", "39.0", "30.0", "9.0", "—"]
    assert "失分中因口径调整30.0分，因业绩9.0分。" in told


def test_what_the_scope_took_is_withheld_where_its_bridge_is(tmp_path: Path) -> None:
    rows = county()
    keep(rows, lambda row: row["indicator"] != "fixed_asset_investment", "rpt_change_bridge")
    page = page_of(tmp_path, rows)
    cells = page.cells("table-assessment-assess_2008")
    assert cells[0][2:6] == ["20.0", "40.0", "保密", "保密"]
    assert cells[1][2:6] == ["41.0", "-1.0", "0.0", "-1.0"]
    assert cells[2][2:6] == ["61.0", "39.0", "保密", "保密"]
    assert "因口径调整30.0分" not in page.text("assessment-assess_2008")


def test_points_of_a_secret_total_are_withheld_with_their_sum(tmp_path: Path) -> None:
    page = page_of(tmp_path, county(), without=("fct_indicator_places",))
    cells = page.cells("table-assessment-assess_2011")
    assert cells[0][2:] == ["保密"] * 5
    assert cells[1][2:] == ["12.5", "17.5", "0.0", "17.5", "0.75"]
    assert cells[3][2:] == ["保密"] * 5
    assert "得分可推算出保密的总量" in page.text("assessment-assess_2011")


def test_points_of_an_effort_in_money_need_three_owners(tmp_path: Path) -> None:
    rows = county()
    keep(rows, lambda row: row["unit_id"] in {"KA", "KB"}, "fct_entry_candidates")
    page = page_of(tmp_path, rows)
    assert page.cells("table-assessment-assess_2008")[0][6] == "保密"
    assert page.cells("table-assessment-assess_2011")[1][6] == "0.75"


def test_who_can_still_enter_comes_with_bounds_and_what_came_before(
    page: Page, english: Page
) -> None:
    told = page.text("entering-forecast")
    assert (
        "下一个申报窗口（2011-05-20截止）前，6个候选项目中预计3个能备齐材料入库，快则5个，慢则1个。"
        in told
    )
    assert "今年投资约可增加3,633.0万元。" in told
    assert "按以往的入库比例为1.5个，80%预测区间0至4个（依据8次互不重叠的以往结果）。" in told
    assert "3 of 6 candidate projects" in english.text("entering-forecast")
    works = ["固定资产投资项目", "项目"]
    assert page.cells("table-entering-forecast") == [
        [*works, "2011-05-01", "2011-05-20", "6", "3（1至5）", "1.5（0至4）", "3,633.0万元"],
        [*works, "2011-06-01", "2011-06-20", "6", "4（3至5）", "2.5", "保密"],
        [*works, "2011-07-01", "2011-07-20", "6", "5（4至5）", "2.5", "保密"],
        ["工业", "按年", "2011-11-01", "2011-11-30", "2", "1（0至2）", "—", "—"],
    ]


def test_projects_that_reach_the_next_window_are_named_without_amounts(page: Page) -> None:
    told = page.text("entering-projects")
    assert "按较快进度有5个赶得上，其中按办结时限有3个" in told
    cells = page.cells("table-entering-projects")
    assert [row[0] for row in cells] == ["候选C", "候选B", "候选A", "候选D", "候选F"]
    assert cells[0][2:] == ["按时限", "缺少入库材料", "75.0%", "水务局", "未分配", "2011-05-16"]
    assert cells[4][2:4] == ["须加快", "—"]


def test_too_few_projects_keep_what_they_would_add(tmp_path: Path) -> None:
    rows = county()
    keep(rows, lambda row: row["unit_id"] in {"KA", "KB"}, "fct_entry_candidates")
    page = page_of(tmp_path, rows)
    assert "可增加的投资保密" in page.text("entering-forecast")
    assert {row[7] for row in page.cells("table-entering-forecast")} == {"保密", "—"}


def test_the_latest_come_first_and_the_undated_last(page: Page) -> None:
    names = [row[0] for row in page.cells("table-urgent-list")]
    assert names == ["最急的项目", HOSTILE, "不急的项目"]
    assert "3个未入库项目中，2个已超期，最长20天。" in page.text("urgent")
    assert "其中1个没有办理期限。" in page.text("urgent")


def test_days_are_known_by_their_column_not_by_their_looks(tmp_path: Path) -> None:
    rows = county()
    office = 11
    rows["rpt_unregistered_projects"] = [
        (*row[:office], "2011-04-05", *row[office + 1 :])
        for row in rows["rpt_unregistered_projects"]
    ]
    table = page_of(tmp_path, rows).table("table-urgent-list")
    days = re.findall(r'<td class="day" data-label="([^"]*)">', table)
    assert days == ["期限", "下次入库"] * len(rows["rpt_unregistered_projects"])
    assert table.count(">2011-04-05<") == len(rows["rpt_unregistered_projects"])


def test_only_ten_are_listed_and_all_are_counted(tmp_path: Path) -> None:
    rows = county()
    first = rows["rpt_unregistered_projects"][0]
    many = [(first[0], f"R{n:02}", f"项目{n:02}", *first[3:]) for n in range(12)]
    rows["rpt_unregistered_projects"] = many
    page = page_of(tmp_path, rows)
    assert [row[0] for row in page.cells("table-urgent-list")] == [f"项目{n:02}" for n in range(10)]
    assert "前10个，共12个" in page.text("urgent")
    assert "12个未入库项目都没有办理期限。" in page.text("urgent")


def test_clocks_stand_on_the_day_that_is_asked_for(home: Settings) -> None:
    page = made(home, asked=Asked(as_of=date(2011, 5, 25)))
    row = page.cells("table-urgent-list")[0]
    assert row[-4:] == ["55", "2011-04-10", "45", "2011-05-20（已过）"]
    assert "期限计至 2011-05-25" in page.text()
    early = made(home, asked=Asked(as_of=date(2011, 4, 12)))
    assert "3个未入库项目中，1个已超期，最长2天。" in early.text("urgent")


def test_names_are_escaped(page: Page) -> None:
    assert "<script" not in page.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in page.html


def test_the_page_loads_nothing_and_runs_nothing(page: Page, english: Page) -> None:
    for one in (page, english):
        assert not re.search(r"(?:https?:)?//[a-z]", one.without_queries(), re.IGNORECASE)
        assert not re.search(r"url\(|@import|<link|<img|<iframe|<object|<base", one.html)
        assert not re.search(r"<[^>]*\s(?:on\w+|style|src)\s*=", one.html)
        assert "javascript:" not in one.html
        assert {href[:1] for href in re.findall(r'href="([^"]*)"', one.html)} == {"#"}


def test_the_policy_allows_its_own_style_sheet_and_nothing_else(page: Page) -> None:
    (style,) = re.findall(r"<style>(.*?)</style>", page.html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page.html)
    assert unescape(policy) == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_every_link_leads_somewhere_and_no_anchor_stands_twice(page: Page, english: Page) -> None:
    for one in (page, english):
        anchors = re.findall(r'\sid="([^"]*)"', one.html)
        assert len(anchors) == len(set(anchors))
        assert set(re.findall(r'href="#([^"]*)"', one.html)) <= set(anchors)


def test_every_query_stands_at_the_end_word_for_word(page: Page) -> None:
    texts = [unescape(text) for text in re.findall(r"<pre[^>]*>(.*?)</pre>", page.html, re.DOTALL)]
    assert len(texts) == len(QUESTIONS)
    for name, text in zip(QUESTIONS, texts, strict=True):
        sql = (PROJECT_ROOT / "sql" / f"{name}.sql").read_text(encoding="utf-8")
        # all but the example, which is another county's
        head, example, rest = sql.partition("-- Example")
        assert example
        assert text.endswith(head + rest[rest.index("\nwith\n") + 1 :])
    assert texts[0].startswith(
        f"set variable period = date '2011-04-01';\nset variable division = '{COUNTY}';\n"
    )


def test_every_drawing_has_a_title_a_description_and_a_table(page: Page) -> None:
    for drawing in page.drawings():
        title, description = drawing.labels()
        assert title
        assert description
        assert f'id="table-{drawing.key}"' in page.html
    assert len(page.drawings()) == 2 * 8


def test_both_languages_have_the_same_parts(page: Page, english: Page) -> None:
    anchors = re.compile(r'\sid="([^"]*)"')
    assert anchors.findall(page.html) == anchors.findall(english.html)
    assert '<html lang="zh-CN">' in page.html
    assert '<html lang="en">' in english.html


def test_english_has_no_chinese_but_names(english: Page) -> None:
    words = english.text()
    for name in (HOSTILE, "最急的项目", "不急的项目", "水务局", "交通局", "候选"):
        words = words.replace(name, "")
    assert re.findall(r"[\u4e00-\u9fff]+", words.split("[1] registration_coverage.sql\n")[0]) == []


def test_made_up_data_are_marked_on_every_part_and_every_sheet_of_paper(page: Page) -> None:
    assert page.html.count('<span class="tag">模拟数据</span>') == page.html.count("<h2>")
    assert "模拟数据" in re.findall(r"<title>(.*?)</title>", page.html)[0]
    assert '@top-left { content: "模拟数据，不反映真实情况"' in page.html
    assert 'class="watermark"' in page.html


def test_real_data_bear_no_such_mark(tmp_path: Path) -> None:
    page = page_of(tmp_path, county(), is_synthetic=False)
    assert "模拟" not in page.html
    assert "合成" not in page.text("headline")


def page_of(
    home: Path,
    rows: Rows,
    *,
    is_synthetic: bool = True,
    without: Sequence[str] = (),
    language: Language = "zh",
) -> Page:
    """Publish these rows and make the brief of them."""
    settings = Settings.from_environment({}, home=home)
    publish_county(settings, rows, is_synthetic=is_synthetic, without=without)
    return made(settings, language)


def keep(rows: Rows, wanted: Callable[[dict[str, object]], bool], table: str) -> None:
    """Keep the rows of a table that are wanted."""
    names = [part.split()[0] for part in SCHEMAS[table].replace("\n", " ").split(", ")]
    names = [name for name in names if not name[0].isdigit()]
    rows[table] = [row for row in rows[table] if wanted(dict(zip(names, row, strict=True)))]


def without(table: str) -> Callable[[Rows], None]:
    """An older or emptier file: nothing in that table."""
    return lambda rows: rows[table].clear()


def without_projects(rows: Rows) -> None:
    keep(rows, lambda row: row["unit_kind"] != "project", "rpt_registration_coverage")
    rows["rpt_unregistered_projects"].clear()
    for table in ("rpt_growth", "rpt_change_bridge", "rpt_target_progress"):
        keep(rows, lambda row: row["indicator"] != "fixed_asset_investment", table)


def without_enterprises(rows: Rows) -> None:
    keep(rows, lambda row: row["unit_kind"] != "enterprise", "rpt_registration_coverage")
    for table in ("rpt_growth", "rpt_change_bridge", "rpt_target_progress"):
        keep(rows, lambda row: row["indicator"] == "fixed_asset_investment", table)


def without_townships(rows: Rows) -> None:
    keep(rows, lambda row: row["division_code"] == COUNTY, "rpt_registration_coverage")


def without_lists(rows: Rows) -> None:
    rows["rpt_registration_coverage"] = [
        (*row[:6], None, None, None, None, None, row[11])
        for row in rows["rpt_registration_coverage"]
    ]
    for table in ("rpt_growth", "rpt_change_bridge", "rpt_unregistered_projects"):
        rows[table].clear()


@pytest.mark.parametrize(
    ("take_away", "section", "said"),
    [
        pytest.param(without_projects, "headline", "没有投资项目台账", id="no projects"),
        pytest.param(without_enterprises, "headline", "没有单位名录", id="no enterprises"),
        pytest.param(without_townships, "townships", "没有分乡镇的数据", id="no townships"),
        pytest.param(without_lists, "headline", "没有2011年4月的在库名单", id="no register list"),
        pytest.param(without_lists, "urgent", "不知道哪些项目未入库", id="nobody knows who"),
        pytest.param(without_lists, "growth", "没有增长数据", id="no growth"),
        pytest.param(
            without("rpt_responsibility"),
            *("responsibility", "没有按部门和领导的入库情况"),
            id="nobody answers",
        ),
        pytest.param(
            without("rpt_assessment_scores"),
            *("assessment", "没有可计分的考核项目"),
            id="no assessment",
        ),
        pytest.param(
            without("rpt_entry_forecast"),
            *("entering", "没有待入库的项目或单位"),
            id="nobody enters",
        ),
        pytest.param(
            without("rpt_target_progress"),
            *("targets", "没有2011年的目标任务"),
            id="no targets",
        ),
        pytest.param(
            without("rpt_county_ranking"),
            *("ranking", "没有本期的市对县通报"),
            id="no bulletin",
        ),
        pytest.param(
            without("fct_scope_transitions"),
            *("transitions", "没有可比的新旧口径"),
            id="no old scope",
        ),
        pytest.param(
            without("rpt_change_bridge"),
            *("growth", "没有变动分解"),
            id="no bridge",
        ),
    ],
)
def test_what_a_home_lacks_is_said(
    tmp_path: Path, take_away: Callable[[Rows], None], section: str, said: str
) -> None:
    rows = county()
    take_away(rows)
    # A month has facts as long as one table of facts has rows of it.
    rows["fct_indicator_units"].append((APRIL, "other", "enterprise", "E", True, COUNTY, None))
    assert said in page_of(tmp_path, rows).text(section)


def test_a_home_with_nothing_but_a_month_gives_a_page_that_says_so(tmp_path: Path) -> None:
    rows: Rows = {name: [] for name in SCHEMAS}
    rows["fct_indicator_units"].append((APRIL, "other", "enterprise", "E", True, COUNTY, None))
    page = page_of(tmp_path, rows, language="en")
    assert "no list of enterprises or projects" in page.text("lacking")
    assert "Statistics-scope brief, the county" in page.text()
    assert page.drawings() == []


def test_an_older_vintage_without_some_tables_says_which(tmp_path: Path) -> None:
    gone = ("rpt_county_ranking", "rpt_target_progress")
    page = page_of(tmp_path, county(), without=gone)
    assert "marts.rpt_county_ranking、marts.rpt_target_progress" in page.text("lacking")


def test_amounts_are_withheld_where_nobody_knows_whose_they_are(tmp_path: Path) -> None:
    page = page_of(tmp_path, county(), without=("fct_indicator_places",))
    assert "单位过少或过于集中" in page.text("tile-industrial_value_added.growth")
    assert {cell for row in page.cells("table-rates") for cell in row[1:]} == {"保密"}
    assert "变动分解保密" in page.text("bridge-industrial_value_added")
    assert "8.18亿元" not in page.html


def test_no_growth_comes_with_its_reason(tmp_path: Path) -> None:
    rows = county()
    rows["rpt_growth"] = [(*row[:5], None, *row[6:12], "no_base") for row in rows["rpt_growth"]]
    page = page_of(tmp_path, rows)
    told = page.text("tile-industrial_value_added.growth")
    assert "累计8.18亿元；不计可比增速：没有上年同期的可比基数。" in told
    assert page.cells("table-rates")[0][2] == "没有上年同期的可比基数"


def test_one_of_several_counties_is_chosen_and_the_others_named(tmp_path: Path) -> None:
    rows = county()
    rows["rpt_registration_coverage"].append(
        (APRIL, "project", "fai", "510524", "fai_2011", 2, 2, 2, 1.0, 2, 0.0, True)
    )
    settings = Settings.from_environment({}, home=tmp_path)
    publish_county(settings, rows)
    page = made(settings)
    assert "另有其他县的数据：叙永县" in page.text()
    assert "应统8个" in page.text("tile-fai.coverage")
    other = made(settings, asked=Asked(county="510524"))
    assert other.text("tile-fai.coverage").startswith(f"{FAI}入库率 100.0%")
    with pytest.raises(UnknownCounty):
        made(settings, asked=Asked(county="510599"))


def test_a_month_without_facts_is_refused(home: Settings) -> None:
    with pytest.raises(UnknownPeriod):
        made(home, asked=Asked(period=date(2011, 3, 1)))


def test_the_same_file_gives_the_same_page(home: Settings, page: Page) -> None:
    assert made(home).html == page.html


def test_the_command_writes_the_page(
    home: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "新" / "简报.html"
    assert main(["brief", str(out), "--home", str(home.home), "--lang", "en"]) == 0
    assert "Statistics-scope brief, Gulin County" in out.read_text(encoding="utf-8")
    assert [path.name for path in out.parent.iterdir()] == [out.name]
    said = capsys.readouterr().err
    assert "Synthetic data" in said
    assert str(out) in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["a.txt"], "its name ends in .html", id="no page"),
        pytest.param(["a.html", "--as-of", "soon"], "is no day", id="no day"),
        pytest.param(["a.html", "--period", "2009-01"], "no facts of 2009-01", id="no month"),
        pytest.param(["a.html", "--county", "1"], "no figures of county 1", id="no county"),
        pytest.param(["a.html", "--vintage", "x"], "no vintage x", id="no vintage"),
        pytest.param(["taken.html"], "Cannot write", id="a folder"),
    ],
)
def test_a_mistake_is_one_line_and_writes_nothing(
    home: Settings,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    said: str,
) -> None:
    (tmp_path / "taken.html").mkdir()
    out = str(tmp_path / words[0])
    assert main(["brief", out, *words[1:], "--home", str(home.home), "--lang", "en"]) == 2
    captured = capsys.readouterr()
    (line,) = captured.err.strip().splitlines()
    assert said in line
    assert [path.name for path in tmp_path.iterdir()] == ["taken.html"]
