"""What can befall a run: ways to start it badly, and what must be left standing.

Belongs here: starting the command under limits, snapshots of what is published. Does not belong
here: the faults themselves (``test_*``).
"""

from __future__ import annotations

import ctypes
import hashlib
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb

from integration.conftest import environment

CAP_DAC_OVERRIDE, PR_CAPBSET_DROP = 1, 24
TABLES = "select table_name from duckdb_tables() where schema_name = 'marts' order by 1"


def limited_files(size: int) -> Callable[[], None]:
    """No file may grow beyond a size: to a program that is a full disk."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def bound_by_permissions() -> None:
    """Let permissions bind root as they bind anyone else."""
    ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)


def start(home: Path, before: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    """Start ``statscope run`` in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "statscope", "run"],
        env=environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=before,  # noqa: PLW1509  # no thread is running here
    )


def outcome(run: subprocess.Popen[str]) -> tuple[int, str]:
    """The exit code and what was said on standard error."""
    _, error = run.communicate(timeout=600)
    return run.returncode, error


def current(home: Path) -> Path:
    """The published file that the pointer names."""
    return (home / "published" / "current.duckdb").resolve()


def standing(home: Path) -> tuple[str, str, str]:
    """The pointers and the bytes of the vintage that they name."""
    named = (home / "published" / "CURRENT").read_text(encoding="utf-8").strip()
    return current(home).name, named, hashlib.sha256(current(home).read_bytes()).hexdigest()


def contents(home: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every mart and the ledger of the current vintage, rows in a fixed order."""
    with duckdb.connect(str(current(home)), read_only=True) as connection:
        names = [f"marts.{name}" for (name,) in connection.execute(TABLES).fetchall()]
        return {
            table: connection.execute(f"from {table} order by all").fetchall()
            for table in (*names, "meta.deliveries", "meta.rejected_rows")
        }
