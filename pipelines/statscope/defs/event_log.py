"""Dagster's event log for one machine: SQLite, with its connections kept.

Belongs here: the storage class that ``dagster.yaml`` names. Does not belong here: any event.

Dagster's own class opens the file, and compiles every statement, anew for each of the thousand and
more events of a run over many months: that took more time than the work itself. The files are the
same, so Dagster's own class reads them and goes on with them. This relies on a private method; a
test fails when it is gone.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from dagster._core.storage.event_log.sqlite.sqlite_event_log import SqliteEventLogStorage
from dagster._serdes import ConfigurableClassData

_BUSY_SECONDS = 20
_KEPT_FILES = 8


class KeptConnectionsEventLog(SqliteEventLogStorage):
    """The event log that keeps the last few files open and lets the system sync when it likes.

    Losing the last events in a power cut is no loss: what was published is synced by itself.
    """

    @classmethod
    def from_config_value(
        cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, Any]
    ) -> KeptConnectionsEventLog:
        """Make the log that ``dagster.yaml`` asks for."""
        return cls(inst_data=inst_data, **config_value)

    def dispose(self) -> None:
        """Close every file."""
        super().dispose()
        while self._engines:
            self._engines.popitem()[1].dispose()

    def has_table(self, table_name: str) -> bool:
        """Say whether the index has a table; one that was seen once is not looked for again."""
        seen: set[str] = self.__dict__.setdefault("_seen_tables", set())
        if table_name not in seen and super().has_table(table_name):
            seen.add(table_name)
        return table_name in seen

    @contextmanager
    def _connect(self, shard: str) -> Iterator[sa.Connection]:
        """Open a transaction on the file of a run, or on the index of all."""
        with self._db_lock:
            engine = self._engine(shard)
            if shard not in self._initialized_dbs:
                self._initdb(engine)
                self._initialized_dbs.add(shard)
            with engine.connect() as connection, connection.begin():
                yield connection

    def _engine(self, shard: str) -> sa.Engine:
        """Return the one engine of a file; the file used longest ago is closed for a new one."""
        if shard not in self._engines:
            self._engines[shard] = _engine(self.conn_string_for_shard(shard))
            if len(self._engines) > _KEPT_FILES:
                self._engines.popitem(last=False)[1].dispose()
        self._engines.move_to_end(shard)
        return self._engines[shard]

    @property
    def _engines(self) -> OrderedDict[str, sa.Engine]:
        """Engines by file, the one used last at the end; made on first use, as bases connect."""
        engines: OrderedDict[str, sa.Engine] = self.__dict__.setdefault("_kept", OrderedDict())
        return engines


def _engine(url: str) -> sa.Engine:
    """Return an engine that keeps a connection."""
    engine = sa.create_engine(
        url, poolclass=sa.pool.QueuePool, connect_args={"timeout": _BUSY_SECONDS}
    )
    sa.event.listen(engine, "connect", _sync_less)
    return engine


def _sync_less(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own
    """With a write-ahead log, NORMAL cannot damage the file; it only syncs less."""
    connection.execute("pragma synchronous = normal")
