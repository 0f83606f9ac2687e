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

from statscope.companion import Companion, start
from statscope.defs.dbt_messages import Build, Done, Finished, Prepare
from statscope.defs.dbt_project import ParsedProject
from statscope.settings import Settings

_MODULE = "statscope.defs.dbt_process"
_SECONDS_TO_END = 10.0


class DbtCompanion:
    """The other process; one builds once, and the next call starts another."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._companion: Companion | None = None

    def prepare(self, settings: Settings) -> None:
        """Start the process, if none waits, and let it get ready."""
        if self._companion is None:
            self._companion = start(_MODULE)
            self._companion.connection.send(Prepare(settings))

    def build(
        self, settings: Settings, project: ParsedProject, arguments: Sequence[str]
    ) -> Iterator[Finished | Done]:
        """Let dbt build; yield each node as it is finished, and last what it came to.

        No connection of this process may hold the build file meanwhile. Whoever stops listening
        ends the build.
        """
        self.prepare(settings)
        if self._companion is None:
            raise AssertionError
        connection = self._companion.connection
        try:
            connection.send(Build(settings, project.folder, tuple(arguments)))
            while True:
                told: Finished | Done = connection.recv()
                yield told
                if isinstance(told, Done):
                    return
        except (EOFError, OSError):
            status = self.end()
            yield Done(success=False, problem=f"the process of dbt ended with status {status}")
        except BaseException:
            self.end(0)
            raise
        finally:
            self.end()

    def end(self, grace: float = _SECONDS_TO_END) -> int | None:
        """End the process, if there is one, and return its exit status."""
        companion, self._companion = self._companion, None
        return None if companion is None else companion.end(grace)


@cache
def the_companion() -> DbtCompanion:
    """Return the one of this process."""
    companion = DbtCompanion()
    atexit.register(companion.end, 0)
    return companion
