"""Publication: one immutable file per vintage, and the pointer to the newest.

Belongs here: the order of the steps from a closed build file to a moved pointer, and what makes
each of them safe when the process dies in between. Does not belong here: what the file holds
(``publication_content``, ``publication_parquet``), reading it (``published``), whether it may be
published (``quality``), which vintages stay (``keeping``).

Killed at any moment, a publication leaves the former vintage and the pointer as they were: the
new file has a private name until it is whole, synced and read-only, and the pointer is the last
thing to move. The Parquet folder gets its name before the file does: a vintage is there when its
file is. What a killed publication leaves behind is removed by the next one.
"""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from statscope.settings import Settings
from statscope.warehouse.build import open_build
from statscope.warehouse.keeping import (
    kept_vintages,
    public_files,
    remove_orphans,
    remove_vintages,
)
from statscope.warehouse.publication_content import verify_copy, write_content
from statscope.warehouse.publication_parquet import write_parquet

POINTER_LINK = "current.duckdb"
POINTER_TEXT = "CURRENT"
VINTAGE_FORMAT = "%Y%m%dT%H%M%SZ"

_FILE_NAME = re.compile(r"statscope-(\d{8}T\d{6}Z)\.duckdb")
_LEFTOVERS = ".statscope-*.partial*"
_READ_ONLY = 0o444


class PublicationError(RuntimeError):
    """The file could not be published; the former vintage stands."""


@dataclass(frozen=True)
class Publication:
    """One published vintage.

    Attributes:
        vintage: ``YYYYMMDDTHHMMSSZ``; later vintages sort after earlier ones.
        path: its file.
        parquet: the folder with its marts as Parquet files.
    """

    vintage: str
    path: Path
    parquet: Path


def publish(settings: Settings, *, dbt_manifest: Path) -> Publication:
    """Copy the finished build into a new vintage and move the pointer to it.

    The caller holds the writer's lock and has had every blocking check pass.

    Args:
        settings: the home.
        dbt_manifest: dbt's ``manifest.json``; its descriptions stand in where a relation of the
            build file carries no comment.

    Raises:
        PublicationError: the build file is missing or open elsewhere, or the copy differs.
    """
    folder = settings.published
    folder.mkdir(parents=True, exist_ok=True)
    remove_leftovers(folder)
    close_build(settings.build_file)
    vintage = next_vintage(folder, datetime.now(UTC))
    partial = folder / f".statscope-{vintage}.partial"
    write_content(settings.build_file, partial, vintage=vintage, dbt_manifest=dbt_manifest)
    differences = verify_copy(settings.build_file, partial)
    if differences:
        raise PublicationError("the copy differs from the build: " + "; ".join(differences))
    made = Publication(
        vintage, folder / f"statscope-{vintage}.duckdb", folder / f"parquet-{vintage}"
    )
    _export(partial, made.parquet)
    seal(partial, made.path)
    move_pointer(folder, made.path.name)
    _let_go(folder, settings.keep_vintages)
    return made


def current_file(settings: Settings) -> Path | None:
    """Return the file of the vintage that the pointer names, or None when there is none.

    The link answers first, then the text file for systems without links.
    """
    folder = settings.published
    link = folder / POINTER_LINK
    if link.exists():
        return Path(os.path.realpath(link))
    with suppress(OSError):
        name = (folder / POINTER_TEXT).read_text(encoding="utf-8").strip()
        if _FILE_NAME.fullmatch(name) and (folder / name).is_file():
            return folder / name
    return None


def vintage_of(file: Path) -> str:
    """Return the vintage in the name of a published file."""
    return file.stem.removeprefix("statscope-")


def published_vintages(folder: Path) -> dict[str, Path]:
    """Return vintage -> file of every vintage that was published here and stays, oldest first."""
    if not folder.is_dir():
        return {}
    found = {
        match.group(1): path
        for path in folder.iterdir()
        if (match := _FILE_NAME.fullmatch(path.name))
    }
    return dict(sorted(found.items()))


def next_vintage(folder: Path, now: datetime) -> str:
    """Return the vintage of ``now``, or of the second after the last one if that is later.

    So vintages increase even where two fall into one second or the clock was set back.
    """
    moment = now.astimezone(UTC).replace(microsecond=0)
    known = published_vintages(folder)
    if known:
        last = datetime.strptime(max(known), VINTAGE_FORMAT).replace(tzinfo=UTC)
        moment = max(moment, last + timedelta(seconds=1))
    return moment.strftime(VINTAGE_FORMAT)


def remove_leftovers(folder: Path) -> None:
    """Remove what a killed publication left under its private names."""
    for path in folder.glob(_LEFTOVERS):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    remove_orphans(folder)


def close_build(build: Path) -> None:
    """Checkpoint and close the build file: a copy made beside a ``.wal`` would lose its rows."""
    if not build.is_file():
        raise PublicationError(f"there is no build file {build}")
    with open_build(build) as connection:
        connection.execute("checkpoint")
    wal = build.with_name(build.name + ".wal")
    if wal.exists():
        raise PublicationError(f"{wal} is still there: another process has the build file open")


def seal(partial: Path, target: Path) -> None:
    """Bring the finished file to disk, take away write permission, give it its name."""
    _sync(partial)
    partial.chmod(_READ_ONLY)
    partial.rename(target)
    _sync_folder(target.parent)


def _export(published: Path, target: Path) -> None:
    """Write the marts as Parquet files and give their folder its name once all are on disk."""
    partial = target.with_name(f".statscope-{target.name}.partial")
    for path in write_parquet(published, partial):
        _sync(path)
        path.chmod(_READ_ONLY)
    _sync_folder(partial)
    partial.rename(target)


def _let_go(folder: Path, keep: int) -> None:
    """Remove the vintages that do not stay."""
    known = published_vintages(folder)
    kept = kept_vintages(tuple(known), keep, public_files(folder).keys())
    remove_vintages(folder, known.keys() - kept)


def move_pointer(
    folder: Path, name: str, *, link_name: str = POINTER_LINK, text_name: str = POINTER_TEXT
) -> None:
    """Let ``current.duckdb`` and ``CURRENT`` name this file; each changes in one step.

    Args:
        folder: of the published files.
        name: of the file that they are to name.
        link_name: the pointer that is a link.
        text_name: the pointer for systems without links.
    """
    link = folder / ".statscope-link.partial"
    try:
        link.symlink_to(name)
        link.replace(folder / link_name)
    except (OSError, NotImplementedError):
        # No links on this system: an older one must not go on naming an older vintage.
        (folder / link_name).unlink(missing_ok=True)
    text = folder / ".statscope-text.partial"
    text.write_text(name + "\n", encoding="utf-8")
    _sync(text)
    text.replace(folder / text_name)
    _sync_folder(folder)


def _sync(path: Path) -> None:
    """Have the operating system write a file's bytes to disk."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    """Have the operating system write a folder's names to disk, where it can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
