"""Faults on hand-made builds: what a whole run would meet, without the run."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from faults.faulty import bound_by_permissions, limited_files, outcome, standing, start
from integration.conftest import environment
from small_builds import publish_small, write_build
from statscope.cli_problems import write_traceback
from statscope.defs.workshop import Workshop
from statscope.settings import Settings
from statscope.warehouse.build import open_build
from statscope.warehouse.ledger import begin_full_build
from statscope.warehouse.publication import publish
from statscope.warehouse.queries_ledger import list_deliveries, list_rejects
from statscope.warehouse.slots import delivered_months
from statscope.warehouse.state import is_complete, mark_complete
from statscope.warehouse.summary import run_summary
from statscope.whole_files import replace_text

PUBLISH = """
import sys
from pathlib import Path
from statscope.settings import Settings
from statscope.warehouse.publication import publish
settings = Settings.from_environment({}, home=Path(sys.argv[1]))
publish(settings, dbt_manifest=settings.dbt_target / "manifest.json")
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environment({}, home=tmp_path)


def garbage(path: Path) -> None:
    path.write_bytes(b"no database at all" * 1000)


def nothing(path: Path) -> None:
    path.write_bytes(b"")


def cut_short(path: Path) -> None:
    write_build(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def scribbled(path: Path) -> None:
    """The first pages are sound, and later ones are not."""
    write_build(path)
    content = bytearray(path.read_bytes())
    content[12_288:] = b"\xa5" * (len(content) - 12_288)
    path.write_bytes(content)


def foreign(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema meta; create table meta.deliveries (song varchar)")


def left_log(path: Path) -> None:
    """A write-ahead log that is not this file's."""
    write_build(path)
    path.with_name(path.name + ".wal").write_bytes(b"\xa5" * 4096)


@pytest.mark.parametrize("spoil", [garbage, nothing, cut_short, scribbled, foreign, left_log])
def test_a_build_file_that_is_damaged_or_not_ours_is_made_anew(
    settings: Settings, spoil: object
) -> None:
    settings.warehouse.mkdir(parents=True)
    spoil(settings.build_file)  # type: ignore[operator]
    run_summary(settings.build_file)
    if spoil != left_log:  # DuckDB itself passes over a log that is not the file's
        assert delivered_months(settings.build_file) == ()
        assert Workshop(settings).needs_everything() is not None
    begin_full_build(settings.build_file, settings.published)
    with open_build(settings.build_file) as connection:
        assert connection.execute("select count(*) from meta.deliveries").fetchone() == (0,)


@pytest.mark.parametrize("spoil", [garbage, cut_short, foreign])
def test_the_published_file_answers_where_the_build_file_cannot(
    settings: Settings, spoil: Callable[[Path], None]
) -> None:
    path = publish_small(settings).path
    settings.build_file.unlink()
    spoil(settings.build_file)
    for found in (list_deliveries(settings), list_rejects(settings)):
        assert found.file == path


def test_a_build_file_of_an_older_version_is_made_anew(settings: Settings) -> None:
    settings.warehouse.mkdir(parents=True)
    begin_full_build(settings.build_file, settings.published)
    assert not is_complete(settings.build_file)
    mark_complete(settings.build_file, "rules")
    assert is_complete(settings.build_file)
    with open_build(settings.build_file) as connection:
        connection.execute("drop view delivered.projects")
        connection.execute("alter table raw.projects drop column leader")
    assert not is_complete(settings.build_file)


def test_what_a_killed_run_wrote_beside_the_build_file_goes(settings: Settings) -> None:
    spilled = settings.warehouse / "build.duckdb.tmp"
    spilled.mkdir(parents=True)
    (spilled / "duckdb_temp_storage_DEFAULT-0.tmp").write_bytes(b"rows" * 1000)
    begin_full_build(settings.build_file, settings.published)
    assert [path.name for path in settings.warehouse.iterdir()] == ["build.duckdb"]


def test_the_part_of_a_report_that_a_killed_process_left_goes(settings: Settings) -> None:
    settings.reports.mkdir()
    left, fresh = (settings.reports / f".last_run.json.{pid}.partial" for pid in (7, 8))
    for part in (left, fresh):
        part.write_text("{", encoding="utf-8")
    os.utime(left, (1, 1))
    replace_text(settings.last_run_file, "{}")
    assert {path.name for path in settings.reports.iterdir()} == {fresh.name, "last_run.json"}


def test_logs_of_errors_do_not_grow_for_ever(settings: Settings) -> None:
    settings.reports.mkdir()
    for number in range(60):
        (settings.reports / f"error-20110430T1200{number:02}Z.log").write_text("old", "utf-8")
    newest = write_traceback(ValueError("new"), settings.reports)
    logs = sorted(settings.reports.glob("error-*.log"))
    assert len(logs) == 50
    assert logs[-1] == newest


def test_a_full_disk_at_publication_leaves_the_vintage_and_the_next_one_succeeds(
    settings: Settings,
) -> None:
    publish_small(settings)
    before = standing(settings.home)
    for size in (0, 64 * 1024, 512 * 1024):
        done = subprocess.run(
            [sys.executable, "-c", PUBLISH, str(settings.home)],
            env=environment(settings.home),
            capture_output=True,
            check=False,
            preexec_fn=limited_files(size),
        )
        assert done.returncode != 0
        assert standing(settings.home) == before
    publish(settings, dbt_manifest=settings.dbt_target / "manifest.json")
    assert standing(settings.home) != before
    assert not list(settings.published.glob(".statscope-*"))


def test_a_disk_without_any_room_is_one_line_even_if_no_log_can_be_kept(settings: Settings) -> None:
    publish_small(settings)
    settings.deliveries.mkdir()
    before = standing(settings.home)
    code, error = outcome(start(settings.home, limited_files(0)))
    assert code == 1
    assert len(error.splitlines()) == 1, error
    assert "The disk is full" in error
    assert standing(settings.home) == before


def test_a_clock_that_went_back_still_gives_a_later_vintage(settings: Settings) -> None:
    ahead = publish_small(settings).path
    ahead = ahead.rename(settings.published / "statscope-20991231T235959Z.duckdb")
    (settings.published / "current.duckdb").unlink()
    (settings.published / "current.duckdb").symlink_to(ahead.name)
    later = publish_small(settings)
    assert later.vintage == "21000101T000000Z"
    assert standing(settings.home)[0] == later.path.name
    assert ahead.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="capabilities are Linux's")
def test_a_home_that_cannot_be_written_is_one_line_and_changes_nothing(
    settings: Settings,
) -> None:
    publish_small(settings)
    settings.deliveries.mkdir()
    before = standing(settings.home)
    for folder in (settings.warehouse, settings.published, settings.home):
        folder.chmod(0o500)
    try:
        code, error = outcome(start(settings.home, bound_by_permissions))
    finally:
        for folder in (settings.home, settings.warehouse, settings.published):
            folder.chmod(0o700)
    assert code == 1
    assert len(error.splitlines()) == 1
    assert "No permission to read or write there" in error
    assert standing(settings.home) == before
