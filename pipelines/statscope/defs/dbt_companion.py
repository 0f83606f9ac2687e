"""The process that builds, seen from the one that runs the pipeline.

Belongs here: starting it early, asking it to build, passing on what it tells, ending it. Does not
belong here: what it does (``dbt_process``), what Dagster is told (``dbt_models``).

Importing dbt and reading the project take seconds of a processor. A run from the command line
starts them before anything else, so that they are over when its files are taken in.
"""

from __future__ import annotations

import atexit
from collections.abc import Iterator, Sequence
from functools import cache

from statscope.companion import Companion
from statscope.defs.dbt_messages import Build, Done, Finished, Prepare
from statscope.defs.dbt_project import ParsedProject
from statscope.settings import Settings

_SECONDS_TO_END = 10.0


class DbtCompanion(Companion):
    """The other process; one builds once, and the next call starts another."""

    def __init__(self) -> None:
        """Start nothing yet."""
        super().__init__("statscope.defs.dbt_process")

    def prepare(self, settings: Settings) -> None:
        """Start the process, if none waits, and let it get ready."""
        if self.process is None:
            self.connection.send(Prepare(settings))

    def build(
        self, settings: Settings, project: ParsedProject, arguments: Sequence[str]
    ) -> Iterator[Finished | Done]:
        """Let dbt build; yield each node as it is finished, and last what it came to.

        No connection of this process may hold the build file meanwhile. Whoever stops listening
        ends the build.
        """
        self.prepare(settings)
        connection = self.connection
        grace = 0.0  # whoever stops listening does not wait for it
        try:
            connection.send(Build(settings, project.folder, tuple(arguments)))
            while True:
                told: Finished | Done = connection.recv()
                if isinstance(told, Done):
                    grace = _SECONDS_TO_END
                    yield told
                    return
                yield told
        except (EOFError, OSError):
            status = self.end(_SECONDS_TO_END)
            yield Done(success=False, problem=f"the process of dbt ended with status {status}")
        finally:
            self.end(grace)


@cache
def the_companion() -> DbtCompanion:
    """Return the one of this process."""
    companion = DbtCompanion()
    atexit.register(companion.end)
    return companion
