"""Whether ``statscope sample`` may write into a folder.

Belongs here: telling a former sample from a department's files. Does not belong here: the sample
(``samples``).
"""

from __future__ import annotations

import tomllib
from pathlib import Path


def may_write(folder: Path) -> bool:
    """Whether a folder is missing, empty, or holds nothing but a former sample.

    A sample marks each of its register folders as synthetic in that folder's profile.
    """
    if not folder.exists():
        return True
    return all(_is_sample(entry) for entry in folder.iterdir())


def _is_sample(entry: Path) -> bool:
    """Whether an entry of the folder is a register of a sample, or what explains the sample."""
    if entry.name == "README.md":
        return True
    try:
        profile = tomllib.loads((entry / "profile.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return profile.get("synthetic") is True
