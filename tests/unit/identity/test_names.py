"""Names in the form in which they are compared, and their parts."""

from __future__ import annotations

import sys

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from statscope.identity.names import PARTS, name_parts, normal_forms
from statscope.identity.rules import NameRules, read_name_rules
from unit.identity.quality import DBT_PROJECT

RULES = read_name_rules(DBT_PROJECT)


def normal(name: str) -> str:
    return str(normal_forms(pl.Series([name]), RULES).item())


def parts(name: str, unit_kind: str = "enterprise", rules: NameRules = RULES) -> dict[str, object]:
    return name_parts(pl.Series([name]), rules, unit_kind).row(0, named=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("甲（川）公司", "甲(川)公司", id="brackets"),
        pytest.param("甲【川】公司", "甲川公司", id="no brackets"),
        pytest.param("甲 酒　业公司", "甲酒业公司", id="blanks"),
        pytest.param("ＡＢＣ１２公司", "abc12公司", id="full width and case"),
        pytest.param("甲有限责任公司", "甲有限公司", id="long form"),
        pytest.param("甲责任有限公司", "甲有限公司", id="turned form"),
        pytest.param("甲股份有限公司", "甲股份公司", id="shares"),
        pytest.param("古藺縣興隆煤礦", "古蔺县兴隆煤矿", id="traditional"),
        pytest.param("甲·乙—丙公司", "甲乙丙公司", id="dots and dashes"),
    ],
)
def test_spellings_that_do_not_tell_units_apart_are_equal(one: str, other: str) -> None:
    assert normal(one) == normal(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("兴隆一厂", "兴隆二厂", id="another number"),
        pytest.param("甲有限公司", "甲股份有限公司", id="another legal form"),
        pytest.param("甲有限公司", "甲有限公司分公司", id="a branch"),
        pytest.param("白云镇甲厂", "龙泉镇甲厂", id="another township"),
    ],
)
def test_names_of_different_units_are_not_equal(one: str, other: str) -> None:
    assert normal(one) != normal(other)


def test_a_null_stays_null_and_a_name_of_signs_alone_is_empty() -> None:
    assert normal_forms(pl.Series([None, "（）"], dtype=pl.String), RULES).to_list() == [None, ""]


@given(st.text(max_size=30))
def test_a_normal_form_is_its_own_normal_form(name: str) -> None:
    assert normal(normal(name)) == normal(name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param(
            "四川省泸州市古蔺县兴隆煤业有限责任公司",
            {"stem": "兴隆煤业", "form": "有限公司", "place": "510525"},
            id="regions before",
        ),
        pytest.param(
            "兴隆煤业（古蔺）有限公司",
            {"stem": "兴隆煤业", "form": "有限公司", "place": "510525"},
            id="a region in brackets",
        ),
        pytest.param(
            "古蔺县白云镇兴隆煤矿",
            {"stem": "兴隆煤矿", "form": None, "place": "510525101", "township": "白云镇"},
            id="a township of the seed",
        ),
        pytest.param(
            "太平镇兴隆煤矿",
            {"stem": "兴隆煤矿", "place": None, "township": "太平镇"},
            id="a township that no seed has",
        ),
        pytest.param("兴隆煤矿", {"place": None, "township": None}, id="no place"),
        pytest.param("石屏一矿", {"stem": "石屏矿", "numbers": "1"}, id="a counting numeral"),
        pytest.param("石屏第二十三煤矿", {"stem": "石屏煤矿", "numbers": "23"}, id="a large one"),
        pytest.param("石屏十矿", {"numbers": "10"}, id="ten"),
        pytest.param("三元化工厂", {"stem": "三元化工厂", "numbers": None}, id="no count"),
        pytest.param("甲厂001", {"stem": "甲厂", "numbers": "001"}, id="a number in digits"),
        pytest.param("甲厂（2号表）", {"stem": "甲厂", "numbers": None}, id="a meter"),
        pytest.param("甲厂生产用电", {"stem": "甲厂"}, id="an account"),
        pytest.param(
            "示例甲乙公司",
            {"stem": "甲乙", "form": "公司", "numbers": None},
            id="a mark of samples",
        ),
        pytest.param("甲乙有限公司泸州分公司", {"form": "分公司"}, id="a branch"),
        pytest.param("泸州", {"stem": "泸州"}, id="nothing but a region"),
        pytest.param("公司", {"stem": "公司"}, id="nothing but a form"),
    ],
)
def test_a_name_is_taken_apart(name: str, expected: dict[str, object]) -> None:
    found = parts(name)
    assert {part: found[part] for part in expected} == expected


@pytest.mark.parametrize(
    ("name", "stem", "numbers"),
    [
        pytest.param("白云镇教学楼建设项目", "教学楼", None, id="what every project says"),
        pytest.param("白云镇教学楼二期工程", "教学楼期", "2", id="a phase"),
        pytest.param("新建项目", "新建项目", None, id="nothing else"),
    ],
)
def test_a_project_is_told_by_its_works(name: str, stem: str, numbers: str | None) -> None:
    found = parts(name, "project")
    assert (found["stem"], found["numbers"]) == (stem, numbers)


def test_a_township_that_two_divisions_share_is_no_place() -> None:
    shared = {**RULES.townships, "510521101": "白云镇"}
    rules = NameRules(**{**vars(RULES), "townships": shared})
    found = parts("白云镇甲厂", rules=rules)
    assert (found["place"], found["township"]) == (None, "白云镇")


@given(st.lists(st.text(max_size=20), max_size=5))
def test_every_name_has_its_row_and_its_stem(names: list[str]) -> None:
    found = name_parts(pl.Series(names, dtype=pl.String), RULES, "enterprise")
    assert dict(found.schema) == PARTS
    assert found.height == len(names)
    assert found["stem"].null_count() == 0


def test_names_in_simplified_characters_need_no_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opencc", None)
    assert normal("古蔺县兴隆煤矿") == "古蔺县兴隆煤矿"
    with pytest.raises(ImportError):
        normal("古藺縣興隆煤礦")
