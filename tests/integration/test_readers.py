"""Readers and a publishing run never disturb each other: real processes, real files."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import duckdb
import pytest

from small_builds import publish_small
from statscope.settings import PROJECT_ROOT, Settings
from statscope.warehouse.build import open_build
from statscope.warehouse.publication import current_file, publish, published_vintages

TESTS = Path(__file__).parents[1]

ASKED = ("coverage_by_township", "growth_rates", "dropped_units", "unregistered_by_reason")

# A BI tool: opens the pointer, asks several questions of one connection, closes, over and over.
READ = """
import sys
import duckdb
pointer, stop, *questions = sys.argv[1:]
import os
from pathlib import Path
if questions:
    os.nice(19)  # many readers on few cores must not starve the publisher
while True:
    with duckdb.connect(pointer, read_only=True) as connection:
        connection.execute("set enable_progress_bar = false")  # it would stand among the lines
        seen = set()
        for _ in range(3):
            vintage = connection.execute("select vintage from meta.about").fetchone()[0]
            rows = connection.execute("select count(*) from marts.dim_enterprises").fetchone()[0]
            listed = connection.execute(
                "select row_count from meta.tables where table_name = 'dim_enterprises'"
            ).fetchone()[0]
            seen.add((vintage, rows, listed))
            for question in questions:
                assert connection.execute(Path(question).read_text(encoding="utf-8")).fetchall()
        assert len(seen) == 1, seen
        print(*seen.pop(), flush=True)
    if os.path.exists(stop):
        break
"""

# Publishes, and is killed at the moment when it would call the named function.
PUBLISH_AND_DIE = """
import importlib, os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from small_builds import publish_small
from statscope.settings import Settings
module, name = sys.argv[3].rsplit(".", 1)
home = importlib.import_module(module) if module != "pathlib.Path" else Path
def die(*arguments, **options):
    print("reached", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
settings = Settings.from_environment({}, home=Path(sys.argv[2]))
settings.build_file.unlink()
from small_builds import write_build
write_build(settings.build_file, extra_rows=5)
setattr(home, name, die)
from statscope.warehouse.publication import publish
publish(settings, dbt_manifest=Path("none"))
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environment({}, home=tmp_path / "home")


@contextmanager
def readers(
    settings: Settings, count: int, stop: Path, questions: tuple[Path, ...] = ()
) -> Iterator[list[subprocess.Popen[str]]]:
    """Start processes that read the pointer until the file ``stop`` exists."""
    pointer = settings.published / "current.duckdb"
    with ExitStack() as stack:
        yield [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", READ, str(pointer), str(stop), *map(str, questions)],
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                )
            )
            for _ in range(count)
        ]


def test_readers_see_whole_vintages_only_while_others_are_published(
    settings: Settings, tmp_path: Path
) -> None:
    published = {publish_small(settings).vintage: 3}
    stop = tmp_path / "stop"
    with readers(settings, 2, stop) as processes:
        heads = [process.stdout.readline() for process in processes if process.stdout]
        for extra in range(1, 5):
            published[publish_small(settings, extra_rows=extra).vintage] = 3 + extra
        stop.touch()
        ends = [process.communicate(timeout=60) for process in processes]
    for process, head, (out, error) in zip(processes, heads, ends, strict=True):
        assert process.returncode == 0, error
        assert len(vintages_seen(head + out, published)) > 1


@pytest.mark.nightly
@pytest.mark.timeout(1200)
def test_fifty_readers_ask_the_library_while_twenty_vintages_of_the_county_are_published(
    sample_settings: Settings, settings: Settings, tmp_path: Path
) -> None:
    settings.warehouse.mkdir(parents=True)
    shutil.copyfile(sample_settings.build_file, settings.build_file)
    questions = tuple(PROJECT_ROOT / "sql" / f"{name}.sql" for name in ASKED)
    published = {publish(settings, dbt_manifest=Path("none")).vintage: enterprises(settings)}
    stop = tmp_path / "stop"
    with readers(settings, 50, stop, questions) as processes, ThreadPoolExecutor(50) as listeners:
        ends = [listeners.submit(process.communicate, timeout=900) for process in processes]
        for _ in range(20):
            with open_build(settings.build_file) as build:
                build.execute(
                    """insert into marts.dim_enterprises
                    select * from marts.dim_enterprises limit 1"""
                )
            made = publish(settings, dbt_manifest=Path("none"))
            published[made.vintage] = enterprises(settings)
        stop.touch()
        said = [end.result() for end in ends]
    seen: set[str] = set()
    for process, (out, error) in zip(processes, said, strict=True):
        assert process.returncode == 0, error
        seen |= vintages_seen(out, published)
    assert len(published) == len(set(published.values())) == 21
    assert len(seen) > 10


