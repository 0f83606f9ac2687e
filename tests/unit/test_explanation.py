"""A unit is explained with everything that the file knows of it, listed or not."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from small_builds import publish_small, write_build
from statscope.cli import main
from statscope.products.explanation import UnknownUnit, explain
from statscope.settings import Settings
from statscope.warehouse.build import open_build
from statscope.warehouse.publication import publish
from statscope.warehouse.published import open_published
from statscope.warehouse.queries import fetch

UNLISTED = "91510525MA00000059"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home with one vintage, for tests that only read."""
    settings = Settings.from_environment({}, home=tmp_path_factory.mktemp("published"))
    publish_small(settings)
    return settings


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STATSCOPE_LANG", "en")


def shown(settings: Settings, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["explain", *words, "--home", str(settings.home)]) == 0
    return capsys.readouterr().out


def test_a_unit_is_shown_as_it_was_last_listed_with_the_row_that_says_so(
    published: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    out = shown(published, capsys, "MA0000001")
    assert "As it was last listed 2011-04 (enterprises/2011-04.xlsx:3)" in out
    assert "division_code: 510525001; industry_code: 1512; industry_edition: 2002" in out
    assert "opened_on: 2001-05-01" in out


def test_facts_carry_chinese_names_where_chinese_is_spoken(
    published: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "列 industry_code: 1512" in shown(published, capsys, "MA0000001", "--lang", "zh")


def test_the_annual_survey_has_its_own_verdicts(
    published: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    out = shown(published, capsys, "MA0000001")
    _, _, annual = out.partition("Annual survey")
    assert re.search(
        r"2010 +ind_2007 +industry +main_revenue +21,000,000\.00 +5,000,000\.00 +in_scope +annual "
        r"+enterprise_returns/2010\.csv:7",
        annual,
    )
    assert "ind_2007.industry: 2007年制度" in annual


def test_a_year_after_the_month_asked_for_is_left_out(
    published: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "Annual survey" in shown(published, capsys, "MA0000001", "--period", "2011-03")
    (explanation,) = explain(published, "MA0000001")
    assert len(explanation.annual.rows) == 1


def test_papers_are_those_of_the_month_with_what_is_missing_and_faulty(
    published: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    out = shown(published, capsys, "P-1")
    assert "Papers in 2011-04" in out
    assert re.search(r"(?m)^contract +mandatory +missing +missing", out)
    assert re.search(
        r"(?m)^approval +mandatory +expired +2010-12-31 +faulty +projects/2011-04\.csv:4", out
    )
    assert "design" not in out, "a substitute that is not held is no shortcoming"
    assert "missing: contract; faulty: approval" in out
    earlier = shown(published, capsys, "P-1", "--period", "2011-03")
    assert "Papers in 2011-03" in earlier
    assert "approval" not in earlier.partition("Papers in")[2]


def test_papers_are_in_words_in_chinese(
    published: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    out = shown(published, capsys, "P-1", "--lang", "zh")
    assert re.search(r"(?m)^施工合同 ", out)
    assert "缺少: 施工合同" in out


def test_flags_of_a_unit_are_shown_with_their_evidence_and_row(
    published: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    out = shown(published, capsys, "P-1")
    assert re.search(
        r"2011-04 +Investment beyond the plan +verification +\{\"beyond_plan_cny\": 1000000\} "
        r"+projects/2011-04\.csv:5",
        out,
    )
    assert "超计划投资" in shown(published, capsys, "P-1", "--lang", "zh")
    assert "Flags" not in shown(published, capsys, "P-1", "--period", "2011-03")


@pytest.mark.parametrize("code", [UNLISTED, "MA0000005", "ma000000-5"])
def test_a_unit_on_no_list_is_said_to_be_on_none_with_the_rows_that_name_it(
    published: Settings, capsys: pytest.CaptureFixture[str], code: str
) -> None:
    out = shown(published, capsys, code, "--period", "2011-03")
    assert f"Enterprise {UNLISTED} 丁水泥厂" in out
    assert "No list of units has ever held it" in out
    assert "  2010-12 enterprise_returns/2010.csv:8\n" in out
    assert "  2011-04 enterprises/2011-04.xlsx:9 丁水泥厂\n" in out


def test_programs_get_the_rows_that_name_a_unit_on_no_list(
    published: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    words = ["explain", UNLISTED, "--home", str(published.home), "--format", "json"]
    assert main(words) == 0
    records = json.loads(capfd.readouterr().out)
    assert [record["register"] for record in records] == [
        "enterprise_returns",
        "registered_enterprises",
    ]


@pytest.fixture
def rejecting(tmp_path: Path) -> Settings:
    """A home in which a row of a listed unit and one of an unknown unit were rejected."""
    settings = Settings.from_environment({}, home=tmp_path)
    write_build(settings.build_file)
    with open_build(settings.build_file) as build:
        for unit in ("P-1", "p-9"):
            build.execute(
                """insert into meta.rejected_rows values ('projects-1', 'projects', '2011-04.csv',
                    '', 8, date '2011-04-01', ['bad_number'], 'planned_total', 'x', ?)""",
                [f'{{"项目代码": "{unit}"}}'],
            )
    publish(settings, dbt_manifest=tmp_path / "none")
    return settings


def test_rejected_rows_that_name_a_unit_are_part_of_the_explanation(
    rejecting: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    out = shown(rejecting, capsys, "P-1")
    assert "Rejected rows that name it:\n  2011-04 projects/2011-04.csv:8 bad_number\n" in out


def test_a_unit_that_only_rejected_rows_name_is_not_unknown(
    rejecting: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    out = shown(rejecting, capsys, "P-9")
    assert "only rejected rows name it:\n  2011-04 projects/2011-04.csv:8 bad_number\n" in out
    with pytest.raises(UnknownUnit):
        explain(rejecting, "P-7")


def test_an_older_vintage_that_lacks_tables_is_explained_as_far_as_it_goes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings.from_environment({}, home=tmp_path)
    write_build(settings.build_file)
    with open_build(settings.build_file) as build:
        for table in ("rpt_unlisted_mentions", "rpt_unit_flags", "fct_annual_scope"):
            build.execute(f"drop table marts.{table}")
        build.execute("drop table seeds.documents")
    publish(settings, dbt_manifest=tmp_path / "none")
    assert "ind_2011*" in shown(settings, capsys, "MA0000001")


def test_a_code_that_another_one_has_replaced_finds_the_unit_under_its_last_code(
    published: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    out = shown(published, capsys, "3000 0000-x")
    assert out.startswith("Enterprise 20000000X =乙砖厂\nalso delivered as 30000000X\n")
    assert out.replace("3000 0000-x", "") == shown(published, capsys, "20000000X")
    (explanation,) = explain(published, "91510525" + "30000000X" + "1")
    assert (explanation.unit_id, explanation.other_codes) == ("20000000X", ("30000000X",))
    assert len(explanation.rows.rows) == len(explain(published, "20000000X")[0].rows.rows) > 0


def test_sql_users_find_a_replaced_code_too_and_every_row_once(published: Settings) -> None:
    with open_published(published) as file:
        ask = "select * from marts.explain_unit($code) order by all"
        by_last = fetch(file, ask, {"code": "20000000X"}).rows
        assert fetch(file, ask, {"code": "30000000X"}).rows == by_last
        by_short = fetch(file, ask, {"code": "MA0000001"}).rows
    assert len(by_short) == len(set(map(str, by_short))) > 0


@pytest.fixture(scope="module")
def thinned(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home whose lists of March hold neither the project P-1 nor the firm without a class."""
    settings = Settings.from_environment({}, home=tmp_path_factory.mktemp("thinned"))
    write_build(settings.build_file)
    with open_build(settings.build_file) as build:
        for table in ("fct_project_scope", "fct_enterprises_without_class"):
            build.execute(f"delete from marts.{table} where period = date '2011-03-01'")
    publish(settings, dbt_manifest=settings.home / "none")
    return settings


@pytest.mark.parametrize("unit", ["P-1", "91510525MA00000032"])
def test_a_unit_that_the_list_of_the_month_lacks_is_said_to_be_absent_not_without_class(
    thinned: Settings, capsys: pytest.CaptureFixture[str], unit: str
) -> None:
    out = shown(thinned, capsys, unit, "--period", "2011-03")
    assert "The list in force in 2011-03 does not hold it" in out
    assert "Outside every class" not in out
    assert "2011-03 所用的名录或台账没有它" in shown(
        thinned, capsys, unit, "--period", "2011-03", "--lang", "zh"
    )


def test_a_firm_of_no_class_that_the_list_holds_is_not_said_to_be_absent(
    thinned: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    out = shown(thinned, capsys, "91510525MA00000032", "--period", "2011-04")
    assert "Outside every class of every regime" in out
    assert "does not hold it" not in out
