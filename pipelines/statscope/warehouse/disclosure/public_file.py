"""The public file of a vintage: its name, its pointer, and how long it stays.

Belongs here: the steps from a published vintage to ``public-<vintage>.duckdb``. Does not belong
here: what the file holds (``public_content``), the vintage itself (``publication``).

A public file is made when a person releases a vintage, not with every run: every release is one
more chance to subtract, and figures that changed little must wait for more company. Killed at any
moment, a release leaves the former public file and its pointer as they were.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from statscope.settings import Settings
from statscope.warehouse.disclosure.public_content import Outcome, can_be_public, write_public
from statscope.warehouse.keeping import public_files
from statscope.warehouse.publication import (
    move_pointer,
    published_vintages,
    remove_leftovers,
    seal,
    vintage_of,
)
from statscope.warehouse.published import published_file

PUBLIC_LINK = "public-current.duckdb"
PUBLIC_TEXT = "PUBLIC_CURRENT"


class CannotRelease(RuntimeError):  # noqa: N818 - it names a state; nothing is wrong
    """The current vintage cannot be made public.

    Attributes:
        later: the later vintage that is public already; empty where tables are missing.
    """

    def __init__(self, vintage: str, later: str = "") -> None:
        """Name the vintage, and the later one if that is why."""
        super().__init__(f"{vintage} cannot be made public")
        self.vintage = vintage
        self.later = later


@dataclass(frozen=True)
class Release:
    """A public file.

    Attributes:
        vintage: the vintage that it shows.
        path: the file.
        outcome: what became of the figures; None where the file was there already.
    """

    vintage: str
    path: Path
    outcome: Outcome | None


def release(settings: Settings, *, secondary: bool = True) -> Release:
    """Make the public file of the current vintage and let the pointer name it.

    The caller holds the writer's lock. What is withheld takes every earlier public file into
    account whose vintage is still there; a public file whose vintage is gone goes first.

    Args:
        settings: the home.
        secondary: False withholds only what may not be shown for itself; for tests.

    Raises:
        NothingPublished: there is no vintage.
        CannotRelease: the vintage has not the tables, or a later one is public already.
    """
    vintage_file = published_file(settings)
    folder = settings.published
    remove_leftovers(folder)
    prune_public(folder)
    vintage = vintage_of(vintage_file)
    target = folder / f"public-{vintage}.duckdb"
    known = public_files(folder)
    if vintage in known:
        return Release(vintage, target, None)
    if known and max(known) > vintage:
        raise CannotRelease(vintage, later=max(known))
    if not can_be_public(vintage_file):
        raise CannotRelease(vintage)
    partial = folder / f".statscope-public-{vintage}.partial"
    fulls = published_vintages(folder)
    earlier = {path: fulls[name] for name, path in known.items() if name in fulls}
    outcome = write_public(partial, vintage_file, earlier, secondary=secondary)
    seal(partial, target)
    move_pointer(folder, target.name, link_name=PUBLIC_LINK, text_name=PUBLIC_TEXT)
    return Release(vintage, target, outcome)


def prune_public(folder: Path) -> tuple[str, ...]:
    """Remove public files whose vintage is gone; return their vintages.

    Without the vintage nobody can say any more what its public file gives away together with a
    later one. The file that the pointer names stays until another takes its place.
    """
    fulls = published_vintages(folder)
    pointer = folder / PUBLIC_LINK
    named = pointer.resolve().name if pointer.is_symlink() else ""
    gone = {
        vintage: path
        for vintage, path in public_files(folder).items()
        if vintage not in fulls and path.name != named
    }
    for path in gone.values():
        path.unlink()
    return tuple(gone)
