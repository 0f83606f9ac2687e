"""A running Superset for the tests: started as ``make superset`` starts it, asked over its API.

Belongs here: start and stop, logging in by API and by browser, the questions that charts ask. Does
not belong here: what the answers should be.
"""

from __future__ import annotations

import http.cookiejar
import json
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from browser.chromium import Browser, free_port
from dashboard.provisioning import Asset, columns_shown, metrics_used
from integration.conftest import environment
from statscope.products.dashboard.folder import SupersetFolder
from statscope.products.dashboard.serving import ADMIN, HOST, SLUG
from statscope.settings import PROJECT_ROOT, Settings

PYTHON = PROJECT_ROOT / ".venv-superset" / "bin" / "python"
START_SECONDS = 180
LOGGED_IN = "Dashboards"

FILL_IN = """
    const type = (selector, text) => {
        const element = document.querySelector(selector);
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set
            .call(element, text);
        element.dispatchEvent(new Event('input', {bubbles: true}));
    };
    type('#username', arguments[0]);
    type('#password', arguments[1]);
    document.querySelector('button[type=submit]').click();"""


def missing() -> str | None:
    """What this machine lacks for the tests with Superset, if anything."""
    return None if PYTHON.is_file() else "no .venv-superset here: make superset-setup"


class Refused(RuntimeError):  # noqa: N818 - an answer that tests expect
    """Superset said no; the message is its own."""


@dataclass
class Superset:
    """A running Superset of one home."""

    url: str
    folder: SupersetFolder
    _token: str = ""
    _opener: urllib.request.OpenerDirector = field(
        default_factory=lambda: urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )
    )

    def call(self, method: str, path: str, body: object = None, **headers: str) -> Any:  # noqa: ANN401 - JSON
        """Send one request and return its JSON answer."""
        known = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        request = urllib.request.Request(  # noqa: S310 - always 127.0.0.1
            f"{self.url}{path}",
            data=None if body is None else json.dumps(body).encode(),
            method=method,
            headers={"Content-Type": "application/json", **known, **headers},
        )
        try:
            with self._opener.open(request, timeout=120) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as problem:
            raise Refused(f"{problem.code} {problem.read().decode()}") from problem

    def log_in(self) -> None:
        """Get a token for the account that the start made."""
        word = self.folder.admin_password.read_text(encoding="ascii")
        body = {"username": ADMIN, "password": word, "provider": "db"}
        self._token = self.call("POST", "/api/v1/security/login", body)["access_token"]

    def protected(self, path: str, body: object) -> Any:  # noqa: ANN401 - JSON
        """Post what changes something or runs SQL: with a CSRF token."""
        token = self.call("GET", "/api/v1/security/csrf_token/")["result"]
        return self.call("POST", path, body, **{"X-CSRFToken": token, "Referer": self.url})

    def charts(self) -> dict[str, Asset]:
        """Name -> what Superset holds of each chart of the dashboard."""
        return {
            chart["slice_name"]: chart["form_data"]
            for chart in self.call("GET", f"/api/v1/dashboard/{SLUG}/charts")["result"]
        }

    def rows(self, chart: Asset, chosen: Mapping[str, str]) -> list[dict[str, Any]]:
        """What a chart of the assets gets to draw, with values chosen in the filters."""
        held = self.charts()[chart["slice_name"]]
        number, kind = held["datasource"].split("__")
        fixed = [
            {"col": each["subject"], "op": each["operator"], "val": each["comparator"]}
            for each in held.get("adhoc_filters", ())
        ]
        query = {
            "columns": columns_shown({"params": held}),
            "metrics": metrics_used({"params": held}),
            "filters": [*fixed, *({"col": c, "op": "==", "val": v} for c, v in chosen.items())],
            "row_limit": held["row_limit"],
        }
        body = {
            "datasource": {"id": int(number), "type": kind},
            "queries": [query],
            "result_format": "json",
            "result_type": "full",
        }
        (answer,) = self.call("POST", "/api/v1/chart/data", body)["result"]
        return list(answer["data"])

    def show(self, window: Browser, seconds: float = 90) -> str:
        """Log a browser in where it is not, open the dashboard, and return its words."""
        window.open(f"{self.url}/login/")
        if window.run("return location.pathname.startsWith('/login')"):
            wait_for(window, "#password", seconds)
            word = self.folder.admin_password.read_text(encoding="ascii")
            window.run(FILL_IN, ADMIN, word)
            window.wait_for([LOGGED_IN], seconds)
        window.open(f"{self.url}/superset/dashboard/{SLUG}/")
        wait_for(window, "canvas", seconds)
        return window.wait_for(["20"], seconds)


def wait_for(window: Browser, selector: str, seconds: float) -> None:
    """Wait until something stands on the page."""
    deadline = time.monotonic() + seconds
    while not window.run("return !!document.querySelector(arguments[0])", selector):
        if time.monotonic() > deadline:
            raise TimeoutError(f"no {selector}: {window.text()[:1000]}")
        time.sleep(0.5)


@contextmanager
def served(settings: Settings) -> Iterator[Superset]:
    """Start Superset on a home, wait until it answers, and stop it again."""
    port = free_port()
    log = settings.home / "superset.log"
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [PYTHON, "-m", "statscope.products.dashboard.serving", "--port", str(port)],
            env=environment(settings.home) | {"PYTHONPATH": str(PROJECT_ROOT / "pipelines")},
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
    superset = Superset(f"http://{HOST}:{port}", SupersetFolder(settings.superset))
    try:
        _wait_until_healthy(superset, process, log.read_text)
        superset.log_in()
        yield superset
    finally:
        process.terminate()
        process.wait(30)


def _wait_until_healthy(
    superset: Superset, process: subprocess.Popen[bytes], words: Callable[[], str]
) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(f"{superset.url}/health", timeout=5):  # noqa: S310
                return
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(words()) from None
            time.sleep(0.5)
