"""Writing a small text file so that a reader finds the former one or the new one, never a part.

Belongs here: that one step. Does not belong here: what is written, and how a failure is worded.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def replace_text(path: Path, text: str) -> None:
    """Write text in UTF-8 beside a file, sync it and let it take the file's place.

    The folder is made where it does not exist. What a failure leaves behind is removed.

    Raises:
        OSError: it cannot be written there; the former file stands.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
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
