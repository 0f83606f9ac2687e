"""Writing a small text file so that a reader finds the former one or the new one, never a part.

Belongs here: that one step. Does not belong here: what is written, and how a failure is worded.
"""

from __future__ import annotations

import glob
import os
import time
from contextlib import suppress
from pathlib import Path

_SECONDS_TO_WRITE = 600
"""Nobody takes that long for a small file: an older part is of a process that was killed."""


def replace_text(path: Path, text: str) -> None:
    """Write text in UTF-8 beside a file, sync it and let it take the file's place.

    The folder is made where it does not exist. What a failure leaves behind is removed, that of a
    killed process the next time.

    Raises:
        OSError: it cannot be written there; the former file stands.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _remove_leftovers(path)
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with partial.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(path)
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def _remove_leftovers(path: Path) -> None:
    """Remove parts of this file that a killed process left."""
    for part in path.parent.glob(f".{glob.escape(path.name)}.*.partial"):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > _SECONDS_TO_WRITE:
                part.unlink()
