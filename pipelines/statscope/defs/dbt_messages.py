"""What the process that runs the pipeline and the one in which dbt builds say to each other.

Belongs here: the messages. Does not belong here: either side (``dbt_companion``, ``dbt_process``).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from statscope.defs.dbt_results import NodeResult
from statscope.settings import Settings


@dataclass(frozen=True)
class Prepare:
    """Get ready: dbt will build in this home."""

    settings: Settings


@dataclass(frozen=True)
class Build:
    """Build: the home, the folder of the parsed project, dbt's arguments."""

    settings: Settings
    folder: Path
    arguments: tuple[str, ...]


@dataclass(frozen=True)
class Finished:
    """One node is finished; ``rows`` of a relation that stands, else None."""

    result: NodeResult
    rows: int | None


@dataclass(frozen=True)
class Done:
    """What the call of dbt came to.

    Attributes:
        success: whether everything it was asked to do was done and every test passed.
        problem: the first line of what kept it from running at all, if anything.
        results: of every node that it got to.
    """

    success: bool
    problem: str | None
    results: tuple[NodeResult, ...] = ()
