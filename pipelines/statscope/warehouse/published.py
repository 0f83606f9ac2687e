"""Reading a published file: always read-only, always without a way out.

Belongs here: finding a vintage by its name or by what was known at a day, and opening it (or, for
lists of deliveries, the build file) for queries. Does not belong here: the queries themselves
(``queries``), publishing (``publication``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from statscope.settings import Settings
from statscope.warehouse.publication import current_file, published_vintages

NO_WAY_OUT: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "lock_configuration": True,
}

_MOMENT = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")


class NothingPublished(LookupError):  # noqa: N818 - it names a state; nothing is wrong
    """No vintage was published in this home yet."""

    def __init__(self, folder: Path) -> None:
        """Name the folder in which a vintage would lie."""
        super().__init__(f"nothing is published in {folder} yet: statscope run")
        self.folder = folder


class UnknownVintage(LookupError):  # noqa: N818 - likewise
    """The asked vintage is not among the published ones."""

    def __init__(self, vintage: str, known: tuple[str, ...]) -> None:
        """Name the vintage and those there are, newest first."""
        super().__init__(f"no vintage {vintage}; there are: {', '.join(known)}")
        self.vintage = vintage
        self.known = known


def published_file(settings: Settings, vintage: str | None = None) -> Path:
    """Return the file of a vintage, by default the one that the pointer names.

    Args:
        settings: the home.
        vintage: its name, or a day ``2011-05-20`` or month ``2011-05``: what was known at its end.

    Raises:
        NothingPublished: there is no vintage at all.
        UnknownVintage: there are vintages, but not this one, or none by that day.
    """
    if vintage is None:
        current = current_file(settings)
        if current is None:
            raise NothingPublished(settings.published)
        return current
    known = published_vintages(settings.published)
    if not known:
        raise NothingPublished(settings.published)
    named = known_at(vintage, tuple(known)) if _MOMENT.fullmatch(vintage) else vintage
    if named not in known:
        raise UnknownVintage(vintage, tuple(reversed(known)))
    return known[named]


def known_at(moment: str, vintages: tuple[str, ...]) -> str | None:
    """Return the last vintage published by the end (UTC) of a day or month, if there is one."""
    digits = moment.replace("-", "")
    return max((name for name in vintages if name[: len(digits)] <= digits), default=None)


@contextmanager
def open_locked(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open any DuckDB file read-only, unable to touch other files or to change its settings."""
    connection = duckdb.connect(str(path), read_only=True, config=NO_WAY_OUT)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def open_published(
    settings: Settings, vintage: str | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a vintage for queries; raises as :func:`published_file` does."""
    with open_locked(published_file(settings, vintage)) as connection:
        yield connection