def vintages_seen(out: str, published: dict[str, int]) -> set[str]:
    """The vintages that a reader saw, having checked that each was whole and none older came."""
    seen = [line.split() for line in out.splitlines()]
    vintages = [vintage for vintage, _, _ in seen]
    assert vintages == sorted(vintages)
    for vintage, rows, listed in seen:
        assert int(rows) == int(listed) == published[vintage]
    return set(vintages)


def enterprises(settings: Settings) -> int:
    """How many enterprises the build file holds."""
    with open_build(settings.build_file, read_only=True) as build:
        row = build.execute("select count(*) from marts.dim_enterprises").fetchone()
    assert row is not None
    return int(row[0])


def test_a_reader_keeps_its_vintage_for_as_long_as_it_holds_it(settings: Settings) -> None:
    first = publish_small(settings)
    pointer = settings.published / "current.duckdb"
    with duckdb.connect(str(pointer), read_only=True) as connection:
        second = publish_small(settings, extra_rows=1)
        assert connection.execute("select vintage from meta.about").fetchall() == [(first.vintage,)]
    with duckdb.connect(str(pointer), read_only=True) as connection:
        found = connection.execute("select vintage from meta.about").fetchall()
    assert found == [(second.vintage,)]


@pytest.mark.parametrize(
    ("moment", "may_have_moved"),
    [
        pytest.param("statscope.warehouse.publication.close_build", False, id="at the start"),
        pytest.param(
            "statscope.warehouse.publication_content.create_chinese_views",
            *(False,),
            id="with the new file half written",
        ),
        pytest.param("statscope.warehouse.publication.verify_copy", False, id="after the copy"),
        pytest.param(
            "statscope.warehouse.publication.write_parquet", *(False,), id="before Parquet"
        ),
        pytest.param("os.fsync", False, id="before anything is on disk"),
        pytest.param("pathlib.Path.rename", False, id="before anything has its name"),
        pytest.param(
            "statscope.warehouse.publication.seal", False, id="with the Parquet folder named only"
        ),
        pytest.param(
            "statscope.warehouse.publication.move_pointer", False, id="before the pointer moves"
        ),
        pytest.param("pathlib.Path.replace", False, id="with the new link made"),
        pytest.param("pathlib.Path.write_text", True, id="between the link and the text"),
    ],
)
def test_a_publication_killed_at_any_moment_leaves_a_whole_vintage_and_the_next_succeeds(
    settings: Settings, moment: str, *, may_have_moved: bool
) -> None:
    before = publish_small(settings)
    victim = subprocess.run(
        [sys.executable, "-c", PUBLISH_AND_DIE, str(TESTS), str(settings.home), moment],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert victim.returncode == -signal.SIGKILL, victim.stderr
    assert victim.stdout == "reached\n"
    assert (settings.published / "current.duckdb").is_file()
    current = current_file(settings)
    assert current is not None
    assert (current != before.path) == may_have_moved
    assert rows_of(current) == (8 if may_have_moved else 3)
    assert rows_of(before.path) == 3
    after = publish_small(settings, extra_rows=1)
    assert current_file(settings) == after.path
    assert rows_of(after.path) == 4
    assert after.vintage == max(published_vintages(settings.published))
    assert (settings.published / "CURRENT").read_text(encoding="utf-8") == f"{after.path.name}\n"
    names = {path.name for path in settings.published.iterdir()}
    vintages = published_vintages(settings.published)
    assert names == {
        *(f"statscope-{vintage}.duckdb" for vintage in vintages),
        *(f"parquet-{vintage}" for vintage in vintages),
        *("current.duckdb", "CURRENT"),
    }


def rows_of(path: Path) -> int:
    """Enterprises in a published file, having read every table of it once."""
    with duckdb.connect(str(path), read_only=True) as connection:
        for schema, table in connection.execute(
            "select schema_name, table_name from duckdb_tables()"
        ).fetchall():
            connection.execute(f'select * from {schema}."{table}"').fetchall()
        row = connection.execute("select count(*) from marts.dim_enterprises").fetchone()
    assert row is not None
    return int(row[0])
