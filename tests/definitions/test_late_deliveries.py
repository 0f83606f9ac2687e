"""A delivery for an old period reaches every month that builds on it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest

from definitions.test_runs import run, write_month
from statscope.defs.dbt_models import months_touched
from statscope.settings import Settings
from statscope.warehouse.build import create_tables, open_build

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
    by_month = content(settings.home)
    shutil.rmtree(settings.warehouse)
    assert run(settings).status == "published"
    assert by_month == content(settings.home)
