"""The start: ``python -m statscope.products.dashboard.serving`` in Superset's environment.

Belongs here: the order of the start, the command of the server, what the user is told. Does not
belong here: what is prepared (``preparing``), what is shown (``assets/``).
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from statscope.products.dashboard.folder import SupersetFolder
from statscope.products.dashboard.preparing import ADMIN, HERE, is_prepared, prepare
from statscope.settings import Settings
from statscope.warehouse.published import NothingPublished, published_file

HOST = "127.0.0.1"
SLUG = "statscope"
NOTHING_PUBLISHED = 4

_PORT = 8088
_THREADS = 8
_OWNER_ONLY = 0o077


def main(words: Sequence[str] | None = None) -> int:
    """Prepare this home's Superset and become its server; returns only when it does not serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=_PORT, help=f"on {HOST}")
    parser.add_argument("--prepare", action="store_true", help="prepare and stop")
    asked = parser.parse_args(words)
    settings = Settings.from_environment()
    try:
        vintage = published_file(settings)
    except NothingPublished:
        say(
            f"{settings.published} 中尚无已发布文件：先运行 make run",
            f"nothing is published in {settings.published} yet: make run first",
        )
        return NOTHING_PUBLISHED
    folder = SupersetFolder(settings.superset)
    become_ready(folder)
    if asked.prepare:
        return 0
    say(f"当前版本 {vintage.name}", f"the current vintage is {vintage.name}")
    url = f"http://{HOST}:{asked.port}/superset/dashboard/{SLUG}/"
    say(
        f"看板 {url}，用户 {ADMIN}，初始密码在 {folder.admin_password}",
        f"the dashboard is {url}, user {ADMIN}, first password in {folder.admin_password}",
    )
    command = server_command(asked.port)
    os.execv(command[0], command)  # noqa: S606 - the server takes this process' place
    return 1


def become_ready(folder: SupersetFolder) -> None:
    """Make the folder, set the environment that Superset reads, prepare what has changed."""
    os.umask(_OWNER_ONLY)
    folder.create()
    os.environ |= environment(folder)
    if is_prepared(folder):
        return
    say("正在准备 Superset（首次约一分钟）", "preparing Superset (about a minute the first time)")
    prepare(folder)


def environment(folder: SupersetFolder) -> dict[str, str]:
    """Return the variables by which Superset finds its folder and its settings."""
    return {
        "SUPERSET_HOME": str(folder.path),
        "SUPERSET_CONFIG_PATH": str(HERE / "superset_config.py"),
        "FLASK_APP": "superset.app:create_app()",
    }


def server_command(port: int) -> list[str]:
    """Return the command that serves: one process, so that limits on logins hold for all."""
    return [
        str(Path(sys.executable).with_name("gunicorn")),
        *("--bind", f"{HOST}:{port}"),
        *("--workers", "1", "--worker-class", "gthread", "--threads", str(_THREADS)),
        *("--timeout", "120", "--log-level", "warning"),
        "superset.app:create_app()",
    ]


def say(chinese: str, english: str) -> None:
    """Print one line in both languages."""
    print(f"{chinese} | {english}", flush=True)  # noqa: T201 - says it to the user


if __name__ == "__main__":
    sys.exit(main())
