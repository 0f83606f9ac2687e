"""The Dagster UI as an operator sees it, in a real browser."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from browser.chromium import Browser, browser, free_port, missing

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(missing() is not None, reason=str(missing())),
]

SERVE = """
import sys
from statscope.defs.serving import serve
from statscope.settings import Settings
sys.exit(serve(Settings.from_environment(), int(sys.argv[1]), read_only=True))
"""
GROUPS = (
    "deliveries",
    "registers",
    "rules",
    "staging",
    "classification",
    "marts",
    "published",
)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home, port = tmp_path_factory.mktemp("ui"), free_port()
    server = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(port)],
        env={**os.environ, "STATSCOPE_HOME": str(home)},
        stdout=subprocess.DEVNULL,
    )
    try:
        yield wait_until_served(f"http://127.0.0.1:{port}", server, home)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)


def wait_until_served(url: str, server: subprocess.Popen[bytes], home: Path) -> str:
    """Return the address once pages are served there."""
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        assert server.poll() is None, (home / "dagster" / "ui.log").read_text(encoding="utf-8")
        try:
            with urllib.request.urlopen(f"{url}/server_info", timeout=5):  # noqa: S310
                return url
        except OSError:
            time.sleep(0.5)
    raise TimeoutError(f"nothing is served at {url}")


@pytest.fixture(scope="module")
def window() -> Iterator[Browser]:
    with browser(1800, 1100) as opened:
        yield opened


def left_edge(window: Browser, word: str) -> float:
    """Return where in the graph, from the left, the box of a group stands."""
    found = window.run(
        """const boxes = [...document.querySelectorAll('foreignObject')].filter(
               e => e.textContent.trim().startsWith(arguments[0]));
           return boxes.length ? boxes[0].getBoundingClientRect().left : null;""",
        word,
    )
    assert found is not None, f"no box {word}"
    return float(found)


def test_the_asset_graph_reads_from_deliveries_to_the_published_file(
    url: str, window: Browser, tmp_path: Path
) -> None:
    window.open_until(f"{url}/asset-groups", GROUPS)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        drawn = window.run("return document.querySelectorAll('foreignObject').length")
        if drawn >= len(GROUPS):
            break
        time.sleep(0.5)
    window.picture(tmp_path / "graph.png")
    order = ("deliveries", "registers", "staging", "classification", "marts", "published")
    edges = [left_edge(window, group) for group in order]
    assert edges == sorted(edges)
    assert len(set(edges)) == len(edges)


def test_an_operator_finds_the_jobs(url: str, window: Browser) -> None:
    window.open_until(f"{url}/locations/statscope/jobs", ("everything", "one_period"))


def test_a_register_says_in_chinese_and_english_what_it_is(url: str, window: Browser) -> None:
    words = ("项目台账", "Ledger of investment projects", "operator")
    window.open_until(f"{url}/assets/raw/projects", words)
