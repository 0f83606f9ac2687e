"""Which published vintages stay.

Belongs here: the keep policy, and removing what it lets go. Does not belong here: making a
vintage (``publication``), Dagster's own history (``statscope.defs.pruning``).

The newest ``keep`` vintages stay, and for ever the last one of every calendar month (UTC), so that
what was known at the end of any month can still be read and revision triangles have no gaps. A
vintage that was made public stays as well: what its public file has given away is known only from
it (``disclosure``). All else of a vintage goes with its file.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection, Sequence
from pathlib import Path

_MONTH = len("YYYYMM")
_PARQUET = re.compile(r"parquet-(\d{8}T\d{6}Z)")
_PUBLIC = re.compile(r"public-(\d{8}T\d{6}Z)\.duckdb")


def public_files(folder: Path) -> dict[str, Path]:
    """Return vintage -> public file of every vintage that was made public, oldest first."""
    if not folder.is_dir():
        return {}
    found = {match[1]: path for path in folder.iterdir() if (match := _PUBLIC.fullmatch(path.name))}
    return dict(sorted(found.items()))


def kept_vintages(
    vintages: Sequence[str], keep: int, released: Collection[str] = ()
) -> tuple[str, ...]:
    """Return those that stay, oldest first.

    Args:
        vintages: all there are, in any order.
        keep: how many of the newest stay beside the last of every month; 0 keeps everything.
        released: those that were made public; they stay.
    """
    ordered = sorted(vintages)
    if keep == 0:
        return tuple(ordered)
    last_of_month = {vintage[:_MONTH]: vintage for vintage in ordered}
    staying = {*ordered[-keep:], *last_of_month.values(), *released}
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
    """Remove Parquet folders of a vintage without a file: it never came to be, or has gone."""
    for path in sorted(folder.iterdir()):
        match = _PARQUET.fullmatch(path.name)
        if match and not (folder / f"statscope-{match[1]}.duckdb").is_file():
            shutil.rmtree(path)
