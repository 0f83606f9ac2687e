"""Take the picture of the dashboard that the documents show: ``take_picture.py HOME FOLDER``.

Belongs here: what is pictured. Does not belong here: any test. HOME has had a run; Superset is
installed (``make superset-setup``).
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from browser.chromium import browser
from dashboard.superset_server import served
from statscope.settings import Settings

DRAWN_SECONDS = 8


def main(home: Path, folder: Path) -> None:
    """Serve the home and picture the top of its dashboard."""
    settings = Settings.from_environment({}, home=home)
    with served(settings) as superset, browser(1500, 1440) as window:
        superset.show(window)
        time.sleep(DRAWN_SECONDS)
        window.picture(folder / "superset.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute(), Path(sys.argv[2]))
