"""What the integration tests share: the command as a user starts it, and a small county."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from oracle.county_files import write_deliveries
from oracle.random_county import draw_county

Command = Callable[..., "subprocess.CompletedProcess[str]"]


def environment(home: Path) -> dict[str, str]:
    """The machine's environment with a home of its own and English messages."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("STATSCOPE_")}
    return inherited | {"STATSCOPE_HOME": str(home), "STATSCOPE_LANG": "en", "COLUMNS": "160"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty home."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def statscope(home: Path) -> Command:
    """Run ``statscope`` with the given words in the test's home."""

    def run(*words: str, timeout: float = 800) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "statscope", *words],
            env=environment(home),
            capture_output=True,
            text=True,
            check=False,
            timeout=timeout,
        )

    return run


@pytest.fixture
def small_county(home: Path) -> Path:
    """Clean deliveries of a dozen enterprises and projects; returns their folder."""
    write_deliveries(draw_county(7, units=12), home / "deliveries")
    return home / "deliveries"
