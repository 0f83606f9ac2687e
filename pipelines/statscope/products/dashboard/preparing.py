"""What is done in Superset's metadata before it starts, once for each state of the assets.

Belongs here: its tables, its roles, the account ``admin``, the import of the assets. Does not
belong here: the server (``serving``), settings (``superset_config``).

The only module that imports Superset, and only when called: its settings must stand in the
environment first.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from statscope.products.dashboard.folder import SupersetFolder

HERE = Path(__file__).resolve().parent
ASSETS = HERE / "assets"
CONSTRAINTS = HERE / "constraints.txt"
ADMIN = "admin"


def bundle() -> dict[str, str]:
    """Return the assets as Superset's importer wants them: path below ``assets/`` -> text."""
    return {
        path.relative_to(ASSETS).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(ASSETS.rglob("*.yaml"))
    }


def state() -> str:
    """Return a digest that changes with the assets and with the versions of the environment."""
    texts = {**bundle(), CONSTRAINTS.name: CONSTRAINTS.read_text(encoding="utf-8")}
    digest = hashlib.sha256()
    for name, text in texts.items():
        digest.update(f"{name}\0{text}\0".encode())
    return digest.hexdigest()


def is_prepared(folder: SupersetFolder) -> bool:
    """Whether the metadata holds these assets, made by these versions."""
    if not (folder.metadata.is_file() and folder.prepared.is_file()):
        return False
    return folder.prepared.read_text(encoding="ascii") == state()


def prepare(folder: SupersetFolder) -> None:
    """Bring the metadata up to date; done again, it changes nothing.

    Charts of the same identity are overwritten by the assets, others stay.
    """
    from flask_migrate import upgrade  # noqa: PLC0415 - only in Superset's environment
    from superset.app import create_app  # noqa: PLC0415 - likewise

    done = state()
    with create_app().app_context():
        upgrade()
        _sync_roles()
        _add_admin(folder.admin_password.read_text(encoding="ascii"))
        _import_assets()
    folder.prepared.write_text(done, encoding="ascii")


def _sync_roles() -> None:
    """Let Superset write its permissions and roles."""
    from superset import appbuilder, security_manager  # noqa: PLC0415 - as above

    appbuilder.add_permissions(update_perms=True)
    security_manager.sync_role_definitions()


def _add_admin(password: str) -> None:
    """Make the account ``admin`` unless there is one; a changed password stays changed."""
    from superset import security_manager  # noqa: PLC0415 - as above

    if security_manager.find_user(username=ADMIN) is None:
        role = security_manager.find_role("Admin")
        made = security_manager.add_user(
            ADMIN, "statscope", ADMIN, f"{ADMIN}@localhost", role, password
        )
        if not made:
            raise RuntimeError(f"Superset did not make the account {ADMIN}")


def _import_assets() -> None:
    """Import database, datasets, charts and dashboard, overwriting those of the same identity."""
    from superset import security_manager  # noqa: PLC0415 - as above
    from superset.commands.importers.v1.assets import ImportAssetsCommand  # noqa: PLC0415 - as above
    from superset.utils.core import override_user  # noqa: PLC0415 - as above

    with override_user(security_manager.find_user(username=ADMIN)):
        ImportAssetsCommand(bundle()).run()
