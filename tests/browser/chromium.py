"""A headless Chromium, driven through ChromeDriver's own protocol; needs nothing but the two.

Belongs here: starting and stopping the browser, opening a page, waiting for words, pictures. Does
not belong here: what any page should show.
"""

from __future__ import annotations

import base64
import json
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
)
_SECOND = 1.0


def missing() -> str | None:
    """Return what this machine lacks for browser tests, if anything."""
    lacking = [name for name in ("chromium", "chromedriver") if shutil.which(name) is None]
    return f"no {' and no '.join(lacking)} on this machine" if lacking else None


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Browser:
    """One browser window."""

    def __init__(self, driver: str, session: str) -> None:
        self._session = f"{driver}/session/{session}"

    def open(self, url: str) -> None:
        """Go to a page."""
        call("POST", f"{self._session}/url", {"url": url})

    def run(self, script: str, *arguments: object) -> Any:  # noqa: ANN401 - whatever it returns
        """Run a script in the page and return what it returns."""
        body = {"script": script, "args": list(arguments)}
        return call("POST", f"{self._session}/execute/sync", body)

    def text(self) -> str:
        """Return the words on the page."""
        return str(self.run("return document.body.innerText"))

    def wait_for(self, words: Sequence[str], seconds: float = 90.0) -> str:
        """Wait until all these words are on the page, and return its text."""
        deadline = time.monotonic() + seconds
        while True:
            text = self.text()
            lacking = [word for word in words if word not in text]
            if not lacking:
                return text
            if time.monotonic() > deadline:
                raise TimeoutError(f"{lacking} not on the page:\n{text[:2000]}")
            time.sleep(_SECOND / 2)

    def open_until(self, url: str, words: Sequence[str], tries: int = 8) -> str:
        """Open a page again until it shows the words: the code behind it may still load."""
        for _ in range(tries):
            self.open(url)
            with suppress(TimeoutError):
                return self.wait_for(words, 25 * _SECOND)
        return self.wait_for(words, _SECOND)

    def devtools(self, command: str, **parameters: object) -> Any:  # noqa: ANN401 - JSON
        """Ask the browser for something that only its developer tools can do."""
        body = {"cmd": command, "params": parameters}
        return call("POST", f"{self._session}/goog/cdp/execute", body)

    def picture(self, path: Path) -> Path:
        """Save what the window shows as PNG."""
        path.write_bytes(base64.b64decode(call("GET", f"{self._session}/screenshot")))
        return path


@contextmanager
def browser(width: int = 1600, height: int = 1000) -> Iterator[Browser]:
    """Start a browser and give it up again, whatever happens."""
    port = free_port()
    driver = f"http://127.0.0.1:{port}"
    profile = tempfile.mkdtemp(prefix="chromium-")
    process = subprocess.Popen(
        ["chromedriver", f"--port={port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    session = ""
    try:
        session = _session(driver, [*_FLAGS, f"--window-size={width},{height}"], profile)
        yield Browser(driver, session)
    finally:
        with suppress(OSError):
            if session:
                call("DELETE", f"{driver}/session/{session}")
        process.terminate()
        process.wait(10)
        shutil.rmtree(profile, ignore_errors=True)


def call(method: str, url: str, body: object = None) -> Any:  # noqa: ANN401 - JSON
    """Send one request on this machine and return the value of its JSON answer."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(  # noqa: S310 - always 127.0.0.1
        url, data=data, method=method, headers={"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=120) as answer:  # noqa: S310
        return json.load(answer)["value"]


def _session(driver: str, flags: Sequence[str], profile: str) -> str:
    """Wait for the driver and start a window."""
    options = {"args": [*flags, f"--user-data-dir={profile}"], "binary": shutil.which("chromium")}
    body = {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}}
    deadline = time.monotonic() + 60
    while True:
        try:
            return str(call("POST", f"{driver}/session", body)["sessionId"])
        except urllib.error.HTTPError:
            raise
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(_SECOND / 5)
