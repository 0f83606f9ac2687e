"""The Dagster UI of a home, on this machine only.

Belongs here: starting and stopping its processes. Does not belong here: what the UI shows.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import IO

from statscope.defs.dbt_project import parsed_project
from statscope.defs.instance import prepare_dagster_home
from statscope.defs.wording import line
from statscope.settings import Settings

HOST = "127.0.0.1"
LOG = "ui.log"
_STOP_SECONDS = 10.0
_POLL_SECONDS = 0.2


def serve(settings: Settings, port: int, *, read_only: bool = False) -> int:
    """Serve the UI until it is interrupted; return the exit code of the first process to end.

    Args:
        settings: the home.
        port: on 127.0.0.1.
        read_only: let people look but start nothing.
    """
    print(line(settings.language, "starting"), flush=True)  # noqa: T201 - says it to the user
    prepare_dagster_home(settings)
    parsed_project(settings)  # once, here: else every process would parse the project
    environment = serving_environment(settings, os.environ)
    commands = [webserver_command(settings, port, read_only=read_only)]
    if not read_only:
        commands.append(daemon_command(settings))
    log = settings.dagster_home / LOG
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    processes: list[subprocess.Popen[bytes]] = []
    try:
        with log.open("ab") as stream:
            processes += [_started(command, environment, settings, stream) for command in commands]
        url = f"http://{HOST}:{port}"
        print(line(settings.language, "serving", url=url, log=log), flush=True)  # noqa: T201
        return _first_exit(processes)
    except KeyboardInterrupt:
        return 0
    finally:
        _stop(processes)


def webserver_command(settings: Settings, port: int, *, read_only: bool) -> list[str]:
    """Return the command that serves the pages."""
    command = [sys.executable, "-m", "dagster_webserver", *_workspace(settings)]
    command += ["--host", HOST, "--port", str(port), "--log-level", "warning"]
    return [*command, "--read-only"] if read_only else command


def daemon_command(settings: Settings) -> list[str]:
    """Return the command that starts what the pages ask for over several partitions."""
    command = [sys.executable, "-m", "dagster._daemon", "run", *_workspace(settings)]
    return [*command, "--log-level", "warning"]


def serving_environment(settings: Settings, base: Mapping[str, str]) -> dict[str, str]:
    """Return the environment in which the UI's processes find this home."""
    return {
        **base,
        "DAGSTER_HOME": str(settings.dagster_home),
        "STATSCOPE_HOME": str(settings.home),
        "STATSCOPE_DELIVERIES": str(settings.deliveries),
        "STATSCOPE_LANG": settings.language,
        "DAGSTER_DISABLE_TELEMETRY": "1",
        "PYTHONWARNINGS": "ignore",
    }


def _started(
    command: Sequence[str], environment: Mapping[str, str], settings: Settings, log: IO[bytes]
) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own, so that it can be stopped with its children."""
    return subprocess.Popen(  # noqa: S603 - our own commands
        command,
        env=environment,
        cwd=settings.project,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def _workspace(settings: Settings) -> list[str]:
    """Return the arguments that name the code location."""
    return ["--workspace", str(settings.project / "workspace.yaml")]


def _first_exit(processes: Sequence[subprocess.Popen[bytes]]) -> int:
    """Wait until one of the processes ends and return its exit code."""
    while True:
        for process in processes:
            code = process.poll()
            if code is not None:
                return code
        time.sleep(_POLL_SECONDS)


def _stop(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    """Stop the processes and their children: each leads a session of its own."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        alive = [process for process in processes if process.poll() is None]
        if not alive:
            return
        for process in alive:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, number)
        for process in alive:
            with suppress(subprocess.TimeoutExpired):
                process.wait(_STOP_SECONDS)
