"""Which published vintages stay.

Belongs here: the keep policy, and removing what it lets go. Does not belong here: making a
vintage (``publication``), Dagster's own history (``statscope.defs.pruning``).

The newest ``keep`` vintages stay, and for ever the last one of every calendar month (UTC), so that
what was known at the end of any month can still be read and revision triangles have no gaps. The
vintage that the pointer names always stays. Everything of a vintage goes with its file.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection, Sequence
from pathlib import Path

_MONTH = len("YYYYMM")
_OF_A_VINTAGE = re.compile(
    r"(?:(?:statscope|public)-(\d{8}T\d{6}Z)\.duckdb|parquet-(\d{8}T\d{6}Z))"
)


def kept_vintages(vintages: Sequence[str], keep: int) -> tuple[str, ...]:
    """Return those that stay, oldest first: the newest ``keep`` and the last of every month.

    Args:
        vintages: all there are, in any order.
        keep: how many of the newest stay; 0 keeps everything.
    """
    ordered = sorted(vintages)
    if keep == 0:
        return tuple(ordered)
    last_of_month = {vintage[:_MONTH]: vintage for vintage in ordered}
    staying = {*ordered[-keep:], *last_of_month.values()}
    return tuple(vintage for vintage in ordered if vintage in staying)


def remove_vintages(folder: Path, going: Collection[str]) -> None:
    """Remove these vintages with all that belongs to them.

    The file that makes a vintage goes first: should the process die in between, what is left of
    it has no file and is removed as an orphan.
    """
    for vintage in sorted(going):
        (folder / f"statscope-{vintage}.duckdb").unlink(missing_ok=True)
    remove_orphans(folder)


def remove_orphans(folder: Path) -> None:
    """Remove what belongs to a vintage without a file: it never came to be, or has gone."""
    for path in sorted(folder.iterdir()):
        match = _OF_A_VINTAGE.fullmatch(path.name)
        vintage = match and (match[1] or match[2])
        if vintage and not (folder / f"statscope-{vintage}.duckdb").is_file():
            _remove(path)


def _remove(path: Path) -> None:
    """Remove a file or a folder."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
