"""What a person decided about names that a register has no code for, one name a row.

Belongs here: reading and checking ``<home>/match_decisions.csv``. Does not belong here: what the
machine would have decided, and what becomes of either (``identity``). A mistake in the file refuses
all of it: a decision that silently is not there would be taken by the machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl

from statscope.ingest.dates import dates
from statscope.ingest.ids import enterprise_ids, is_id, lost_precision, project_ids
from statscope.ingest.limits import Limits
from statscope.ingest.user_file import FileForm, Row, UserFileProblem, problem, rows_of

SCHEMA = {
    "row_number": pl.Int64(),
    "register": pl.String(),
    "unit_kind": pl.String(),
    "delivered_name": pl.String(),
    "owner_name": pl.String(),
    "unit_id": pl.String(),
    "decided_by": pl.String(),
    "decided_on": pl.Date(),
}
"""Columns of what :func:`read_match_decisions` returns, those of ``raw.match_decisions``."""

DECIDABLE = {
    "tax_sales": ("enterprise",),
    "power_use": ("enterprise",),
    "permits": ("enterprise", "project"),
}
"""Register -> the kinds of unit that its names may mean."""

_REQUIRED = ("register", "delivered_name", "enterprise_id", "decided_by", "decided_on")
_CLEANERS = {"enterprise": enterprise_ids, "project": project_ids}


def read_match_decisions(path: Path, limits: Limits) -> pl.DataFrame:
    """Return what persons decided; nothing without a file.

    Args:
        path: the file, ``<home>/match_decisions.csv``. Its column ``unit_kind`` may be missing or
            empty: then an enterprise is meant; for a project ``enterprise_id`` holds the project's
            id. ``owner_name`` may be missing or empty: then the decision is on the name, whoever
            the owner is.
        limits: how large the file may be.

    Returns:
        A frame of :data:`SCHEMA`; ``unit_id`` is null where the name is none of the units.

    Raises:
        UserFileProblem: naming the file, the line and what is wrong there.
    """
    form = FileForm(
        _REQUIRED,
        limits.user_file_bytes,
        limits.decision_rows,
        "判定",
        "decisions",
        ("utf-8-sig", "gb18030"),
    )
    rows = rows_of(path, form)
    days = dates(pl.Series([row.cells["decided_on"] or None for row in rows], dtype=pl.String))
    records = [_record(row, day, path.name) for row, day in zip(rows, days, strict=True)]
    _require_once(rows, records, path.name)
    return pl.DataFrame(records, schema=SCHEMA, orient="row")


_Record = tuple[int, str, str, str, str | None, str | None, str, date]


def _record(row: Row, day: date | None, name: str) -> _Record:
    """Return one row of the frame."""
    register = row.cells["register"]
    unit_kind = row.cells.get("unit_kind") or "enterprise"
    if unit_kind not in DECIDABLE.get(register, ()):
        known = ", ".join(f"{one} ({' / '.join(kinds)})" for one, kinds in DECIDABLE.items())
        zh = f"{register!r}（{unit_kind}）没有待判定的名称；有：{known}"
        en = f"{register!r} ({unit_kind}) has no names to decide on; there are {known}"
        raise problem(name, zh, en, row.number)
    for column in ("delivered_name", "decided_by"):
        if not row.cells[column]:
            raise problem(name, f"{column} 为空", f"{column} is empty", row.number)
    if day is None:
        text = row.cells["decided_on"]
        zh, en = f"decided_on {text!r} 不是日期", f"decided_on {text!r} is no date"
        raise problem(name, zh, en, row.number)
    return (
        row.number,
        register,
        unit_kind,
        row.cells["delivered_name"],
        row.cells.get("owner_name") or None,
        _unit_id(row, unit_kind, name),
        row.cells["decided_by"],
        day,
    )


def _unit_id(row: Row, unit_kind: str, name: str) -> str | None:
    """Return the unit's id, tidied as those of a delivery are; None where the cell is empty."""
    text = row.cells["enterprise_id"]
    if not text:
        return None
    texts = pl.Series([text])
    found = _CLEANERS[unit_kind](texts)
    if not (is_id(found) & ~lost_precision(texts)).item():
        zh = f"enterprise_id {text!r} 不是代码"
        raise problem(name, zh, f"enterprise_id {text!r} is no code", row.number)
    return str(found.item())


def _require_once(rows: Sequence[Row], records: Sequence[_Record], name: str) -> None:
    """Refuse two decisions on one name."""
    first: dict[tuple[object, ...], int] = {}
    for row, record in zip(rows, records, strict=True):
        key = record[1:5]
        if key in first:
            raise _twice(row, first[key], name)
        first[key] = row.number


def _twice(row: Row, first: int, name: str) -> UserFileProblem:
    """Return the problem of a name that is decided twice."""
    delivered = row.cells["delivered_name"]
    zh = f"{delivered} 已在第 {first} 行判定"
    return problem(name, zh, f"{delivered} is decided in line {first} already", row.number)
