"""Superset's own folder in a home: what lies where, and that nobody else reads it.

Belongs here: names, creation and rights of its files. Does not belong here: what Superset writes
into its metadata (``preparing``).
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_OWNER_ONLY = 0o700
_SECRET = 0o600
_KEY_BYTES = 48
_PASSWORD_BYTES = 18


@dataclass(frozen=True)
class SupersetFolder:
    """The places of one home's Superset.

    Attributes:
        path: the folder, readable by its owner only.
    """

    path: Path

    @property
    def secret_key(self) -> Path:
        """What sessions are signed with; random, made once."""
        return self.path / "secret_key"

    @property
    def admin_password(self) -> Path:
        """The first password of the account ``admin``; random, made once."""
        return self.path / "admin_password"

    @property
    def metadata(self) -> Path:
        """Superset's own database: accounts, charts, dashboards."""
        return self.path / "superset.db"

    @property
    def prepared(self) -> Path:
        """Which assets and versions the metadata was last prepared with."""
        return self.path / "prepared"

    def create(self) -> None:
        """Make the folder and its secrets where they are missing; what is there stays."""
        self.path.mkdir(parents=True, exist_ok=True)
        self.path.chmod(_OWNER_ONLY)
        _write_once(self.secret_key, secrets.token_urlsafe(_KEY_BYTES))
        _write_once(self.admin_password, secrets.token_urlsafe(_PASSWORD_BYTES))


def _write_once(path: Path, text: str) -> None:
    """Write a secret that only its owner may read, unless it is there already."""
    with suppress(FileExistsError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _SECRET)
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(text)
