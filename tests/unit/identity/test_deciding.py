"""Equal names first, then likely ones; what is doubtful goes to a person."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

import polars as pl
import pytest

from statscope.identity.deciding import (
    ANSWERS,
    ASKED,
    MOST_CANDIDATES,
    UNITS,
    Matcher,
    answers,
    decided,
    ranked,
)
from statscope.identity.rules import Bounds
from unit.identity.quality import DBT_PROJECT

MATCHER = Matcher.from_seeds(DBT_PROJECT)
PLACE = "510525101"

Units = Sequence[tuple[str, str] | tuple[str, str, str]]


def answered(name: str, units: Units) -> list[dict[str, object]]:
    """Answer the name of an enterprise; units are (id, name) or (id, name, division)."""
    columns = ("unit_id", "name", "division_code")
    listed = [dict(zip(columns, (*unit, PLACE), strict=False)) for unit in units]
    return answered_of({"name": name}, listed, "enterprise")


def answered_of(
    name: Mapping[str, object], units: Sequence[Mapping[str, object]], unit_kind: str
) -> list[dict[str, object]]:
    asked = pl.DataFrame([{"ask_id": 7, **name}], schema=ASKED)
    return answers(asked, pl.DataFrame(units, schema=UNITS), unit_kind, MATCHER).to_dicts()


def told(rows: Sequence[Mapping[str, object]]) -> list[tuple[object, object, object]]:
    return [(row["decision"], row["method"], row["unit_id"]) for row in rows]


def chance(rows: Sequence[Mapping[str, object]]) -> float:
    return float(str(rows[0]["probability"] or 0))


def test_a_name_that_one_unit_bears_is_that_unit_for_certain() -> None:
    (row,) = answered(
        "甲酒业（古蔺）有限责任公司", [("E1", "甲酒业(古蔺)有限公司"), ("E2", "乙厂")]
    )
    assert told([row]) == [("auto", "equal", "E1")]
    assert row["probability"] == 1
    assert row["differences"] == []


def test_equal_names_are_found_without_splink(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "splink", None)
    assert told(answered("甲厂", [("E1", "甲厂")])) == [("auto", "equal", "E1")]
    assert told(answered("某某超市", [("E1", "甲厂")])) == [("none", "scored", None)]
    with pytest.raises(ImportError):
        answered("兴隆煤业", [("E1", "兴隆煤矿")])


def test_a_name_that_two_units_bear_is_left_to_a_person_with_both() -> None:
    rows = answered("兴隆煤矿", [("E1", "兴隆煤矿"), ("E2", "兴隆煤矿", "510525102")])
    assert told(rows) == [("review", "scored", "E1"), ("review", "scored", "E2")]
    assert sum(row["probability"] for row in rows) <= 1  # type: ignore[misc]


def test_a_former_name_still_means_its_unit() -> None:
    units = [("E1", "兴隆煤矿"), ("E1", "金沙煤业有限公司"), ("E2", "红岩砖厂")]
    assert told(answered("兴隆煤矿", units)) == [("auto", "equal", "E1")]


def test_a_name_without_a_township_is_doubtful_where_another_unit_only_has_one_more() -> None:
    units = [("E1", "兴隆煤矿"), ("E2", "龙泉镇兴隆煤矿", "510525102")]
    assert {row["decision"] for row in answered("兴隆煤矿", units)} == {"review"}
    assert told(answered("龙泉镇兴隆煤矿", units)) == [("auto", "equal", "E2")]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("古蔺县兴隆煤业有限公司", id="with the county"),
        pytest.param("白云镇兴隆煤业有限公司", id="with its township"),
        pytest.param("兴隆煤业", id="without the legal form"),
        pytest.param("兴隆煤业有限公司（生产用电）", id="an account"),
    ],
)
def test_what_only_adds_or_leaves_out_form_and_place_is_the_unit(name: str) -> None:
    units = [("E1", "兴隆煤业有限公司"), ("E2", "兴盛煤业有限公司"), ("E3", "兴隆酒业有限公司")]
    assert told(answered(name, units)) == [("auto", "scored", "E1")]


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        pytest.param("兴隆二厂", "兴隆一厂", id="another number"),
        pytest.param("兴隆一厂", "兴隆厂", id="one number more"),
        pytest.param("龙泉镇兴隆煤矿", "兴隆煤矿", id="another township"),
        pytest.param("兴盛煤业有限公司", "兴隆煤业有限公司", id="one character of the brand"),
        pytest.param("兴隆酒业有限公司", "兴隆煤业有限公司", id="one character of the trade"),
        pytest.param("兴隆煤业有限公司泸州分公司", "兴隆煤业有限公司", id="a branch"),
        pytest.param("白云镇新兴隆煤矿", "兴隆煤矿", id="one character more"),
        pytest.param("白云镇新兴隆煤业有限公司", "兴隆煤业有限公司", id="one more before a trade"),
        pytest.param(
            "白云镇兴隆煤业运输有限公司", "兴隆煤业有限公司", id="a firm it may have founded"
        ),
        pytest.param("兴隆煤业集团有限公司", "兴隆煤业有限公司", id="a group"),
    ],
)
def test_a_name_that_differs_where_units_differ_is_never_given_by_the_machine(
    name: str, listed: str
) -> None:
    assert [row["decision"] for row in answered(name, [("E1", listed)])] in (["review"], ["none"])


def test_a_region_in_both_names_is_no_other_place_than_the_units_own() -> None:
    units = [("E1", "重庆长江路桥有限公司"), ("E2", "上海长江路桥有限公司")]
    assert told(answered("重庆市长江路桥公司", units))[0][2] == "E1"
    assert told(answered("重庆长江路桥", [units[1]])) == [("none", "scored", None)]


@pytest.mark.parametrize(
    ("name", "listed"),
    [("上海医药", "浙江医药"), ("北京君正", "君正集团"), ("北京银行", "江苏银行")],
)
def test_a_region_is_no_addition_where_hardly_anything_else_is_left(name: str, listed: str) -> None:
    assert "auto" not in {row["decision"] for row in answered(name, [("E1", listed)])}


def test_a_doubtful_candidate_says_in_what_it_differs() -> None:
    (row,) = answered("兴龙煤业有限公司", [("E1", "兴隆煤业有限公司")])
    assert row["decision"] == "review"
    assert row["differences"] == ["name.one_character"]


def test_a_project_is_told_from_another_by_its_owner() -> None:
    columns = ("unit_id", "name", "division_code", "owner")
    listed = (
        ("P1", "通村公路工程", PLACE, "白云镇人民政府"),
        ("P2", "石桥镇通村公路", "510525103", "石桥镇人民政府"),
    )
    units = [dict(zip(columns, project, strict=True)) for project in listed]
    own = {"name": "白云镇通村公路项目", "owner": "白云镇人民政府"}
    assert told(answered_of(own, units, "project")) == [("auto", "scored", "P1")]
    other = {"name": "通村公路工程", "owner": "某某建筑有限公司"}
    assert "auto" not in {row["decision"] for row in answered_of(other, units, "project")}


def test_an_amount_speaks_for_a_project() -> None:
    unit = {"unit_id": "P1", "name": "农贸市场改造", "division_code": PLACE, "amount": 5_000_000}
    told_amount, untold = (
        answered_of({"name": "白云镇市场改造", "amount": amount}, [unit], "project")
        for amount in (5_000_000, None)
    )
    assert chance(told_amount) > chance(untold)


def candidates(*chances: float) -> pl.DataFrame:
    rows = [(1, f"E{i}", "甲", chance, []) for i, chance in enumerate(chances)]
    columns = ("ask_id", "unit_id", "unit_name", "probability", "differences")
    schema = {column: ANSWERS[column] for column in columns}
    return pl.DataFrame(rows, schema=schema, orient="row")


def test_candidates_that_are_likely_each_by_itself_share_the_odds() -> None:
    shared = ranked(candidates(0.9, 0.9, 0.0))["probability"].to_list()
    assert shared == pytest.approx([9 / 19, 9 / 19, 0], abs=1e-6)
    assert ranked(candidates(0.9))["probability"].to_list() == pytest.approx([0.9])
    assert ranked(candidates(1.0))["probability"].to_list() == [1.0]


@pytest.mark.parametrize(
    ("chance", "decision"),
    [(0.8, "auto"), (0.799, "review"), (0.1, "review"), (0.099, "none")],
)
def test_the_bounds_decide(chance: float, decision: str) -> None:
    asked = pl.DataFrame({"ask_id": [1]})
    rows = decided(asked, candidates(chance), Bounds(auto=0.8, review=0.1))
    assert rows["decision"].to_list() == [decision]
    assert rows["unit_id"].to_list() == [None if decision == "none" else "E0"]


def test_a_person_is_shown_only_the_likeliest_candidates() -> None:
    many = candidates(*(0.1 for _ in range(MOST_CANDIDATES + 3)))
    rows = decided(pl.DataFrame({"ask_id": [1]}), many, Bounds(auto=0.8, review=0.1))
    assert rows.height == MOST_CANDIDATES
