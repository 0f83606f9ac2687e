"""Where Superset's queries go, what lies in its folder, how it is started: without Superset."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import duckdb
import pytest
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from small_builds import publish_small
from statscope.products.dashboard.connecting import OtherDatabase, only_published
from statscope.products.dashboard.folder import SupersetFolder
from statscope.products.dashboard.preparing import CONSTRAINTS, is_prepared, state
from statscope.products.dashboard.serving import NOTHING_PUBLISHED, main, server_command
from statscope.settings import PROJECT_ROOT, Settings
from statscope.warehouse.published import NothingPublished

POINTER = make_url("duckdb:///current.duckdb")


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A home that the environment names."""
    monkeypatch.setenv("STATSCOPE_HOME", str(tmp_path / "home"))
    return Settings.from_environment()


@pytest.fixture(scope="module")
def shared_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one vintage, for tests that only read."""
    home = tmp_path_factory.mktemp("shared") / "home"
    publish_small(Settings.from_environment({}, home=home))
    return home


@pytest.fixture
def published(shared_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment names the home with one vintage."""
    monkeypatch.setenv("STATSCOPE_HOME", str(shared_home))


def connect() -> duckdb.DuckDBPyConnection:
    """Open what Superset would open now, as the driver would open it."""
    uri, parameters = only_published(POINTER, {}, None, None, None)
    assert uri.database is not None
    return duckdb.connect(uri.database, **parameters["connect_args"])


def path_of(connection: duckdb.DuckDBPyConnection) -> str:
    """The file that a connection has open, as it was named."""
    row = connection.execute("select path from duckdb_databases() where not internal").fetchone()
    assert row is not None
    return str(row[0])


def enterprises(connection: duckdb.DuckDBPyConnection) -> int:
    """Enterprises in the file that a connection has open."""
    row = connection.execute("select count(*) from marts.dim_enterprises").fetchone()
    assert row is not None
    return int(row[0])


def test_a_query_that_never_ends_does_not_keep_others_on_its_vintage(settings: Settings) -> None:
    first = publish_small(settings)
    with connect() as long_query:
        second = publish_small(settings, extra_rows=2)
        with connect() as next_query:
            assert enterprises(next_query) == 5
        assert enterprises(long_query) == 3
        # by the file's own name: DuckDB before 1.5 shares what is open under the pointer's name
        assert [path_of(long_query)] == [str(first.path)]
    assert only_published(POINTER, {}, None, None, None)[0].database == str(second.path)


@pytest.mark.parametrize(
    "sql",
    [
        pytest.param("create table marts.mine as select 1 as one", id="writing"),
        pytest.param("select * from read_text('/etc/hostname')", id="reading another file"),
        pytest.param("attach ':memory:' as other; copy (select 1) to 'x.csv'", id="copying out"),
        pytest.param("set enable_external_access = true", id="unlocking"),
        pytest.param("set memory_limit = '100GB'", id="taking the memory"),
    ],
)
@pytest.mark.usefixtures("published")
def test_a_connection_can_only_read_the_published_file(sql: str) -> None:
    with connect() as connection, pytest.raises(duckdb.Error, match=r"read-only|disabled|locked"):
        connection.execute(sql)


@pytest.mark.parametrize(
    "address",
    [
        "duckdb:///:memory:",
        "duckdb:////srv/warehouse/build.duckdb",
        "duckdb:///current.duckdb?access_mode=automatic",
        "postgresql://someone:secret@elsewhere/db",
    ],
)
@pytest.mark.usefixtures("published")
def test_any_other_address_is_refused_without_repeating_it(address: str) -> None:
    with pytest.raises(OtherDatabase) as refused:
        only_published(make_url(address), {}, None, None, None)
    assert "secret" not in str(refused.value)


@pytest.mark.usefixtures("published")
def test_no_connection_is_kept_whatever_was_asked_for() -> None:
    asked = {"poolclass": "another", "connect_args": {"read_only": False}, "echo": False}
    _uri, given = only_published(POINTER, asked, None, None, None)
    assert given["poolclass"] is NullPool
    assert given["connect_args"]["read_only"] is True
    assert given["echo"] is False


def test_without_a_vintage_nothing_is_opened(settings: Settings) -> None:
    with pytest.raises(NothingPublished):
        only_published(POINTER, {}, None, None, None)
    assert not settings.published.exists()


def test_without_a_vintage_the_start_says_so_and_makes_nothing(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([]) == NOTHING_PUBLISHED
    assert "make run" in capsys.readouterr().out
    assert not settings.superset.exists()


def test_secrets_are_made_once_at_random_and_for_their_owner_only(tmp_path: Path) -> None:
    first, second = SupersetFolder(tmp_path / "a"), SupersetFolder(tmp_path / "b")
    for folder in (first, second):
        folder.create()
    for name in ("secret_key", "admin_password"):
        texts = [getattr(folder, name).read_text(encoding="ascii") for folder in (first, second)]
        assert texts[0] != texts[1]
        assert len(texts[0]) >= 24
        assert stat.S_IMODE(getattr(first, name).stat().st_mode) == 0o600
        first.create()
        assert getattr(first, name).read_text(encoding="ascii") == texts[0]
    assert stat.S_IMODE(first.path.stat().st_mode) == 0o700


def test_only_the_same_assets_and_versions_count_as_prepared(tmp_path: Path) -> None:
    folder = SupersetFolder(tmp_path)
    assert not is_prepared(folder)
    folder.metadata.touch()
    folder.prepared.write_text("other", encoding="ascii")
    assert not is_prepared(folder)
    folder.prepared.write_text(state(), encoding="ascii")
    assert is_prepared(folder)


def test_the_server_listens_on_this_machine_only() -> None:
    command = server_command(8088)
    assert command[command.index("--bind") + 1] == "127.0.0.1:8088"


def test_every_version_of_its_environment_is_stated_and_duckdb_is_the_one_that_publishes() -> None:
    lines = CONSTRAINTS.read_text(encoding="utf-8").splitlines()
    stated = dict(line.split("==") for line in lines if not line.startswith("#"))
    ours = (PROJECT_ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert f"\nduckdb=={stated['duckdb']}\n" in ours
    assert {"apache_superset", "duckdb_engine", "SQLAlchemy"} <= set(stated)
    assert all(re.fullmatch(r"[\w.]+", version) for version in stated.values())


def test_nothing_of_superset_is_in_the_main_environment() -> None:
    texts = [
        (PROJECT_ROOT / name).read_text(encoding="utf-8")
        for name in ("pyproject.toml", "constraints.txt")
    ]
    named = re.findall(r"(?im)^\s*\"?(apache[_-]superset|duckdb[_-]engine)", "\n".join(texts))
    assert named == []
