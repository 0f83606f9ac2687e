"""Whether the build file is complete: the marker ``meta.build_state``.

Belongs here: setting and reading that marker. Does not belong here: deciding when a build is
complete (``defs``). A run of single periods only goes on from a complete build file.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import duckdb

from statscope.warehouse.build import is_of_today, open_build

_TABLE = "create table if not exists meta.build_state (complete boolean, finished_at timestamptz)"


def mark_incomplete(build: Path) -> None:
    """Say that the build file is being changed."""
    _mark(build, complete=False)


def mark_complete(build: Path) -> None:
    """Say that every model was built and every test of it ran."""
    _mark(build, complete=True)


def is_complete(build: Path) -> bool:
    """Return whether there is a build file that a run of this version finished."""
    if not build.is_file():
        return False
    try:
        with open_build(build, read_only=True) as connection:
            row = connection.execute("select complete from meta.build_state").fetchone()
            return bool(row and row[0]) and is_of_today(connection)
    except duckdb.Error:
        return False  # no marker, or no readable file: there is nothing to go on from


def _mark(build: Path, *, complete: bool) -> None:
    """Write the marker."""
    with open_build(build) as connection:
        connection.execute("begin")
        connection.execute(_TABLE)
        connection.execute("delete from meta.build_state")
        connection.execute(
            "insert into meta.build_state values (?, ?)", [complete, datetime.now(UTC)]
        )
        connection.execute("commit")
