"""What many tests share: one published run of the sample county per test process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from statscope.defs.running import RunRequest, run_pipeline
from statscope.settings import PROJECT_ROOT, Settings


@pytest.fixture(scope="session")
def sample_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home in which the committed samples have been run and published."""
    home = tmp_path_factory.mktemp("sample-home")
    settings = Settings.from_environment(
        {}, home=home, deliveries=PROJECT_ROOT / "data" / "samples"
    )
    outcome = run_pipeline(settings, RunRequest(), lambda _line, _share: None)
    assert outcome.status == "published", outcome.message
    return settings


@pytest.fixture(scope="session")
def sample_file(sample_settings: Settings) -> Path:
    """The published file of the sample county."""
    return sample_settings.published / "current.duckdb"


@pytest.fixture
def sample(sample_file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A reader of the published file of the sample county."""
    with duckdb.connect(str(sample_file), read_only=True) as connection:
        yield connection
