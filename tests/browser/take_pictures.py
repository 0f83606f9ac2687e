"""Take the picture of the Dagster UI that the documents show: ``take_pictures.py HOME FOLDER``.

Belongs here: what is pictured. Does not belong here: any test. HOME has had a run.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from browser.chromium import browser, free_port
from browser.test_dagster_ui import GROUPS, SERVE, wait_until_served

SETTLED_SECONDS = 8


def main(home: Path, folder: Path) -> None:
    """Serve the home and picture its graph."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(port)], env={**os.environ, "STATSCOPE_HOME": str(home)}
    )
    try:
        url = wait_until_served(f"http://127.0.0.1:{port}", server, home)
        with browser(1500, 760) as window:
            window.open(f"{url}/asset-groups")
            window.wait_for(GROUPS)
            time.sleep(SETTLED_SECONDS)
            window.picture(folder / "dagster-graph.png")
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute(), Path(sys.argv[2]))
