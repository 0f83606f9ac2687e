"""A home with no projects, with nothing but projects, without targets, of one township.

The real models on as little as a county may send; then every question, the ledger and the brief of
it. Belongs here: that nothing fails and that what is lacking is said. Does not belong here: what
the brief says of hand-made tables (``tests/unit/test_brief.py``).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from model_runs import build_models
from statscope.products.brief.page import make_brief
from statscope.products.brief.reading import Asked
from statscope.products.brief.speech import Speech
from statscope.products.ledger import Question, ledger
from statscope.products.ledger_workbook import write_workbook
from statscope.settings import PROJECT_ROOT, Language, Settings
from statscope.warehouse.publication import publish
from statscope.warehouse.published import open_published
from statscope.warehouse.queries import ask, find_query

pytestmark = [pytest.mark.slow, pytest.mark.long]

SQL = PROJECT_ROOT / "sql"
QUESTIONS = sorted(path.stem for path in SQL.glob("*.sql"))
FIRMS = {
    "enterprises/2011-04.csv": "单位代码,单位名称,行政区划代码,行业代码,单位类型,经营状态\n"
    "E1,示例一厂,510525100,1311,法人单位,正常营业\n",
    "enterprise_returns/2010.csv": "单位代码,主营业务收入(元)\nE1,25000000\n",
    "registered_enterprises/2011-04.csv": "单位代码\nE2\n",
}
WORKS = {
    "projects/2011-04.csv": "项目代码,项目名称,建设单位,行政区划代码,计划总投资(元),建设状态\n"
    "P1,示例项目,示例业主,510525100,9000000,在建\n",
    "project_progress/2011-04.csv": "项目代码,本年完成投资(元)\nP1,1000000\n",
    "registered_projects/2011-04.csv": "项目代码\nP2\n",
}
HOMES = {"firms_only": FIRMS, "projects_only": WORKS}
# One home of each kind costs a build; the everyday one lacks projects and targets at once.
EVERY_HOME = ("firms_only", pytest.param("projects_only", marks=pytest.mark.nightly))


@pytest.fixture(scope="module", params=EVERY_HOME)
def home(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    root = tmp_path_factory.mktemp(request.param)
    for path, text in HOMES[request.param].items():
        delivered = root / "deliveries" / path
        delivered.parent.mkdir(parents=True, exist_ok=True)
        delivered.write_text(text, encoding="utf-8")
    build_models(root)
    settings = Settings.from_environment({}, home=root)
    publish(settings, dbt_manifest=settings.dbt_target / "manifest.json")
    return settings


def test_every_question_can_be_asked(home: Settings) -> None:
    for name in QUESTIONS:
        query = find_query(SQL, name)
        assert ask(home, query, {}).columns, name


def test_the_ledger_counts_what_the_lists_hold(home: Settings, tmp_path: Path) -> None:
    made = ledger(home, Question())
    with open_published(home) as connection:
        listed = connection.sql(
            """select (select count(*) from marts.rpt_unregistered_enterprises),
                (select count(*) from marts.rpt_unregistered_projects)"""
        ).fetchone()
    assert listed is not None
    assert sum(listed) == 1
    sheets = ("enterprises", "projects")
    assert tuple(len(made.listings[key].rows) for key in sheets) == listed
    write_workbook(made, tmp_path / "ledger.xlsx")
    assert len(load_workbook(tmp_path / "ledger.xlsx").sheetnames) > len(sheets)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_brief_says_what_is_lacking(home: Settings, language: Language) -> None:
    page = make_brief(replace(home, language=language), Asked()).html
    speech = Speech(language, {})
    assert speech.say("lacks.targets", year=2011) in page
    assert speech.say("lacks.ranking") in page
    assert " nan" not in page
    assert ">None<" not in page


def test_the_only_township_has_all_that_the_county_has(home: Settings) -> None:
    with open_published(home) as connection:
        levels = connection.sql(
            """select unit_kind, regime_family, list(distinct eligible_units),
                list(distinct coverage_rate), count(*)
            from marts.rpt_registration_coverage group by all"""
        ).fetchall()
    assert levels
    assert all(eligible == [1] and rate == [0.0] for _, _, eligible, rate, _ in levels)
    assert {places for *_, places in levels} == {2}
