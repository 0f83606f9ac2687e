"""The command as a process: fast help, pipes, odd terminals, clean output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from integration.conftest import Command, environment
from small_builds import publish_small
from statscope.settings import Settings

HEAVY = ("dagster", "dbt", "duckdb", "great_expectations", "pandas", "polars", "pyarrow")


@pytest.fixture
def published(home: Path) -> Path:
    publish_small(Settings.from_environment({}, home=home))
    return home


@pytest.mark.parametrize("words", [["--help"], ["run", "--help"], ["version"]])
def test_help_comes_without_loading_anything_heavy(home: Path, words: list[str]) -> None:
    code = (
        "import sys; from statscope.cli import main; code = main(sys.argv[1:]); "
        f"print([m for m in {HEAVY} if m in sys.modules], file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "[]\n")


@pytest.mark.parametrize("form", ["csv", "json", "table", "xlsx", "parquet"])
def test_a_reader_that_closes_the_pipe_gets_no_traceback(published: Path, form: str) -> None:
    buffered = {k: v for k, v in environment(published).items() if k != "PYTHONUNBUFFERED"}
    with subprocess.Popen(
        [sys.executable, "-m", "statscope", "query", "delivery_fates", "--format", form],
        env=buffered,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert said == b""


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "utf-8"])
def test_a_terminal_that_lacks_characters_still_gets_an_answer(
    published: Path, encoding: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "statscope", "query", "dropped_units", "--lang", "zh"],
        env=environment(published) | {"PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert b"20000000X" in done.stdout


def test_machine_formats_are_alone_on_standard_output(published: Path, statscope: Command) -> None:
    assert published.is_dir()
    done = statscope("explain", "P-1", "--format", "json")
    assert done.returncode == 0
    assert len(json.loads(done.stdout)) == 4
    done = statscope("deliveries", "--format", "json")
    assert len(json.loads(done.stdout)) == 5


def test_the_language_follows_the_environment(home: Path) -> None:
    inherited = {k: v for k, v in environment(home).items() if k != "STATSCOPE_LANG"}
    for lang, said in (("zh_CN.UTF-8", "尚无已发布的文件"), ("C.UTF-8", "Nothing is published")):
        done = subprocess.run(
            [sys.executable, "-m", "statscope", "query", "delivery_fates"],
            env=inherited | {"LANG": lang, "LC_ALL": lang, "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )
        assert said in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_home_that_cannot_be_written_is_one_line(home: Path, statscope: Command) -> None:
    (home / "deliveries").mkdir()
    home.chmod(0o500)
    try:
        done = statscope("run")
    finally:
        home.chmod(0o700)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
