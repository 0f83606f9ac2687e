"""Whole runs in this process, on a county of a few rows."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest

from statscope.defs.running import RunOutcome, RunRequest, UsageProblem, run_pipeline
from statscope.settings import Settings

pytestmark = [pytest.mark.slow, pytest.mark.long]

FACTS = "marts.fct_project_scope"


def write_month(deliveries: Path, month: str, totals: list[int]) -> None:
    """Deliver a list of projects and their progress for one month."""
    rows = [f"P-{n},项目{n},公司{n},510525,{total},在建" for n, total in enumerate(totals, 1)]
    header = "项目代码,项目名称,建设单位,行政区划代码,计划总投资(万元),建设状态"
    write(deliveries / "projects" / f"{month}.csv", [header, *rows])
    progress = [f"P-{n},{total // 2}" for n, total in enumerate(totals, 1)]
    header = "项目代码,自年初累计完成投资(万元)"
    write(deliveries / "project_progress" / f"{month}.csv", [header, *progress])


def write(path: Path, lines: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def run(settings: Settings, *periods: date) -> RunOutcome:
    return run_pipeline(settings, RunRequest(periods), lambda _line, _share: None)


def facts(path: Path, period: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        query = f"select * from {FACTS} where period = ? order by all"
        return connection.execute(query, [period]).fetchall()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("built")
    write_month(home / "deliveries", "2011-03", [600, 400, 50])
    write_month(home / "deliveries", "2011-04", [700, 400, 50])
    outcome = run(Settings.from_environment({}, home=home))
    assert outcome.status == "published", outcome.message
    return home


@pytest.fixture
def settings(built: Path, tmp_path: Path) -> Settings:
    home = tmp_path / "home"
    shutil.copytree(built, home, symlinks=True, ignore=shutil.ignore_patterns("dagster"))
    return Settings.from_environment({}, home=home)


def test_one_period_again_leaves_the_rows_of_all_others_as_they_are(settings: Settings) -> None:
    published = settings.published / "current.duckdb"
    march, april = facts(published, "2011-03-01"), facts(published, "2011-04-01")
    write_month(settings.deliveries, "2011-03", [9999, 9999, 9999])
    write_month(settings.deliveries, "2011-04", [700, 400, 50, 800])
    outcome = run(settings, date(2011, 4, 1))
    assert outcome.status == "published", outcome.message
    assert facts(published, "2011-03-01") == march
    now = facts(published, "2011-04-01")
    assert len(now) > len(april)
    report = json.loads(settings.last_run_file.read_text(encoding="utf-8"))
    assert report["vintage"] == outcome.vintage


def test_a_new_what_if_regime_reaches_every_month_even_where_one_is_run(
    settings: Settings,
) -> None:
    settings.what_if_file.write_text(
        "regime_id,based_on,scope_class,threshold\nfai_4m,fai_2011,,400万\n", encoding="utf-8"
    )
    outcome = run(settings, date(2011, 4, 1))
    assert outcome.status == "published", outcome.message
    path = settings.published / "current.duckdb"
    with duckdb.connect(str(path), read_only=True) as connection:
        found = connection.execute(
            f"""select cast(period as varchar), count(*), count(*) filter (is_eligible)
            from {FACTS} where regime_id = 'fai_4m' group by 1 order by 1"""
        ).fetchall()
    assert found == [("2011-03-01", 3, 2), ("2011-04-01", 3, 2)]


def test_a_period_that_nothing_was_delivered_for_is_refused_before_anything_changes(
    settings: Settings,
) -> None:
    before = settings.build_file.stat().st_mtime_ns
    with pytest.raises(UsageProblem, match="2012-01"):
        run(settings, date(2012, 1, 1))
    assert settings.build_file.stat().st_mtime_ns == before


def test_a_folder_whose_rows_alone_tell_the_months_is_taken_in(tmp_path: Path) -> None:
    settings = Settings.from_environment({}, home=tmp_path)
    header = "项目代码,项目名称,建设单位,行政区划代码,计划总投资(万元),建设状态,报告期"
    rows = [f"P-{n},项目{n},公司{n},510525,600,在建,2011-0{n}" for n in (3, 4)]
    write(settings.deliveries / "projects" / "list.csv", [header, *rows])
    outcome = run(settings)
    assert outcome.status == "published", outcome.message
    assert facts(settings.published / "current.duckdb", "2011-04-01")


def test_an_empty_folder_is_nothing_to_publish(tmp_path: Path) -> None:
    settings = Settings.from_environment({}, home=tmp_path)
    settings.deliveries.mkdir()
    assert run(settings).status == "nothing"
    assert json.loads(settings.last_run_file.read_text(encoding="utf-8"))["status"] == "nothing"
