"""How a command may end.

Belongs here: the exit codes, and the problem that carries one. Does not belong here: which error
of which layer ends how (``cli_problems``).
"""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of the command line (warehouse.md)."""

    DONE = 0
    FAILED = 1
    WRONG_USAGE = 2
    BLOCKED = 3
    NOTHING = 4
    INTERRUPTED = 130


class Problem(Exception):  # noqa: N818 - carries a sentence, of whatever kind
    """A problem that the command line itself found, already in words.

    Attributes:
        line: the sentence to show.
        exit_code: with which the command ends.
    """

    def __init__(self, line: str, exit_code: Exit = Exit.WRONG_USAGE) -> None:
        """Keep the sentence and the code."""
        super().__init__(line)
        self.line = line
        self.exit_code = exit_code
