"""Which vintages stay, and that nothing of the others is left."""

from __future__ import annotations

from pathlib import Path

import pytest

from small_builds import publish_small
from statscope.settings import BadSetting, Settings
from statscope.warehouse.keeping import (
    kept_vintages,
    public_files,
    remove_orphans,
    remove_vintages,
)
from statscope.warehouse.publication import published_vintages

MAY_1, MAY_2, MAY_3 = "20110501T000000Z", "20110502T000000Z", "20110503T000000Z"
JUNE_1, JUNE_2 = "20110601T000000Z", "20110602T000000Z"


@pytest.mark.parametrize(
    ("vintages", "keep", "kept"),
    [
        pytest.param([], 1, [], id="nothing published"),
        pytest.param([MAY_1], 1, [MAY_1], id="the only one"),
        pytest.param([MAY_1, MAY_2], 2, [MAY_1, MAY_2], id="as many as may stay"),
        pytest.param([MAY_1, MAY_2, MAY_3], 2, [MAY_2, MAY_3], id="one too many"),
        pytest.param(
            [MAY_1, MAY_2, JUNE_1, JUNE_2], 1, [MAY_2, JUNE_2], id="the last of every month stays"
        ),
        pytest.param([JUNE_2, MAY_2, MAY_1], 1, [MAY_2, JUNE_2], id="in any order"),
        pytest.param([MAY_1, MAY_2, MAY_3], 0, [MAY_1, MAY_2, MAY_3], id="zero keeps everything"),
    ],
)
def test_the_newest_and_the_last_of_every_month_stay(
    vintages: list[str], keep: int, kept: list[str]
) -> None:
    assert kept_vintages(vintages, keep) == tuple(kept)


def test_a_vintage_that_was_made_public_stays(tmp_path: Path) -> None:
    (tmp_path / f"public-{MAY_1}.duckdb").touch()
    (tmp_path / "public-current.duckdb").touch()
    assert public_files(tmp_path).keys() == {MAY_1}
    assert kept_vintages([MAY_1, MAY_2, MAY_3], 1, {MAY_1}) == (MAY_1, MAY_3)


def test_all_of_a_vintage_goes_and_all_of_the_others_stays(tmp_path: Path) -> None:
    for vintage in (MAY_1, MAY_2):
        (tmp_path / f"statscope-{vintage}.duckdb").touch()
        (tmp_path / f"parquet-{vintage}").mkdir()
        (tmp_path / f"parquet-{vintage}" / "dim_projects.parquet").touch(mode=0o444)
    (tmp_path / "notes.txt").touch()
    remove_vintages(tmp_path, {MAY_1})
    assert {path.name for path in tmp_path.iterdir()} == {
        *(f"statscope-{MAY_2}.duckdb", f"parquet-{MAY_2}", "notes.txt")
    }


def test_what_belongs_to_a_vintage_without_a_file_is_removed(tmp_path: Path) -> None:
    (tmp_path / f"parquet-{MAY_1}").mkdir()
    (tmp_path / "parquet-of-mine").mkdir()
    remove_orphans(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["parquet-of-mine"]


def test_publishing_lets_old_vintages_go(tmp_path: Path) -> None:
    settings = Settings.from_environment({"STATSCOPE_KEEP_VINTAGES": "1"}, home=tmp_path)
    settings.published.mkdir(parents=True)
    for vintage in (MAY_1, MAY_2):
        (settings.published / f"statscope-{vintage}.duckdb").touch()
    made = publish_small(settings)
    assert list(published_vintages(settings.published)) == [MAY_2, made.vintage]


@pytest.mark.parametrize("text", ["-1", "many", "1.5", "①"])
def test_a_number_of_vintages_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadSetting, match="STATSCOPE_KEEP_VINTAGES"):
        Settings.from_environment({"STATSCOPE_KEEP_VINTAGES": text})
