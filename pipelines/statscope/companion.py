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
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

_SOURCE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Companion:
    """A process that was started, and our end of the pipe."""

    process: subprocess.Popen[bytes]
    connection: Connection

    def end(self, grace: float) -> int:
        """Close the pipe and return the exit status; ``grace`` seconds to end by itself."""
        self.connection.close()
        with suppress(subprocess.TimeoutExpired):
            return self.process.wait(grace)
        self.process.kill()
        return self.process.wait()


def start(module: str, environment: Mapping[str, str] | None = None) -> Companion:
    """Start one of our modules as ``python -m MODULE FD``, FD being its end of the pipe.

    Args:
        module: the module's full name.
        environment: variables that it gets beside those of this process.
    """
    ours, theirs = Pipe()
    process = subprocess.Popen(  # noqa: S603  # this interpreter, our own module
        [sys.executable, "-P", "-m", module, str(theirs.fileno())],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=(theirs.fileno(),),
        env=os.environ
        | {"PYTHONPATH": str(_SOURCE), "PYTHONWARNINGS": "ignore"}
        | {**(environment or {})},
    )
    theirs.close()
    return Companion(process, ours)
