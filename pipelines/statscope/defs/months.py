"""The months that files state by profile or name, known before any file is opened.

Belongs here: what partitions a run can be over. Does not belong here: months that only rows tell
(``warehouse.ledger`` knows them once the rows are taken in).
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path

from statscope.ingest.deliveries import DeliveryFile
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


def _stated(file: DeliveryFile, root: Path) -> date | None:
    """Return the month of one file, by its profile, else by its name."""
    register = all_registers()[file.register]
    with suppress(FileRefusedError, OSError):
        profile = parse_profile(profile_text(root / register.name, file.path), register)
        if profile.period is not None:
            return profile.period.month
    named = period_in_name(file.file_name, month_of_year=register.month_of_year)
    return named.month if named else None
