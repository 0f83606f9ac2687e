"""Where things are: the one reader of the process environment.

Belongs here: paths of a home, of the project tree, and the language of messages.
Does not belong here: rules, lines and deadlines (they are seeds), limits of the readers
(``ingest``), anything that opens a file.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

Language = Literal["zh", "en"]

PROJECT_ROOT = Path(__file__).resolve().parents[2]
DEFAULT_KEEP = 60


class BadSetting(ValueError):  # noqa: N818 - it names what was given
    """An environment variable whose value cannot be used."""

    def __init__(self, name: str, value: str) -> None:
        """Name the variable and its value."""
        super().__init__(f"{name}={value}")


@dataclass(frozen=True)
class Settings:
    """The places of one home and of the project that serves it.

    Attributes:
        project: root of the source tree (holds ``dbt_project/`` and ``sql/``).
        home: the bureau's working folder (STATSCOPE_HOME, else ``data/`` of the project).
        deliveries: where departments' files lie; only ever read.
        language: language of messages, ``zh`` or ``en``.
        keep_vintages: how many of the newest published vintages stay beside the last of every
            month; 0 keeps all.
    """

    project: Path
    home: Path
    deliveries: Path
    language: Language = "en"
    keep_vintages: int = DEFAULT_KEEP

    @classmethod
    def from_environment(
        cls,
        environ: Mapping[str, str] | None = None,
        *,
        home: Path | None = None,
        deliveries: Path | None = None,
        language: Language | None = None,
    ) -> Self:
        """Read the environment; arguments win.

        STATSCOPE_HOME, STATSCOPE_DELIVERIES, STATSCOPE_LANG or LANG, STATSCOPE_KEEP_VINTAGES.

        Raises:
            BadSetting: a number was wanted and none was given.
        """
        env = os.environ if environ is None else environ
        chosen_home = home or Path(env.get("STATSCOPE_HOME") or PROJECT_ROOT / "data")
        chosen_home = chosen_home.expanduser().absolute()
        chosen_deliveries = deliveries or Path(
            env.get("STATSCOPE_DELIVERIES") or chosen_home / "deliveries"
        )
        return cls(
            project=PROJECT_ROOT,
            home=chosen_home,
            deliveries=chosen_deliveries.expanduser().absolute(),
            language=language or language_of(env),
            keep_vintages=_keep(env),
        )

    @property
    def warehouse(self) -> Path:
        """Folder of the private build file and of what tools write beside it."""
        return self.home / "warehouse"

    @property
    def build_file(self) -> Path:
        """The private, disposable DuckDB file that one writer builds."""
        return self.warehouse / "build.duckdb"

    @property
    def lock_file(self) -> Path:
        """Held by the one process that may write below :attr:`warehouse`."""
        return self.warehouse / "writer.lock"

    @property
    def published(self) -> Path:
        """Folder of the immutable published vintages and the pointer to the newest."""
        return self.home / "published"

    @property
    def reports(self) -> Path:
        """Folder of run reports (``last_run.json``) and of the operators' acceptances."""
        return self.home / "reports"

    @property
    def last_run_file(self) -> Path:
        """What the last run did, published or not, as JSON."""
        return self.reports / "last_run.json"

    @property
    def acceptances_file(self) -> Path:
        """Door checks that an operator accepted, with reasons, as JSON."""
        return self.reports / "acceptances.json"

    @property
    def what_if_file(self) -> Path:
        """The user's what-if regimes, one a row; optional."""
        return self.home / "what_if_rules.csv"

    @property
    def successors_file(self) -> Path:
        """The user's successor codes, one change a row; optional."""
        return self.home / "successors.csv"

    @property
    def match_decisions_file(self) -> Path:
        """What persons decided about names without a code, one a row; optional."""
        return self.home / "match_decisions.csv"

    @property
    def dagster_home(self) -> Path:
        """Dagster's own storage: run and event history."""
        return self.home / "dagster"

    @property
    def superset(self) -> Path:
        """Superset's own folder: secrets and metadata; readable by its owner only."""
        return self.home / "superset"

    @property
    def dbt_project(self) -> Path:
        """The dbt project."""
        return self.project / "dbt_project"

    @property
    def dbt_target(self) -> Path:
        """Where dbt writes its manifest and run results for this home."""
        return self.warehouse / "dbt"

    @property
    def queries(self) -> Path:
        """The statisticians' query library."""
        return self.project / "sql"


def _keep(env: Mapping[str, str]) -> int:
    """Return STATSCOPE_KEEP_VINTAGES, a whole number from 0 on, or the default."""
    text = env.get("STATSCOPE_KEEP_VINTAGES", "").strip() or str(DEFAULT_KEEP)
    if not (text.isascii() and text.isdigit()):
        raise BadSetting("STATSCOPE_KEEP_VINTAGES", text)
    return int(text)


def language_of(env: Mapping[str, str]) -> Language:
    """Chinese when STATSCOPE_LANG, LC_ALL or LANG starts with ``zh``, else English."""
    for name in ("STATSCOPE_LANG", "LC_ALL", "LANG"):
        value = env.get(name, "")
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"
