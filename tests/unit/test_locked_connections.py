"""Whoever opens a published file opens it read-only, locked in, and by names from a list."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import duckdb
import pytest

from small_builds import publish_small
from statscope.settings import PROJECT_ROOT, Settings
from statscope.warehouse import differences, published, rechecking
from statscope.warehouse.disclosure import public_content
from statscope.warehouse.publication_catalogue import identifier, literal

SOURCES = PROJECT_ROOT / "pipelines" / "statscope"
LOCKS = ("set enable_external_access = false", "set lock_configuration = true")

OPENERS = {
    "warehouse/published.py": "open_locked: published files, by its own configuration",
    "warehouse/differences.py": "_both: two published files",
    "warehouse/rechecking.py": "_attached: a published file",
    "warehouse/disclosure/public_content.py": "_attached: published files, and the new public one",
    "warehouse/publication_content.py": "_both: the build file, and the new vintage",
    "warehouse/publication_parquet.py": "a vintage before it has its name, to copy it out",
    "warehouse/build.py": "open_build: the build file, and a new file before it has its name",
    "identity/scoring.py": "in memory only",
}
"""Every module that opens a DuckDB connection, and on what."""


class Watched:
    """A connection that notes what it is told."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, told: list[str]) -> None:
        self._connection, self._told = connection, told

    def __getattr__(self, name: str) -> object:
        return getattr(self._connection, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def execute(self, statement: str) -> object:
        self._told.append(statement)
        return self._connection.execute(statement)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = Settings.from_environment({}, home=tmp_path_factory.mktemp("locked"))
    publish_small(settings)
    return settings


def test_no_module_but_the_known_ones_opens_a_connection() -> None:
    found = {
        path.relative_to(SOURCES).as_posix()
        for path in SOURCES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "connect"
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "duckdb"
    }
    assert found == set(OPENERS)


@pytest.mark.parametrize(
    "use",
    [
        pytest.param(rechecking._attached, id="check"),  # noqa: SLF001 - how it opens
        pytest.param(lambda path: differences._both(path, path), id="diff"),  # noqa: SLF001
        pytest.param(lambda path: public_content._attached({"now": path}), id="public"),  # noqa: SLF001
    ],
)
def test_files_are_attached_read_only_and_the_door_is_shut_before_anything_is_asked(
    home: Settings, monkeypatch: pytest.MonkeyPatch, use: Callable[[Path], Any]
) -> None:
    told: list[str] = []
    real = duckdb.connect

    def watched(database: str) -> Watched:
        return Watched(real(database), told)

    monkeypatch.setattr(duckdb, "connect", watched)
    path = published.published_file(home)
    with use(path) as connection:
        *attached, first, second = told
        assert attached
        assert all(each.endswith("(read_only)") for each in attached)
        assert (first, second) == LOCKS
        with pytest.raises(duckdb.Error):
            connection.execute("from read_text('/etc/hostname')")
        with pytest.raises(duckdb.Error):
            connection.execute("set enable_external_access = true")


@pytest.mark.parametrize(
    "name",
    ['x"; drop table marts.dim_projects; --', "'; select 1", "中文 名", 'a""b', ""],
)
def test_a_name_is_one_name_and_a_text_one_text_whatever_stands_in_them(name: str) -> None:
    with duckdb.connect(":memory:") as connection:
        if name:
            connection.execute(f"create table {identifier(name)} (a int)")
            found = connection.execute("select table_name from duckdb_tables()").fetchall()
            assert found == [(name,)]
        assert connection.execute(f"select {literal(name)}").fetchall() == [(name,)]


@pytest.mark.parametrize("vintage", ["../../etc/passwd", "20110501T000000Z' as x", "", "current"])
def test_a_vintage_is_only_ever_one_of_those_there_are(home: Settings, vintage: str) -> None:
    with pytest.raises(published.UnknownVintage):
        published.published_file(home, vintage)
