"""The Parquet files beside a vintage hold the same marts and say whose they are."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest

from small_builds import MARTS, publish_small
from statscope.settings import Settings
from statscope.warehouse.publication import Publication
from statscope.warehouse.published import open_published


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings.from_environment({}, home=tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def made(home: Settings) -> Publication:
    return publish_small(home)


def test_there_is_a_file_per_mart_and_one_that_says_what_they_are(made: Publication) -> None:
    assert made.parquet.name == f"parquet-{made.vintage}"
    names = {path.name for path in made.parquet.iterdir()}
    assert names == {f"{name}.parquet" for name in (*MARTS, "about")}


def test_nobody_writes_to_them(made: Publication) -> None:
    assert {path.stat().st_mode & 0o777 for path in made.parquet.iterdir()} == {0o444}


@pytest.mark.parametrize("name", MARTS)
def test_they_hold_what_the_file_holds(home: Settings, made: Publication, name: str) -> None:
    with open_published(home, made.vintage) as connection:
        expected = connection.execute(f"select * from marts.{name}").pl()
    assert pl.read_parquet(made.parquet / f"{name}.parquet").equals(expected)


def test_each_says_of_which_vintage_it_is_and_whether_it_is_made_up(made: Publication) -> None:
    said = pq.read_metadata(made.parquet / "dim_projects.parquet").metadata
    assert said[b"vintage"].decode() == made.vintage
    assert said[b"is_synthetic"] == b"false"
    assert said[b"comment"].decode() == "表 dim_projects：说明。| One row per thing."


def test_they_name_no_place_of_the_machine(home: Settings, made: Publication) -> None:
    for path in made.parquet.iterdir():
        assert str(home.home).encode() not in Path(path).read_bytes()
