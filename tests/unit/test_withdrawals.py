"""A delivery that is gone is said to be, and the vintages that counted on it keep it."""

from __future__ import annotations

from pathlib import Path

import pytest

from small_builds import publish_small
from statscope.settings import Settings
from statscope.warehouse.publication import current_file
from statscope.warehouse.withdrawals import deliveries_that_counted, withdrawn_since

GONE = "delete from meta.deliveries where file_name = '2010.csv'"
OTHER = "update meta.deliveries set delivery_id = 'returns-2' where file_name = '2010.csv'"
RENAMED = "update meta.deliveries set file_name = 'new.csv' where file_name = '2010.csv'"
REFUSED = "delete from meta.deliveries where state in ('rejected', 'duplicate')"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environment({}, home=tmp_path)


@pytest.mark.parametrize(
    ("change", "gone"),
    [
        pytest.param("select 1", [], id="nothing changed"),
        pytest.param(GONE, [("2010.csv", "withdrawn")], id="a file was removed"),
        pytest.param(OTHER, [("2010.csv", "replaced")], id="its bytes are others"),
        pytest.param(RENAMED, [], id="the same delivery under another name"),
        pytest.param(REFUSED, [], id="files that never counted"),
    ],
)
def test_a_run_knows_which_deliveries_of_the_vintage_before_are_gone(
    settings: Settings, change: str, gone: list[tuple[str, str]]
) -> None:
    publish_small(settings)
    before = deliveries_that_counted(current_file(settings))
    publish_small(settings, changes=(change,))
    found = withdrawn_since(settings.build_file, before)
    assert [(one["file_name"], one["became"]) for one in found] == gone


def test_the_vintage_that_counted_on_a_withdrawn_file_keeps_it(settings: Settings) -> None:
    first = publish_small(settings).path
    second = publish_small(settings, changes=(GONE,)).path
    kept = {one["file_name"] for one in deliveries_that_counted(first)}
    assert kept - {one["file_name"] for one in deliveries_that_counted(second)} == {"2010.csv"}


def test_without_a_vintage_or_a_readable_one_nothing_is_said_to_be_gone(
    settings: Settings,
) -> None:
    assert deliveries_that_counted(None) == []
    broken = settings.home / "broken.duckdb"
    broken.write_bytes(b"no database")
    assert deliveries_that_counted(broken) == []
    assert withdrawn_since(settings.build_file, [{"delivery_id": "x"}]) == []
