"""One project on the ledger under two names; phases, lots and other townships are others."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import pytest

from statscope.identity.deciding import UNITS, Matcher
from statscope.identity.twins import TWINS, likely_twins, list_twins
from unit.identity.quality import DBT_PROJECT
from unit.ingest.conftest import Bureau

MATCHER = Matcher.from_seeds(DBT_PROJECT)
PLACE, OTHER_PLACE, COUNTY = "510525101", "510525102", "510525"
OWNER, FIRM = "白云镇人民政府", "兴隆煤业有限公司"

Project = tuple[str, str, str, str | None, float | None]


def twins(*projects: Project) -> list[tuple[str, str]]:
    units = pl.DataFrame(projects, schema=UNITS, orient="row")
    found = likely_twins(units, MATCHER)
    assert dict(found.schema) == TWINS
    return list(found.select("project_id", "other_id").iter_rows())


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(
            ("白云镇通村公路", PLACE, OWNER, 6e6),
            ("通村公路建设工程", PLACE, OWNER, 6e6),
            id="another word for works",
        ),
        pytest.param(
            ("兴隆煤矿技改项目", PLACE, FIRM, 9e7),
            ("古蔺县兴隆煤矿技改", COUNTY, FIRM, 9e7),
            id="once by the township, once by the county",
        ),
        pytest.param(
            ("兴隆煤矿技改项目", PLACE, FIRM, 9e7),
            ("興隆煤礦技改及配套設施", PLACE, FIRM, 9e7),
            id="traditional and longer",
        ),
        pytest.param(
            ("长青敬老院", PLACE, None, 9e6),
            ("长青敬老院", PLACE, None, 9e6),
            id="the same name, no owner",
        ),
    ],
)
def test_a_project_under_two_names_is_found_once(
    first: tuple[str, str, str | None, float], second: tuple[str, str, str | None, float]
) -> None:
    assert twins(("P1", *first), ("P2", *second)) == [("P1", "P2")]
    assert twins(("P2", *first), ("P1", *second)) == [("P1", "P2")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(
            ("兴隆煤矿技改一期工程", PLACE, FIRM, 9e7),
            ("兴隆煤矿技改二期工程", PLACE, FIRM, 9e7),
            id="phases, were their totals the same",
        ),
        pytest.param(
            ("通村公路一标段", PLACE, OWNER, 6e6),
            ("通村公路二标段", PLACE, OWNER, 6e6),
            id="lots",
        ),
        pytest.param(
            ("2010年通村公路", PLACE, OWNER, 6e6),
            ("2011年通村公路", PLACE, OWNER, 6e6),
            id="years",
        ),
        pytest.param(
            ("白云镇通村公路", PLACE, OWNER, 6e6),
            ("龙泉镇通村公路", OTHER_PLACE, "龙泉镇人民政府", 6e6),
            id="two townships",
        ),
        pytest.param(
            ("白云镇敬老院", PLACE, OWNER, 6e6),
            ("白云镇污水处理", PLACE, OWNER, 6e6),
            id="two works of one owner with one total",
        ),
        pytest.param(
            ("白云镇通村公路", PLACE, OWNER, 6e6),
            ("白云镇通村公路绿化", PLACE, OWNER, 3e5),
            id="a part with a total of its own",
        ),
    ],
)
def test_projects_that_differ_where_projects_differ_are_two(
    first: tuple[str, str, str | None, float], second: tuple[str, str, str | None, float]
) -> None:
    assert twins(("P1", *first), ("P2", *second)) == []


def test_a_project_is_no_twin_of_its_own_former_name_and_nothing_has_no_twins() -> None:
    assert (
        twins(("P1", "通村公路", PLACE, OWNER, 6e6), ("P1", "通村公路工程", PLACE, OWNER, 6e6))
        == []
    )
    assert twins(("P1", "通村公路", PLACE, OWNER, 6e6)) == []
    assert twins() == []


def test_a_pair_is_listed_once_however_many_names_its_projects_bore() -> None:
    names = ("通村公路", "通村公路工程")
    projects: Sequence[Project] = [
        (unit, name, PLACE, OWNER, 6e6) for unit in ("P1", "P2") for name in names
    ]
    assert twins(*projects) == [("P1", "P2")]


def test_the_build_file_holds_the_pairs_of_the_ledgers_that_count(bureau: Bureau) -> None:
    header = "项目代码,项目名称,建设单位,行政区划代码,计划总投资,建设状态\n"
    row = f",{OWNER},{PLACE},600,在建\n"
    bureau.deliver("projects/2011-03.csv", f"{header}P1,通村公路{row}P9,通村公路工程{row}", age=9)
    bureau.deliver("projects/2011-03-v2.csv", f"{header}P1,通村公路{row}")
    bureau.deliver("projects/2011-04.csv", f"{header}P1,通村公路{row}P2,通村公路项目{row}")
    bureau.run()
    for _ in range(2):
        assert list_twins(bureau.build, DBT_PROJECT) == 1
        rows = bureau.query(
            "select project_id, other_id, other_name, differences from raw.project_twins"
        )
        assert rows == [("P1", "P2", "通村公路项目", ["name.same_core"])]


def test_a_build_file_without_a_ledger_has_no_pairs(bureau: Bureau) -> None:
    bureau.deliver(
        "enterprises/2011-04.csv",
        "统一社会信用代码,单位名称,行政区划代码,行业代码\nA,甲,510525101,1310\n",
    )
    bureau.run()
    assert list_twins(bureau.build, DBT_PROJECT) == 0
