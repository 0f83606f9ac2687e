"""Deliveries that the last vintage counted on and that are no longer there.

Belongs here: comparing the ledger of a run with that of the vintage before it. Does not belong
here: what becomes of their rows (``ingest`` forgets them), showing the list (``cli_run``).

What is published follows from the files that are there, whatever was there before; so the build
file knows nothing of a file that was removed. The vintages that were published while it was there
keep it, and a run says which files it misses.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb

from statscope.warehouse.build import open_build
from statscope.warehouse.published import open_locked

WITHDRAWN, REPLACED = "withdrawn", "replaced"

_GONE = """
    select
        register, file_name, strftime(period, '%Y-%m') as period, rows_loaded, delivery_id
    from meta.deliveries
    where state in ('accepted', 'superseded')
    order by register, file_name"""

_THERE = "select register, file_name, delivery_id from meta.deliveries"


def deliveries_that_counted(published: Path | None) -> list[dict[str, Any]]:
    """Return the accepted and superseded files of a published vintage; nothing without one."""
    if published is None:
        return []
    with suppress(duckdb.Error, OSError), open_locked(published) as connection:
        cursor = connection.execute(_GONE)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return []


def withdrawn_since(build: Path, before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return which of these deliveries the build file no longer knows.

    Args:
        build: the build file of a run.
        before: what :func:`deliveries_that_counted` said before it.

    Returns:
        Each with ``became``: ``replaced`` where a file of that name is there with other content,
        profile or period, ``withdrawn`` where none is.
    """
    if not before or not build.is_file():
        return []
    with open_build(build, read_only=True) as connection:
        try:
            there = connection.execute(_THERE).fetchall()
        except duckdb.CatalogException:
            return []
    names = {(register, file_name) for register, file_name, _ in there}
    ids = {delivery_id for _, _, delivery_id in there}
    return [
        one | {"became": REPLACED if (one["register"], one["file_name"]) in names else WITHDRAWN}
        for one in before
        if one["delivery_id"] not in ids
    ]
