"""One writer at a time: the lock on a home's warehouse.

Belongs here: taking and releasing the lock, and saying who holds it. Does not belong here: what
the writer does with the warehouse. Readers of published files need no lock at all.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from statscope.settings import Settings

POLL_SECONDS = 0.1


@dataclass(frozen=True)
class Holder:
    """Who holds the warehouse.

    Attributes:
        pid: process id, as the holder wrote it down.
        since: when it took the lock, ISO 8601 in UTC.
    """

    pid: int
    since: str


class WarehouseBusy(RuntimeError):  # noqa: N818 - it names a state; nothing is wrong
    """Another process is writing this warehouse.

    Attributes:
        folder: the warehouse.
        holder: who, or None in the moment between taking the lock and writing its name.
    """

    def __init__(self, lock_file: Path, holder: Holder | None) -> None:
        """Say who holds the lock of ``lock_file``."""
        who = f"process {holder.pid} since {holder.since}" if holder else "another process"
        super().__init__(f"{lock_file.parent} is being written by {who}")
        self.folder = lock_file.parent
        self.holder = holder


def holder_file(settings: Settings) -> Path:
    """Return the file beside the lock in which its holder writes who it is."""
    return settings.lock_file.with_name(settings.lock_file.name + ".holder")


@contextmanager
def writer_lock(settings: Settings, *, wait_seconds: float = 0) -> Iterator[None]:
    """Hold the warehouse of one home for a body of work.

    The operating system owns the lock: it is gone as soon as its process is, however that ended,
    so a lock is never stale. Only the name of the holder may be left over; it is believed only
    while the lock itself is held.

    Args:
        settings: the home.
        wait_seconds: how long to wait for another writer before giving up; 0 does not wait.

    Raises:
        WarehouseBusy: another process still holds the lock after that time.
    """
    settings.warehouse.mkdir(parents=True, exist_ok=True)
    lock = FileLock(settings.lock_file, fallback_to_soft=False)
    try:
        lock.acquire(timeout=max(wait_seconds, 0), poll_interval=POLL_SECONDS)
    except Timeout:
        raise WarehouseBusy(settings.lock_file, read_holder(settings)) from None
    try:
        _write_holder(settings)
        yield
    finally:
        holder_file(settings).unlink(missing_ok=True)
        lock.release()


def read_holder(settings: Settings) -> Holder | None:
    """Return who wrote down last that it holds the lock, if that can be read."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        noted = json.loads(holder_file(settings).read_text(encoding="utf-8"))
        return Holder(pid=int(noted["pid"]), since=str(noted["since"]))
    return None


def _write_holder(settings: Settings) -> None:
    """Write this process's name beside the lock, whole or not at all."""
    note = {"pid": os.getpid(), "since": datetime.now(UTC).isoformat(timespec="seconds")}
    partial = holder_file(settings).with_suffix(".partial")
    partial.write_text(json.dumps(note), encoding="utf-8")
    partial.replace(holder_file(settings))
