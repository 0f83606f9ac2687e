"""What many tests share: one published run of the sample county."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from generating.sample import publish_sample
from statscope.settings import Settings

# A busy machine is no defect: speed is measured by `make bench`, not judged by a property.
hypothesis_settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("untimed")


@pytest.fixture(scope="session")
def sample_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home in which the committed samples have been run and published.

    All processes of a test run share it: the first to come makes it, the others wait.
    """
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    with FileLock(shared / "sample-home.lock"):
        return publish_sample(shared / "sample-home")


@pytest.fixture(scope="session")
def sample_file(sample_settings: Settings) -> Path:
    """The published file of the sample county."""
    return sample_settings.published / "current.duckdb"


@pytest.fixture
def sample(sample_file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A reader of the published file of the sample county."""
    with duckdb.connect(str(sample_file), read_only=True) as connection:
        yield connection
