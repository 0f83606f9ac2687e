"""The user's successor codes: units whose code has changed, one change a row.

Belongs here: reading and checking ``<home>/successors.csv``. Does not belong here: what a change
does to the rows of the registers (``identity.continuity``). A mistake in the file refuses all of
it: a change that silently is not there would look like one unit gone and another one new.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import polars as pl

from statscope.ingest.dates import dates
from statscope.ingest.ids import enterprise_ids, is_id, lost_precision
from statscope.ingest.limits import Limits
from statscope.ingest.user_file import FileForm, Row, problem, rows_of

SCHEMA = {
    "row_number": pl.Int64(),
    "old_id": pl.String(),
    "new_id": pl.String(),
    "valid_from": pl.Date(),
    "reason": pl.String(),
}
"""Columns of what :func:`read_successors` returns, those of ``raw.successors``."""

_REQUIRED = ("old_id", "new_id", "valid_from")
_CODES = ("old_id", "new_id")
_UNIFIED = re.compile(r"[0-9A-Z]{18}")
_LONGEST_TEXT = 200


def read_successors(path: Path, limits: Limits) -> pl.DataFrame:
    """Return the user's successor codes; none without a file.

    Args:
        path: the file, ``<home>/successors.csv``.
        limits: how large the file may be.

    Returns:
        A frame of :data:`SCHEMA`; no code has two successors or two predecessors, and none leads
        back to itself.

    Raises:
        UserFileProblem: naming the file, the line and what is wrong there.
    """
    form = FileForm(
        _REQUIRED,
        limits.user_file_bytes,
        limits.successor_rows,
        "代码变更",
        "changes of code",
        ("utf-8-sig", "gb18030"),
    )
    rows = rows_of(path, form)
    codes = {column: _codes(rows, column, path.name) for column in _CODES}
    units = {column: [_unit(code) for code in found] for column, found in codes.items()}
    _require_change(rows, codes, path.name)
    _require_one_to_one(rows, units, path.name)
    _require_ends(rows, units, path.name)
    days = _days(rows, path.name)
    records = [
        (row.number, old, new, day, row.cells.get("reason", "")[:_LONGEST_TEXT] or None)
        for row, old, new, day in zip(rows, codes["old_id"], codes["new_id"], days, strict=True)
    ]
    return pl.DataFrame(records, schema=SCHEMA, orient="row")


def _codes(rows: Sequence[Row], column: str, name: str) -> list[str]:
    """Return the codes of a column, tidied as those of a delivery are."""
    texts = pl.Series([row.cells[column] for row in rows], dtype=pl.String)
    ids = enterprise_ids(texts)
    good = is_id(ids) & ~lost_precision(texts)
    for row, is_good in zip(rows, good, strict=True):
        if not is_good:
            text = row.cells[column]
            zh, en = f"{column} {text!r} 不是单位代码", f"{column} {text!r} is no code of a unit"
            raise problem(name, zh, en, row.number)
    return list(ids)


def _days(rows: Sequence[Row], name: str) -> list[date | None]:
    """Return since when the new codes hold, read as dates of a delivery are; null where blank."""
    texts = pl.Series([row.cells["valid_from"] or None for row in rows], dtype=pl.String)
    days = dates(texts)
    for row, text, day in zip(rows, texts, days, strict=True):
        if text is not None and day is None:
            zh, en = f"valid_from {text!r} 不是日期", f"valid_from {text!r} is no date"
            raise problem(name, zh, en, row.number)
    return list(days)


def _unit(code: str) -> str:
    """Return the 9-character code that an 18-character one embeds; they are the same unit's."""
    return code[8:17] if _UNIFIED.fullmatch(code) else code


def _require_change(rows: Sequence[Row], codes: Mapping[str, list[str]], name: str) -> None:
    """Refuse a change that is none; two unified codes may embed the same shorter one."""
    for row, old, new in zip(rows, codes["old_id"], codes["new_id"], strict=True):
        if old == new or (_unit(old) == _unit(new) and len(old) != len(new)):
            zh = f"{old} 与 {new} 本来就是同一单位的代码"
            en = f"{old} and {new} are codes of one unit already"
            raise problem(name, zh, en, row.number)


def _require_one_to_one(rows: Sequence[Row], codes: Mapping[str, list[str]], name: str) -> None:
    """Refuse a code that is replaced twice, or that replaces two: neither is a change of code."""
    for column, said_zh, said_en in (
        ("old_id", "已有后续代码", "has a successor already"),
        ("new_id", "已是另一代码的后续代码", "is the successor of another code already"),
    ):
        first: dict[str, int] = {}
        for row, code in zip(rows, codes[column], strict=True):
            if code in first:
                zh = f"{column} {code} {said_zh}（第 {first[code]} 行）；分立、合并不是代码变更"
                en = (
                    f"{column} {code} {said_en} (line {first[code]}); "
                    "a split or a merger is no change of code"
                )
                raise problem(name, zh, en, row.number)
            first[code] = row.number


def _require_ends(rows: Sequence[Row], codes: Mapping[str, list[str]], name: str) -> None:
    """Refuse changes that lead back to where they began."""
    changes = zip(codes["old_id"], codes["new_id"], strict=True)
    successor = {old: new for old, new in changes if old != new}
    ending: set[str] = set()
    for row, start in zip(rows, codes["old_id"], strict=True):
        chain = [start]
        while chain[-1] in successor and chain[-1] not in ending:
            chain.append(successor[chain[-1]])
            if chain[-1] == start:
                shown = " -> ".join(chain)
                zh, en = f"代码循环：{shown}", f"codes lead back to themselves: {shown}"
                raise problem(name, zh, en, row.number)
        ending.update(chain)
