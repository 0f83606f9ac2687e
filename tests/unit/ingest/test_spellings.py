"""Values as departments write them become the contract's codes; others are left to the profile."""

from __future__ import annotations

import polars as pl
import pytest

from statscope.ingest.cells import choices
from statscope.ingest.headers import aliases, clean
from statscope.ingest.tidying import tidy
from statscope.registers.catalogue import all_registers


@pytest.mark.parametrize(
    ("column", "texts", "code"),
    [
        ("enterprises.operating_status", ("正常经营", "在营"), "operating"),
        ("enterprises.operating_status", ("已停业", "停业（歇业）"), "suspended"),
        ("enterprises.operating_status", ("当年吊销", "已注销"), "deregistered"),
        ("enterprises.unit_type", ("企业法人", "法人 企业"), "legal_unit"),
        ("enterprises.industry_edition", ("GB/T4754—2011", "2011年版"), "2011"),
        ("projects.construction_status", ("已开工", "正在施工"), "under_construction"),
        ("projects.construction_status", ("全部停缓建", "已停工"), "suspended"),
        ("projects.construction_status", ("竣工投产", "全部投产", "已建成"), "completed"),
        ("projects.construction_nature", ("易地搬迁",), "relocation"),
        ("project_evidence.document", ("审批（核准、备案）", "备案通知书", "立项文件"), "approval"),
        ("project_evidence.document", ("建筑工程施工许可证",), "works_permit"),
        ("project_evidence.document", ("建设用地规划许可证",), "planning"),
        ("project_evidence.document", ("建设用地批准书", "国有土地使用证"), "land"),
        ("project_evidence.document", ("环评批复",), "eia"),
        ("project_evidence.state", ("缺失", "未取得"), "missing"),
        ("project_evidence.state", ("书面说明",), "waived"),
        ("enterprise_evidence.document", ("工商营业执照",), "licence"),
        ("ledger_updates.document_state", ("申请中",), "applied"),
    ],
)
def test_usual_values_become_codes(column: str, texts: tuple[str, ...], code: str) -> None:
    register, _, name = column.partition(".")
    found = choices(tidy(pl.Series(texts)), all_registers()[register].column(name))
    assert found.to_list() == [code] * len(texts)


@pytest.mark.parametrize(
    ("column", "text"),
    [
        pytest.param("enterprises.operating_status", "筹建", id="no status of the contract"),
        pytest.param("projects.construction_nature", "改扩建", id="two natures"),
        pytest.param(
            "projects.construction_status", "续建", id="says when it began, not how it is"
        ),
        pytest.param(
            "project_evidence.state", "有", id="a paper that is there may be nonconforming"
        ),
    ],
)
def test_what_is_not_clear_is_left_to_the_profile(column: str, text: str) -> None:
    register, _, name = column.partition(".")
    assert choices(pl.Series([text]), all_registers()[register].column(name)).item() is None


@pytest.mark.parametrize(
    ("column", "headers"),
    [
        ("enterprises.enterprise_id", ("统一社会信用代码（或组织机构代码）", "信用代码")),
        ("enterprises.division_code", ("统计用区划代码", "所在地行政区划代码")),
        ("enterprise_returns.employees", ("期末从业人员数", "全部从业人员平均人数")),
        ("projects.planned_total", ("总投资额", "投资总额（万元）")),
        ("projects.owner_name", ("业主", "项目法人单位")),
        ("project_progress.equipment", ("设备、工器具购置", "其中：设备工器具购置")),
        ("project_evidence.issued_on", ("批复日期", "取得时间")),
        ("plan_revisions.revised_total", ("调概后计划总投资",)),
        ("registered_projects.entered_on", ("入库年月",)),
    ],
)
def test_headers_in_use_are_known(column: str, headers: tuple[str, ...]) -> None:
    register, _, name = column.partition(".")
    known = aliases(all_registers()[register])
    texts = [clean(header).text.removeprefix("其中:") for header in headers]
    assert [known[text][0] for text in texts] == [name] * len(headers)
