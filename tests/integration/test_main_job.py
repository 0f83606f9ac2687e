"""The main job as a user meets it: exit codes, one clear line, nothing lost, nothing broken."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from integration.conftest import Command, environment
from oracle.county_files import write_deliveries
from oracle.random_county import draw_county

pytestmark = [pytest.mark.slow, pytest.mark.long]


def only_line(text: str) -> str:
    """The one non-blank line of a message."""
    lines = [line for line in text.splitlines() if line.strip()]
    assert len(lines) == 1, text
    return lines[0]


def current(home: Path) -> Path:
    """The published file that the pointer names."""
    return (home / "published" / "current.duckdb").resolve()


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every mart and the ledger of a published file, rows in a fixed order.

    When a delivery was first loaded is left out: a run killed between two of its writes may
    forget it.
    """
    with duckdb.connect(str(path), read_only=True) as connection:
        names = connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'marts' order by 1"
        ).fetchall()
        tables = {f"marts.{name}": "*" for (name,) in names}
        tables |= {"meta.deliveries": "* exclude (loaded_at)", "meta.rejected_rows": "*"}
        return {
            table: connection.execute(f"select {columns} from {table} order by all").fetchall()
            for table, columns in tables.items()
        }


def test_an_empty_folder_is_nothing_to_publish(home: Path, statscope: Command) -> None:
    (home / "deliveries").mkdir()
    done = statscope("run")
    assert done.returncode == 4
    assert "Traceback" not in done.stderr
    assert only_line(done.stderr)
    assert not (home / "published").exists() or not list((home / "published").iterdir())


def test_a_missing_folder_is_wrong_usage(home: Path, statscope: Command) -> None:
    done = statscope("run", "--deliveries", str(home / "nowhere"))
    assert done.returncode == 2
    assert "nowhere" in only_line(done.stderr)


@pytest.mark.parametrize(
    "period",
    [
        pytest.param("2011-13", id="no month"),
        pytest.param("april", id="no date"),
        pytest.param("1999-01", id="a month that nobody delivered"),
    ],
)
def test_an_unknown_period_is_wrong_usage(
    small_county: Path, statscope: Command, period: str
) -> None:
    assert small_county.is_dir()
    done = statscope("run", "--period", period)
    assert done.returncode == 2, done.stderr
    assert period in done.stderr
    assert "Traceback" not in done.stderr


def test_bad_files_cost_only_themselves_and_are_on_record(
    home: Path, small_county: Path, statscope: Command
) -> None:
    (small_county / "enterprises" / "2011-03.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    (small_county / "weather").mkdir()
    (small_county / "weather" / "2011-04.csv").write_text("day,rain\n1,2\n", encoding="utf-8")
    shutil.copyfile(
        small_county / "projects" / "2010-11.csv", small_county / "projects" / "somewhen.csv"
    )
    broken = small_county / "project_evidence"
    broken.mkdir()
    (broken / "2011-04.csv").write_text("项目代码,材料,状态\nP-1,合同,合格\n", encoding="utf-8")
    (broken / "profile.toml").write_text("source = [unclosed", encoding="utf-8")
    done = statscope("run")
    assert "Traceback" not in done.stderr
    build = home / "warehouse" / "build.duckdb"
    with duckdb.connect(str(build), read_only=True) as connection:
        refused = connection.execute(
            """select register, file_name, reject_reason, rows_present from meta.deliveries
            where state = 'rejected' order by all"""
        ).fetchall()
    assert refused == [
        ("enterprises", "2011-03.xlsx", "unreadable", None),
        ("project_evidence", "2011-04.csv", "bad_profile", None),
        ("projects", "somewhen.csv", "period_unknown", None),
        ("weather", "2011-04.csv", "unknown_register", None),
    ]
    # 2011-03 has a slot, and all of its deliveries were refused: that stops publication.
    assert done.returncode == 3, done.stdout + done.stderr
    listed = statscope("deliveries")
    assert listed.returncode == 0
    assert "unreadable" in listed.stdout


def kill_after(home: Path, seconds: float) -> None:
    """Start a run and end it, and all that it started, without a warning."""
    victim = subprocess.Popen(
        [sys.executable, "-m", "statscope", "run"],
        env=environment(home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(seconds)
    os.killpg(victim.pid, signal.SIGKILL)
    victim.wait()


@pytest.fixture(scope="module")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which a county was published once, as a user does it; to be copied."""
    home = tmp_path_factory.mktemp("published_once")
    write_deliveries(draw_county(7, units=60), home / "deliveries")
    done = subprocess.run(
        [sys.executable, "-m", "statscope", "run"],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
        timeout=800,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return home


@pytest.fixture
def published_home(published_once: Path, home: Path) -> Path:
    """The home of the test, with that county, its vintage and its build file."""
    shutil.copytree(published_once, home, symlinks=True, dirs_exist_ok=True)
    return home


def test_another_run_or_a_killed_one_changes_nothing_but_the_vintage(
    published_home: Path, statscope: Command
) -> None:
    before = current(published_home)
    kept = contents(before)
    for seconds in (1.0, 6.0, 14.0):
        kill_after(published_home, seconds)
        assert contents(current(published_home)) == kept
    second = statscope("run")
    assert second.returncode == 0, second.stdout + second.stderr
    assert current(published_home) != before
    assert contents(current(published_home)) == kept


def test_two_runs_at_once_publish_one_after_the_other_or_name_the_holder(
    home: Path, small_county: Path
) -> None:
    assert small_county.is_dir()
    command = [sys.executable, "-m", "statscope", "run"]
    runs = [
        subprocess.Popen(
            command,
            env=environment(home),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    finished = [(run, *run.communicate(timeout=240)) for run in runs]
    codes = sorted(run.returncode for run, _, _ in finished)
    assert codes[0] == 0, finished
    for run, _, error in finished:
        assert "Traceback" not in error
        if run.returncode != 0:
            other = next(o for o, _, _ in finished if o is not run)
            assert str(other.pid) in only_line(error)


def shrink_returns(deliveries: Path) -> None:
    """Leave the returns of one month with a quarter of their rows."""
    path = deliveries / "enterprise_returns" / "2011-02.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[: len(lines) // 4]), encoding="utf-8")


def test_a_failing_door_check_keeps_the_old_vintage_until_it_is_accepted(
    published_home: Path, statscope: Command
) -> None:
    home = published_home
    before = current(home)
    shrink_returns(home / "deliveries")
    blocked = statscope("run")
    assert blocked.returncode == 3, blocked.stdout + blocked.stderr
    assert current(home) == before
    check = "door.row_floor.enterprise_returns.2011-02"
    assert check in blocked.stdout + blocked.stderr
    report = json.loads((home / "reports" / "last_run.json").read_text(encoding="utf-8"))
    assert report["status"] == "blocked"
    unexplained = statscope("run", "--accept", check)
    assert unexplained.returncode == 2
    accepted = statscope("run", "--accept", check, "--reason", "flood: half the firms closed")
    assert accepted.returncode == 0, accepted.stdout + accepted.stderr
    with duckdb.connect(str(current(home)), read_only=True) as connection:
        found = connection.execute(
            "select passed, accepted_reason from meta.checks where check_id = ?", [check]
        ).fetchall()
    assert found == [(False, "flood: half the firms closed")]
    assert check in accepted.stdout
