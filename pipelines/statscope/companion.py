"""Another process of this program at its side, with a pipe to talk through.

Belongs here: starting one with our sources, and ending it. Does not belong here: what is asked and
answered (the modules that start one).

A companion ends when the pipe does, so none outlives the process that started it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

_SOURCE = Path(__file__).resolve().parents[1]


class Companion:
    """A process that runs one of our modules: started when needed, and again after its end.

    Attributes:
        process: the process, None where none runs.
    """

    def __init__(self, module: str, environment: Mapping[str, str] | None = None) -> None:
        """Start nothing yet.

        Args:
            module: the module's full name; run as ``python -m MODULE FD``, FD being its end of the
                pipe.
            environment: variables that it gets beside those of this process.
        """
        self._module = module
        self._environment = {"PYTHONPATH": str(_SOURCE), "PYTHONWARNINGS": "ignore"}
        self._environment |= environment or {}
        self.process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None

    @property
    def connection(self) -> Connection:
        """Our end of the pipe to a process that runs."""
        if self._connection is None:
            self.process, self._connection = self._started()
        return self._connection

    def end(self, grace: float = 0) -> int | None:
        """Close the pipe, and return the exit status of the process; None where none runs.

        Args:
            grace: seconds that it has to end by itself.
        """
        process, self.process = self.process, None
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
        if process is None:
            return None
        with suppress(subprocess.TimeoutExpired):
            return process.wait(grace)
        process.kill()
        return process.wait()

    def _started(self) -> tuple[subprocess.Popen[bytes], Connection]:
        """Start a process."""
        ours, theirs = Pipe()
        process = subprocess.Popen(  # noqa: S603  # this interpreter, our own module
            [sys.executable, "-P", "-m", self._module, str(theirs.fileno())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(theirs.fileno(),),
            env=os.environ | self._environment,
        )
        theirs.close()
        return process, ours
