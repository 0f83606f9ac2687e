"""What the pipeline asks the process that judges, and what it answers.

Belongs here: the messages. Does not belong here: either side (``judging``, ``judge_process``).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from statscope.quality.engine import Expect

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class JudgeFrame:
    """Judge a frame."""

    frame: pd.DataFrame
    expectations: tuple[Expect, ...]


@dataclass(frozen=True)
class OpenTables:
    """Open a build file."""

    build: Path


@dataclass(frozen=True)
class JudgeTable:
    """Judge a table of the build file that is open."""

    schema: str
    table: str
    expectations: tuple[Expect, ...]


@dataclass(frozen=True)
class CloseTables:
    """Let go of the build file."""


Request: TypeAlias = JudgeFrame | OpenTables | JudgeTable | CloseTables


@dataclass(frozen=True)
class Answer:
    """What a request came to, or what was raised instead."""

    value: Any
    error: str | None = None
