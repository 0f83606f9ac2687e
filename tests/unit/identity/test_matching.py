"""The names of a build file that have no code: answered once, by a person or the machine."""

from __future__ import annotations

import sys
from datetime import date

import polars as pl
import pytest

from statscope.identity.continuity import join_codes
from statscope.identity.matching import MatchReport, holds_match_decisions, match_units
from statscope.ingest.match_decisions import SCHEMA
from statscope.ingest.successors import SCHEMA as SUCCESSORS
from unit.identity.quality import DBT_PROJECT
from unit.ingest.conftest import Bureau

UNITS = "统一社会信用代码,单位名称,行政区划代码,行业代码\n"
TAXPAYERS = "纳税人识别号,纳税人名称,销售额\n"
ACCOUNTS = "户名,本月用电量\n"
PROJECTS = "项目代码,项目名称,建设单位,行政区划代码,计划总投资,建设状态\n"
PERMITS = "许可证号,许可类别,项目名称,建设单位,投资额\n"
DAY = date(2011, 5, 3)

Decision = tuple[str, str, str, str | None, str | None]


@pytest.fixture
def county(bureau: Bureau) -> Bureau:
    """A directory of five enterprises, two of the same name, and a ledger of two projects."""
    bureau.deliver(
        "enterprises/2011-04.csv",
        UNITS
        + "E1,兴隆煤业有限公司,510525101,0610\nE2,红岩砖厂,510525102,3131\n"
        + "E3,金沙一厂,510525101,1310\nE4,长青酒厂,510525103,1521\nE5,长青酒厂,510525104,1521\n",
    )
    bureau.deliver(
        "projects/2011-04.csv",
        PROJECTS
        + "P1,白云镇通村公路,白云镇人民政府,510525101,500,在建\n"
        + "P2,石桥镇教学楼,石桥镇人民政府,510525103,900,在建\n",
    )
    return bureau


def decisions(*rows: Decision) -> pl.DataFrame:
    """Decisions of one person: (register, kind, name, owner, unit)."""
    records = [(i, *row, "张三", DAY) for i, row in enumerate(rows, start=2)]
    return pl.DataFrame(records, schema=SCHEMA, orient="row")


def matched(bureau: Bureau, decided: pl.DataFrame | None = None) -> MatchReport:
    """Take everything in and match."""
    bureau.run()
    join_codes(bureau.build, pl.DataFrame(schema=SUCCESSORS))
    return match_units(bureau.build, decisions() if decided is None else decided, DBT_PROJECT)


def answers(
    bureau: Bureau, register: str, unit_kind: str = "enterprise"
) -> list[tuple[object, ...]]:
    return bureau.query(
        """select delivered_name, decision, unit_id, method, decided_by from raw.unit_matches
        where register = ? and unit_kind = ? order by delivered_name, candidate_rank""",
        [register, unit_kind],
    )


def test_every_name_without_a_code_is_answered_once(county: Bureau) -> None:
    county.deliver(
        "tax_sales/2011-04.csv",
        TAXPAYERS + "E1,兴隆煤业,1\n,兴隆煤业（古蔺）有限责任公司,2\n,远方商贸,3\n",
    )
    county.deliver("tax_sales/2011-03.csv", TAXPAYERS + ",远方商贸,1\n")
    report = matched(county)
    assert answers(county, "tax_sales") == [
        ("兴隆煤业(古蔺)有限责任公司", "auto", "E1", "scored", "statscope"),
        ("远方商贸", "none", None, "scored", "statscope"),
    ]
    assert report.names == 2
    assert report.decisions == {"auto": 1, "none": 1}


def test_doubtful_names_have_their_candidates_with_chances_and_differences(county: Bureau) -> None:
    county.deliver("power_use/2011-04.csv", ACCOUNTS + "长青酒厂,1\n红星砖厂,2\n")
    matched(county)
    rows = county.query(
        """select delivered_name, candidate_rank, unit_id, unit_name, probability > 0.05,
        differences from raw.unit_matches where decision = 'review' order by 1, 2"""
    )
    assert rows == [
        ("红星砖厂", 1, "E2", "红岩砖厂", True, ["name.one_character"]),
        ("长青酒厂", 1, "E4", "长青酒厂", True, []),
        ("长青酒厂", 2, "E5", "长青酒厂", True, []),
    ]


