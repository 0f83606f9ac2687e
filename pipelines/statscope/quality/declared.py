"""The declared checks: their numbers, severities and words, read from the seed ``door_checks``.

Belongs here: reading ``dbt_project/seeds/quality/door_checks.csv`` and the dates at which scope
rules change, from ``dbt_project/seeds/scope``. Does not belong here: any number, any verdict. The
seeds are the one home of every bound; dbt loads the same files into the build file.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from statscope.registers.contract import Family, Register

CHECKS_SEED = Path("seeds/quality/door_checks.csv")
REGIMES_SEED = Path("seeds/scope/regimes.csv")
REGIME_PERIODS_SEED = Path("seeds/scope/regime_periods.csv")
ANY = "*"


class UndeclaredCheck(LookupError):  # noqa: N818 - it names a state of the seed
    """A check has no row in the seed; an engineer forgot it."""


@dataclass(frozen=True)
class DeclaredCheck:
    """One row of the seed.

    Attributes:
        check_id: the check's name without register and period, e.g. ``door.row_floor``.
        register: the register that the row is for, ``*`` for any.
        natures: the natures of register that the row is for; empty for any.
        severity: ``error``, ``warn`` or ``info``.
        is_blocking: whether a breach stops publication.
        share: a share as the check needs it.
        rows: a number of rows as the check needs it.
        factor: a factor as the check needs it.
        quiet_months: months of the year in which the check does not apply.
        description: Chinese first, then English.
        who_acts: who puts it right.
    """

    check_id: str
    register: str
    natures: frozenset[str]
    severity: str
    is_blocking: bool
    share: float
    rows: int
    factor: float
    quiet_months: frozenset[int]
    description: str
    who_acts: str

    def covers(self, register: Register | None) -> bool:
        """Whether this row is for that register; only rows for any register cover None."""
        if register is None:
            return self.register == ANY and not self.natures
        return self.register in {ANY, register.name} and (
            not self.natures or register.nature.value in self.natures
        )


class DeclaredChecks:
    """All rows of the seed, looked up by check and register."""

    def __init__(self, rows: tuple[DeclaredCheck, ...]) -> None:
        """Keep the rows; those for one register come before those for any."""
        self._rows = tuple(sorted(rows, key=lambda row: row.register == ANY))

    def find(self, check_id: str, register: Register | None = None) -> DeclaredCheck | None:
        """Return the row for this check and register, or None where the check does not apply."""
        return next(
            (row for row in self._rows if row.check_id == check_id and row.covers(register)), None
        )

    def get(self, check_id: str) -> DeclaredCheck:
        """Return any row of this check.

        Raises:
            UndeclaredCheck: the seed has no row for it.
        """
        for row in self._rows:
            if row.check_id == check_id:
                return row
        raise UndeclaredCheck(f"{CHECKS_SEED} has no row for {check_id}")

    def names(self, group: str) -> tuple[str, ...]:
        """Return the checks of one group (``door``, ``contract``, ...), in alphabetical order."""
        found = {row.check_id for row in self._rows}
        return tuple(sorted(name for name in found if name.startswith(f"{group}.")))


def read_declared(dbt_project: Path) -> DeclaredChecks:
    """Read the seed of checks of a dbt project."""
    return DeclaredChecks(tuple(_declared(row) for row in _records(dbt_project / CHECKS_SEED)))


def read_boundaries(dbt_project: Path) -> Mapping[Family, tuple[date, ...]]:
    """Return, by kind of unit, the first months at which a rule of periodic reports changed."""
    kinds = {row["regime_id"]: row["unit_kind"] for row in _records(dbt_project / REGIMES_SEED)}
    found: dict[Family, set[date]] = {Family.ENTERPRISE: set(), Family.PROJECT: set()}
    for row in _records(dbt_project / REGIME_PERIODS_SEED):
        if row["survey_kind"] == "periodic":
            days = [row[bound] for bound in ("valid_from", "valid_to") if row[bound]]
            found[Family(kinds[row["regime_id"]])].update(map(date.fromisoformat, days))
    return {family: tuple(sorted(days)) for family, days in found.items()}


def _records(path: Path) -> Iterator[Mapping[str, str]]:
    """Yield the rows of a seed as texts."""
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def _declared(row: Mapping[str, str]) -> DeclaredCheck:
    """Read one row; an empty number is 0, which no check that uses it can mean."""
    nature = row["nature"].strip()
    return DeclaredCheck(
        check_id=row["check_id"],
        register=row["register"],
        natures=frozenset() if nature == ANY else frozenset(nature.split()),
        severity=row["severity"],
        is_blocking=row["is_blocking"] == "true",
        share=float(row["share"] or 0),
        rows=int(row["rows"] or 0),
        factor=float(row["factor"] or 0),
        quiet_months=frozenset(int(month) for month in row["quiet_months"].split()),
        description=f"{row['description_zh']} | {row['description_en']}",
        who_acts=row["who_acts"],
    )
