"""Take every picture of ``docs/images`` anew: ``make pictures``, or ``pictures.py HOME``.

Belongs here: what is pictured of the sample county. Does not belong here: what the pages and the
command line show, driving a browser (``tests/browser/chromium.py``). Needs Chromium with its
driver and a Chinese font; nothing is fetched. The dashboard is pictured where Superset is set up
(``make superset-setup``), else its picture stays.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from generating.content import results
from generating.pages import DOCS
from generating.sample import publish_sample
from statscope.products.brief.page import make_brief
from statscope.products.brief.reading import Asked
from statscope.settings import PROJECT_ROOT, Language, Settings
from statscope.warehouse.published import open_published

sys.path.insert(0, str(PROJECT_ROOT / "tests"))

from browser.chromium import browser, free_port
from browser.test_dagster_ui import GROUPS, SERVE, wait_until_served
from dashboard.superset_server import missing as no_superset
from dashboard.superset_server import served

IMAGES = DOCS / "images"
SETTLED_SECONDS = 8
LANGUAGES: tuple[Language, ...] = ("en", "zh")
# Pages of the Dagster UI: what is pictured, and words that must stand there first.
SCREENS = {
    "dagster-graph": ("/asset-groups", GROUPS),
    "dagster-checks": ("/assets/raw/projects?view=checks", ("rejected_share",)),
}


@contextmanager
def dagster_ui(home: Path) -> Iterator[str]:
    """Serve the UI of a home, for looking only; give its address."""
    port = free_port()
    server = subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-c", SERVE, str(port)], env={**os.environ, "STATSCOPE_HOME": str(home)}
    )
    try:
        yield wait_until_served(f"http://127.0.0.1:{port}", server, home)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)


def picture_dagster(home: Path) -> None:
    """Picture the graph of assets and the checks of a register."""
    with dagster_ui(home) as url, browser(1500, 760) as window:
        for name, (page, words) in SCREENS.items():
            window.open_until(f"{url}{page}", words)
            time.sleep(SETTLED_SECONDS)
            window.picture(IMAGES / f"{name}.png")


def picture_briefs(settings: Settings, folder: Path) -> None:
    """Picture the upper part of the brief in both languages."""
    with browser(1100, 900) as window:
        for language in LANGUAGES:
            page = folder / f"brief-{language}.html"
            brief = make_brief(replace(settings, language=language), Asked())
            page.write_text(brief.html, encoding="utf-8")
            window.open(page.as_uri())
            window.picture(IMAGES / f"brief-{language}.png")


def picture_superset(settings: Settings) -> None:
    """Picture the upper part of the dashboard."""
    with served(settings) as superset, browser(1500, 1440) as window:
        superset.show(window)
        time.sleep(SETTLED_SECONDS)
        window.picture(IMAGES / "superset.png")


def take(home: Path) -> None:
    """Take all pictures of a home into which the sample was published."""
    settings = publish_sample(home)
    with open_published(settings) as connection:
        for path, text in results(connection).items():
            path.write_text(text, encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        picture_briefs(settings, Path(folder))
    picture_dagster(home)
    if no_superset() is None:
        picture_superset(settings)


def main() -> None:
    """Take them from the home asked for, else from a run of its own."""
    if sys.argv[1:]:
        take(Path(sys.argv[1]).absolute())
        return
    with tempfile.TemporaryDirectory() as folder:
        take(Path(folder))


if __name__ == "__main__":
    main()
