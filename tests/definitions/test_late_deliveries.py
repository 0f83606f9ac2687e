"""A delivery for an old period reaches every month that builds on it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest

from definitions.test_runs import facts, run, write, write_month
from statscope.defs.dbt_models import months_touched
from statscope.settings import Settings
from statscope.warehouse.build import create_tables, open_build

LISTS = ["项目代码,项目名称,建设单位,行政区划代码,计划总投资(万元),建设状态,报告期"]
MARCH_ROWS = ["P-1,项目1,公司1,510525,900,在建,2011-03"]
MAY_ROWS = ["P-1,项目1,公司1,510525,300,在建,2011-05", "P-4,项目4,公司4,510525,800,在建,2011-05"]
TARGETS = ["年度,指标,目标值", "2011,固定资产投资,1000"]
MARCH, APRIL, MAY, JUNE = (date(2011, month, 1) for month in (3, 4, 5, 6))


@pytest.mark.parametrize(
    ("asked", "known", "touched"),
    [
        pytest.param({MAY}, {MARCH, APRIL, MAY}, {MAY}, id="the last month stands alone"),
        pytest.param({APRIL}, {MARCH, APRIL, MAY}, {APRIL, MAY}, id="later months carry it on"),
        pytest.param({APRIL}, {MARCH, MAY}, {APRIL, MAY}, id="the month itself is gone"),
        pytest.param({MARCH}, {MARCH, APRIL, MAY}, {MARCH, APRIL, MAY}, id="the first is in all"),
    ],
)
def test_a_run_of_one_month_computes_what_builds_on_it(
    tmp_path: Path, asked: set[date], known: set[date], touched: set[date]
) -> None:
    build = tmp_path / "build.duckdb"
    with open_build(build) as connection:
        create_tables(connection)
    assert months_touched(build, asked, known) == touched


def test_a_month_that_has_facts_and_no_deliveries_any_more_is_emptied(tmp_path: Path) -> None:
    build = tmp_path / "build.duckdb"
    with open_build(build) as connection:
        create_tables(connection)
        connection.execute("create schema intermediate")
        connection.execute(
            """create table intermediate.int_projects__sized as
            select unnest([date '2011-03-01', date '2011-04-01']) as period"""
        )
    assert months_touched(build, {JUNE}, {APRIL, JUNE}) == {MARCH, JUNE}


def content(home: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every fact and report of the published file."""
    with duckdb.connect(str(home / "published" / "current.duckdb"), read_only=True) as connection:
        names = connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'marts' order by 1"
        ).fetchall()
        return {
            name: connection.execute(f"from marts.{name} order by all").fetchall()
            for (name,) in names
        }


@pytest.mark.slow
@pytest.mark.nightly
@pytest.mark.timeout(1800)
def test_a_late_list_gives_what_a_run_of_everything_gives(tmp_path: Path) -> None:
    settings = Settings.from_environment({}, home=tmp_path / "home")
    for month in ("2011-03", "2011-04", "2011-05"):
        write_month(settings.deliveries, month, [600, 400, 50])
    # May has no list of its own and carries April's; March's is withdrawn altogether.
    (settings.deliveries / "projects" / "2011-05.csv").unlink()
    assert run(settings).status == "published"
    write_month(settings.deliveries, "2011-04", [600, 700, 50, 900])
    for register in ("projects", "project_progress"):
        (settings.deliveries / register / "2011-03.csv").unlink()
    assert run(settings, APRIL, MARCH).status == "published"
    assert_as_by_a_run_of_everything(settings)


@pytest.mark.slow
@pytest.mark.nightly
@pytest.mark.timeout(1800)
def test_a_file_of_two_months_reaches_both_whichever_is_asked_for(tmp_path: Path) -> None:
    """Its rows alone tell them; and a month between that had no facts now lies between lists."""
    settings = Settings.from_environment({}, home=tmp_path / "home")
    write_month(settings.deliveries, "2011-03", [600, 400, 50])
    write(settings.deliveries / "targets" / "2011-04.csv", TARGETS)
    assert run(settings).status == "published"
    write(settings.deliveries / "projects" / "more.csv", [*LISTS, *MARCH_ROWS, *MAY_ROWS])
    before = facts(settings.published / "current.duckdb", "2011-03-01")
    assert run(settings, MAY).status == "published"
    current = settings.published / "current.duckdb"
    assert facts(current, "2011-03-01") != before
    assert facts(current, "2011-04-01")
    assert facts(current, "2011-05-01")
    assert_as_by_a_run_of_everything(settings)


def assert_as_by_a_run_of_everything(settings: Settings) -> None:
    """The published file holds what a run that starts from nothing publishes."""
    by_month = content(settings.home)
    shutil.rmtree(settings.warehouse)
    assert run(settings).status == "published"
    assert by_month == content(settings.home)
