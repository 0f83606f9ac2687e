"""The process in which dbt builds, at the side of the one that runs the pipeline.

Belongs here: importing dbt and reading the project before they are needed, building once, telling
of each node as it is finished. Does not belong here: starting and ending the process
(``dbt_companion``), dbt's arguments (``dbt_project``), what Dagster shows (``dbt_models``).

Run as ``python -m statscope.defs.dbt_process FD``. Python runs one thread at a time: here dbt has
the interpreter for itself, while the other process tells Dagster what has been done.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any

from statscope.defs.dbt_messages import Build, Done, Finished, Prepare
from statscope.defs.dbt_project import ParsedProject, build, kept_project
from statscope.defs.dbt_results import NodeResult, read_results
from statscope.settings import Settings
from statscope.warehouse.build import open_build
from statscope.warehouse.finished import count_rows

_RELATIONS = frozenset({"model", "seed"})


def serve(connection: Connection) -> None:
    """Get ready, build once, and end; end at once when the other side is gone."""
    requests: SimpleQueue[Prepare | Build] = SimpleQueue()
    Thread(target=_listen, args=(connection, requests), daemon=True).start()
    project: ParsedProject | None = None
    while True:
        request = requests.get()
        if isinstance(request, Build):
            if project is None or project.folder != request.folder:
                project = ParsedProject(request.folder)
            connection.send(_built(connection, request, project))
            return
        project = _prepared(request.settings)


def _listen(connection: Connection, requests: SimpleQueue[Prepare | Build]) -> None:
    """Pass requests on. Without anybody to tell, building would only keep the file from others."""
    while True:
        try:
            requests.put(connection.recv())
        except (EOFError, OSError):
            os._exit(1)


def _prepared(settings: Settings) -> ParsedProject | None:
    """Import dbt and read the project, if it has been parsed before."""
    project = kept_project(settings)
    if project is not None:
        _ = project.for_dbt
    return project


def _built(connection: Connection, request: Build, project: ParsedProject) -> Done:
    """Call dbt, and tell of each node on the way."""
    try:
        telling = _Telling(connection, request.settings, project)
        done = build(request.settings, project, request.arguments, telling)
    except Exception as error:  # noqa: BLE001  # whatever it is, the other side has to say it
        return Done(success=False, problem=f"{type(error).__name__}: {error}")
    return Done(done.success, done.problem, read_results(done.value))


class _Telling:
    """Takes dbt's events, on dbt's threads, and tells the other side of finished nodes."""

    def __init__(self, connection: Connection, settings: Settings, project: ParsedProject) -> None:
        self._connection = connection
        self._build_file = settings.build_file
        self._nodes: Mapping[str, Any] = project.for_dbt.nodes
        self._guard = Lock()

    def __call__(self, event: Any) -> None:  # noqa: ANN401 - dbt's events are untyped
        """Tell of a node, and of the rows of a relation that stands."""
        if event.info.name != "NodeFinished":
            return
        node, ended = event.data.node_info, event.data.run_result
        result = NodeResult(
            unique_id=node.unique_id,
            status=ended.status,
            seconds=ended.execution_time,
            failures=ended.num_failures,
            message=ended.message,
        )
        rows = None
        if node.resource_type in _RELATIONS and result.is_built:
            rows = self._rows(self._nodes[node.unique_id])
        with self._guard:
            self._connection.send(Finished(result, rows))

    def _rows(self, node: Any) -> int:  # noqa: ANN401 - dbt's nodes are untyped
        """Count the rows of a relation."""
        with open_build(self._build_file) as connection:
            return count_rows(connection, node.schema, node.name)


if __name__ == "__main__":
    # Ctrl-C reaches both processes; the other one decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    serve(Connection(int(sys.argv[1])))