def test_a_permit_is_matched_to_its_project_and_its_owner_to_a_unit(county: Bureau) -> None:
    county.deliver(
        "permits/2011-04.csv",
        PERMITS
        + "1,土地,白云镇通村公路工程,白云镇人民政府,500\n"
        + "2,土地,龙泉镇敬老院,红岩砖厂,10\n3,土地,石桥镇教学楼,,\n",
    )
    matched(county)
    assert [row[:3] for row in answers(county, "permits", "project")] == [
        ("白云镇通村公路工程", "auto", "P1"),
        ("石桥镇教学楼", "auto", "P2"),
        ("龙泉镇敬老院", "none", None),
    ]
    assert [row[:3] for row in answers(county, "permits")] == [
        ("白云镇人民政府", "none", None),
        ("红岩砖厂", "auto", "E2"),
    ]


def test_what_a_person_decided_is_never_decided_by_the_machine(
    county: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    county.deliver("tax_sales/2011-04.csv", TAXPAYERS + ",兴隆煤矿,1\n,红岩砖厂,2\n,远方商贸,3\n")
    decided = decisions(
        ("tax_sales", "enterprise", "兴隆煤矿", None, "E1"),
        ("tax_sales", "enterprise", "红岩砖厂", None, None),
        ("tax_sales", "enterprise", "远方商贸", None, "E3"),
        ("power_use", "enterprise", "无人用电", None, "E4"),
    )
    monkeypatch.setitem(sys.modules, "splink", None)
    report = matched(county, decided)
    assert answers(county, "tax_sales") == [
        ("兴隆煤矿", "person", "E1", "person", "张三"),
        ("红岩砖厂", "person", None, "person", "张三"),
        ("远方商贸", "person", "E3", "person", "张三"),
    ]
    assert report.decisions == {"person": 3}
    assert county.query("select distinct decided_on, probability from raw.unit_matches") == [
        (DAY, None)
    ]


def test_a_decision_may_be_on_one_owners_project_only(county: Bureau) -> None:
    county.deliver("permits/2011-04.csv", PERMITS + "1,土地,广场,甲局,\n2,土地,广场,乙局,\n")
    decided = decisions(
        ("permits", "project", "广场", None, "P2"), ("permits", "project", "广场", "甲局", "P1")
    )
    matched(county, decided)
    assert county.query(
        """select owner_name, unit_id from raw.unit_matches
        where unit_kind = 'project' order by owner_name"""
    ) == [("乙局", "P2"), ("甲局", "P1")]


def test_a_decision_holds_for_the_unit_under_whatever_code_it_has(county: Bureau) -> None:
    county.deliver("tax_sales/2011-04.csv", TAXPAYERS + ",远方商贸,1\n91510525123456789X,甲,2\n")
    matched(county, decisions(("tax_sales", "enterprise", "远方商贸", None, "123456789")))
    county.run()
    changes = pl.DataFrame([(2, "91510525123456789X", "E9", None, None)], SUCCESSORS, orient="row")
    join_codes(county.build, changes)
    decided = decisions(("tax_sales", "enterprise", "远方商贸", None, "91510525123456789X"))
    match_units(county.build, decided, DBT_PROJECT)
    assert answers(county, "tax_sales")[0][2] == "E9"


def test_a_decision_may_name_the_longer_code_of_a_unit_that_only_has_the_shorter(
    county: Bureau,
) -> None:
    county.deliver("enterprises/2011-04-v2.csv", UNITS + "123456789,甲,510525101,0610\n")
    county.deliver("tax_sales/2011-04.csv", TAXPAYERS + ",远方商贸,1\n")
    matched(county, decisions(("tax_sales", "enterprise", "远方商贸", None, "91510525123456789X")))
    assert answers(county, "tax_sales") == [("远方商贸", "person", "123456789", "person", "张三")]


def test_a_decision_on_a_unit_that_nobody_has_is_put_back_to_a_person(county: Bureau) -> None:
    county.deliver("tax_sales/2011-04.csv", TAXPAYERS + ",兴隆煤业有限公司,1\n,红岩砖厂,2\n")
    county.deliver("power_use/2011-04.csv", ACCOUNTS + "丙,1\n")
    county.deliver("registered_enterprises/2011-04.csv", "统一社会信用代码\nE8\n")
    county.deliver("permits/2011-04.csv", PERMITS + "1,土地,广场,,\n2,土地,学校,,\n")
    decided = decisions(
        ("tax_sales", "enterprise", "兴隆煤业有限公司", None, "E11"),
        ("tax_sales", "enterprise", "红岩砖厂", None, "91510525123456789X"),
        ("power_use", "enterprise", "丙", None, "E8"),
        ("permits", "project", "广场", None, "P2"),
        ("permits", "project", "学校", None, "E1"),
    )
    matched(county, decided)
    assert answers(county, "tax_sales") == [
        ("兴隆煤业有限公司", "review", "E11", "person", "张三"),
        ("红岩砖厂", "review", "91510525123456789X", "person", "张三"),
    ]
    assert answers(county, "power_use") == [("丙", "person", "E8", "person", "张三")]
    assert answers(county, "permits", "project") == [
        ("学校", "review", "E1", "person", "张三"),
        ("广场", "person", "P2", "person", "张三"),
    ]
    assert county.query(
        "select distinct differences from raw.unit_matches where decision = 'review'"
    ) == [(["unit.unknown"],)]


def test_codes_of_one_unit_do_not_make_its_name_ambiguous(county: Bureau) -> None:
    county.deliver("enterprises/2011-03.csv", UNITS + "123456789,宏达纸厂,510525101,2221\n")
    county.deliver(
        "enterprises/2011-05.csv", UNITS + "91510525123456789X,宏达纸厂,510525101,2221\n"
    )
    county.deliver("power_use/2011-05.csv", ACCOUNTS + "宏达纸厂,1\n")
    matched(county)
    assert answers(county, "power_use")[0][:3] == ("宏达纸厂", "auto", "91510525123456789X")


def test_superseded_rows_ask_nothing_and_are_no_units(county: Bureau) -> None:
    county.deliver("power_use/2011-04.csv", ACCOUNTS + "红岩砖厂,1\n", age=9)
    county.deliver("power_use/2011-04-v2.csv", ACCOUNTS + "华荣纸厂,1\n")
    county.deliver("enterprises/2011-05.csv", UNITS + "E9,华荣纸厂,510525101,2221\n", age=9)
    county.deliver("enterprises/2011-05-v2.csv", UNITS + "E1,兴隆煤业有限公司,510525101,0610\n")
    matched(county)
    assert answers(county, "power_use") == [("华荣纸厂", "none", None, "scored", "statscope")]


def test_without_names_nothing_is_read(county: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    county.deliver("tax_sales/2011-04.csv", TAXPAYERS + "E1,某某,1\n")
    monkeypatch.setattr("statscope.identity.matching.Matcher", None)
    assert matched(county).decisions == {}
    assert county.query("select count(*) from raw.unit_matches") == [(0,)]


def test_names_without_any_directory_are_nobodys(bureau: Bureau) -> None:
    bureau.deliver("power_use/2011-04.csv", ACCOUNTS + "红岩砖厂,1\n")
    matched(bureau)
    assert answers(bureau, "power_use")[0][:3] == ("红岩砖厂", "none", None)


def test_the_same_deliveries_give_the_same_answers_in_any_order(county: Bureau) -> None:
    names = ["长青酒厂", "红星砖厂", "金沙二厂", "兴隆煤矿", "古蔺县兴隆煤业公司"]
    found = []
    for order in (names, names[::-1]):
        rows = "".join(f"{name},1\n" for name in order)
        county.deliver("power_use/2011-04.csv", ACCOUNTS + rows)
        matched(county)
        found.append(county.query("select * from raw.unit_matches order by all"))
    assert found[0] == found[1]
    assert len(found[0]) >= len(names)


def test_the_build_file_knows_by_which_decisions_it_was_made(county: Bureau) -> None:
    decided = decisions(("tax_sales", "enterprise", "甲", None, "E1"))
    matched(county, decided)
    assert holds_match_decisions(county.build, decided)
    assert not holds_match_decisions(county.build, decisions())
    assert not holds_match_decisions(county.home / "none.duckdb", decided)
