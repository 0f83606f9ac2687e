"""The months that files are of: by profile or name, and by their rows.

Belongs here: what partitions a run can be over. Does not belong here: which months have facts
(``warehouse.ledger`` knows them once the rows are taken in).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path

from statscope.ingest.deliveries import DeliveryFile
from statscope.ingest.loading import ingest_register
from statscope.ingest.periods import period_in_name
from statscope.ingest.profile import parse_profile, profile_text
from statscope.ingest.refusal import FileRefusedError
from statscope.registers.catalogue import all_registers


def months_stated(files: Iterable[DeliveryFile], root: Path) -> tuple[date, ...]:
    """Return the months that files of known registers state, in order.

    Args:
        files: as found.
        root: the deliveries folder.
    """
    found = {_stated(file, root) for file in files if file.register in all_registers()}
    return tuple(sorted(month for month in found if month is not None))


def months_in_rows(files: Iterable[DeliveryFile], root: Path) -> tuple[date, ...]:
    """Return the months that the rows of files tell, in order.

    The files are read into a build file that is thrown away: this costs what taking them in costs,
    so it is for files of which nothing else says the month.

    Args:
        files: as found.
        root: the deliveries folder.
    """
    own = list(files)
    found: set[date] = set()
    with tempfile.TemporaryDirectory() as folder:
        for register in all_registers().values():
            if any(file.register == register.name for file in own):
                report = ingest_register(
                    Path(folder) / "months.duckdb",
                    register,
                    own,
                    periods=None,
                    deliveries_root=root,
                    progress=lambda _reached: None,
                )
                found.update(report.periods)
    return tuple(sorted(found))


def _stated(file: DeliveryFile, root: Path) -> date | None:
    """Return the month of one file, by its profile, else by its name."""
    register = all_registers()[file.register]
    with suppress(FileRefusedError, OSError):
        profile = parse_profile(profile_text(root / register.name, file.path), register)
        if profile.period is not None:
            return profile.period.month
    named = period_in_name(file.file_name, month_of_year=register.month_of_year)
    return named.month if named else None
