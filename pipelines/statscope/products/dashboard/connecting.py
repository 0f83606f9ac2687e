"""Where a query of Superset goes: to the vintage that the pointer names now, and nowhere else.

Belongs here: which connections are allowed and how each is opened. Does not belong here: finding
the vintage (``warehouse.published``), any other setting of Superset (``superset_config``).

A process has one DuckDB instance for a file, however often it is connected, as long as any
connection stays open; before 1.5 the file is told by its name as written. Opened by the name of the
pointer, a dashboard that is never quiet could then go on reading the former vintage for ever. So
every connection opens the file behind the pointer by its own name, and is closed after its query. A
query that runs while a vintage is published ends on the vintage it began on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool

from statscope.settings import Settings
from statscope.warehouse.publication import POINTER_LINK
from statscope.warehouse.published import NO_WAY_OUT, published_file

# A query runs inside the server's process: it may neither take the machine's memory nor write a
# spill file beside the vintages.
_LIMITS = {"memory_limit": "2GB", "temp_directory": ""}


class OtherDatabase(ValueError):  # noqa: N818 - it names what was asked for
    """A connection to something else than the published file."""

    def __init__(self) -> None:
        """Say what is allowed; the address itself may hold a password."""
        super().__init__(
            f"只能连接已发布文件 duckdb:///{POINTER_LINK}。| "
            f"Only the published file may be connected: duckdb:///{POINTER_LINK}"
        )


def only_published(
    uri: URL,
    parameters: Mapping[str, Any],
    _username: str | None,
    _security_manager: object,
    _source: object,
) -> tuple[URL, dict[str, Any]]:
    """Return address and parameters of one connection; Superset's ``DB_CONNECTION_MUTATOR``.

    Args:
        uri: the address of the database as Superset stores it.
        parameters: of ``create_engine``; replaced where they say how to connect.

    Raises:
        OtherDatabase: the address is not that of the published file.
        statscope.warehouse.published.NothingPublished: there is no vintage.
    """
    if uri.drivername != "duckdb" or uri.database != POINTER_LINK or uri.query:
        raise OtherDatabase
    vintage = published_file(Settings.from_environment())
    locked = {"read_only": True, "config": {**NO_WAY_OUT, **_LIMITS}}
    return uri.set(database=str(vintage)), {
        **parameters,
        "poolclass": NullPool,
        "connect_args": locked,
    }
