"""What a scenario is: a note, what was delivered, what must come of it.

Belongs here: finding and reading scenario folders, and refusing ill-formed ones. Does not belong
here: putting them into one home (``assembling``), looking at the marts (``expecting``).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Row = dict[str, str]

FOLDER = Path(__file__).parent
_NAME = re.compile(r"(\d{2})_[a-z0-9_]+")
_CHINESE = re.compile(r"[一-鿿]")


@dataclass(frozen=True)
class Table:
    """A CSV file of a scenario."""

    path: Path
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Scenario:
    """One scenario.

    ``given`` is by register and file stem (``2011-04``, or ``2010`` for annual returns);
    ``expected`` is by table of schema ``marts``.
    """

    number: int
    name: str
    note: str
    given: Mapping[tuple[str, str], Table]
    expected: Mapping[str, Table]

    @property
    def county(self) -> str:
        """The code of the county in which everything of this scenario happens."""
        return f"5199{self.number:02d}"


def all_scenarios() -> list[Scenario]:
    """Every scenario, in the order of their numbers."""
    folders = sorted(path for path in FOLDER.iterdir() if _NAME.fullmatch(path.name))
    return [read_scenario(folder) for folder in folders]


def read_scenario(folder: Path) -> Scenario:
    """Read one folder; an ill-formed one fails with what is wrong."""
    number = int(folder.name[:2])
    given = {
        (path.parent.name, path.stem): read_table(path)
        for path in sorted((folder / "given").glob("*/*.csv"))
    }
    expected = {path.stem: read_table(path) for path in sorted((folder / "expected").glob("*.csv"))}
    note = (folder / "note.md").read_text(encoding="utf-8")
    title, _, text = note.partition("\n")
    assert title.startswith("# "), f"{folder.name}: the note begins with its title"
    assert _CHINESE.search(title), f"{folder.name}: the title is Chinese"
    assert len(text.split()) > 10, f"{folder.name}: the note says what happens and why"
    assert given, f"{folder.name}: something is given"
    assert expected, f"{folder.name}: something is expected"
    return Scenario(number, folder.name, note, given, expected)


def read_table(path: Path) -> Table:
    """Read a CSV file; every row has a cell for every column."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    header, body = tuple(rows[0]), rows[1:]
    where = f"{path.relative_to(FOLDER)}"
    assert body, f"{where}: there are rows below the header"
    for row in body:
        assert len(row) == len(header), f"{where}: {row} has as many cells as the header"
    return Table(path, header, tuple(dict(zip(header, row, strict=True)) for row in body))


def ids_of(scenario: Scenario, columns: Sequence[str]) -> set[str]:
    """The ids that a scenario's deliveries use in some columns."""
    return {
        row[column]
        for table in scenario.given.values()
        for row in table.rows
        for column in columns
        if row.get(column)
    }
