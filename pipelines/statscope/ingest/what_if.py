"""The user's what-if regimes: a small CSV file of rules to try out, one regime a row.

Belongs here: reading and checking that file against the regimes of the regulations. Does not
belong here: what such a regime does (the ``int_*__stated`` models), a line that is asked about once
and kept nowhere (the macros of the published file). A mistake in the file refuses all of it: a
regime that silently is not there would look like one that changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import polars as pl

from statscope.ingest.amounts import MONEY, money
from statscope.ingest.limits import Limits
from statscope.ingest.tidying import tidy
from statscope.ingest.user_file import FileForm, Row, problem, rows_of

REGIMES_SEED = Path("seeds/scope/regimes.csv")
RULES_SEED = Path("seeds/scope/scope_rules.csv")

SCHEMA = {
    "row_number": pl.Int64(),
    "regime_id": pl.String(),
    "based_on": pl.String(),
    "scope_class": pl.String(),
    "threshold": MONEY,
    "regime_name_zh": pl.String(),
    "regime_name_en": pl.String(),
    "legal_basis": pl.String(),
}
"""Columns of what :func:`read_what_if_rules` returns, those of ``raw.what_if_rules``."""

_REQUIRED = ("regime_id", "based_on", "scope_class", "threshold")
_OPTIONAL = ("regime_name_zh", "regime_name_en", "legal_basis")
_REGIME_ID = re.compile(r"[a-z0-9_]{1,40}")
_LONGEST_TEXT = 200
_WAN = 10_000


@dataclass(frozen=True)
class Regulated:
    """What the regulations say of one regime.

    Attributes:
        name_zh: its name in Chinese.
        name_en: its name in English.
        classes: every class it has a rule for.
        lines: those of them that have a line in yuan.
    """

    name_zh: str
    name_en: str
    classes: frozenset[str]
    lines: frozenset[str]


def read_what_if_rules(path: Path, dbt_project: Path, limits: Limits) -> pl.DataFrame:
    """Return the user's what-if regimes; none without a file.

    Args:
        path: the file, ``<home>/what_if_rules.csv``.
        dbt_project: holds the seeds with the regimes that a row may be based on.
        limits: how large the file may be.

    Returns:
        A frame of :data:`SCHEMA`; ``scope_class`` is null where every class with a line in yuan is
        meant; names and basis are filled in where the file leaves them empty.

    Raises:
        UserFileProblem: naming the file, the line and what is wrong there.
    """
    form = FileForm(_REQUIRED, limits.user_file_bytes, limits.what_if_rows, "试算口径", "regimes")
    rows = rows_of(path, form)
    regimes = _regulated(dbt_project)
    seen: set[str] = set()
    for row in rows:
        _require_new(row, path.name, regimes, seen)
        _require_line(row, path.name, regimes)
        seen.add(row.cells["regime_id"])
    thresholds = _thresholds(rows, path.name)
    records = [
        _record(row, threshold, regimes[row.cells["based_on"]])
        for row, threshold in zip(rows, thresholds, strict=True)
    ]
    return pl.DataFrame(records, schema=SCHEMA, orient="row")


def _require_new(row: Row, name: str, regimes: Mapping[str, Regulated], seen: set[str]) -> None:
    """Refuse an id that is none, or that another regime has."""
    regime = row.cells["regime_id"]
    if not _REGIME_ID.fullmatch(regime):
        zh = f"regime_id {regime!r} 只能用 1 至 40 个小写字母、数字和下划线"
        en = f"regime_id {regime!r} must be 1 to 40 lower-case letters, digits and underscores"
        raise problem(name, zh, en, row.number)
    if regime in regimes:
        zh, en = f"regime_id {regime} 是现有口径", f"regime_id {regime} is a regime already"
        raise problem(name, zh, en, row.number)
    if regime in seen:
        zh, en = f"regime_id {regime} 重复", f"regime_id {regime} stands twice"
        raise problem(name, zh, en, row.number)


def _require_line(row: Row, name: str, regimes: Mapping[str, Regulated]) -> None:
    """Refuse a base that is no regime, and a class whose line in yuan it does not have."""
    based_on, scope_class = row.cells["based_on"], row.cells["scope_class"]
    base = regimes.get(based_on)
    if base is None:
        known = ", ".join(regimes)
        zh = f"based_on {based_on!r} 不是现有口径；有：{known}"
        raise problem(
            name, zh, f"based_on {based_on!r} is no regime; there are {known}", row.number
        )
    if scope_class and scope_class not in base.classes:
        known = ", ".join(sorted(base.classes))
        zh = f"{based_on} 没有类别 {scope_class!r}；有：{known}"
        en = f"{based_on} has no class {scope_class!r}; it has {known}"
        raise problem(name, zh, en, row.number)
    if not (base.lines & {scope_class} if scope_class else base.lines):
        what = f"{based_on}.{scope_class}" if scope_class else based_on
        zh, en = f"{what} 没有以元计的标准", f"{what} has no line in yuan that could be moved"
        raise problem(name, zh, en, row.number)


def _thresholds(rows: Sequence[Row], name: str) -> list[Decimal]:
    """Return the lines in yuan, read as amounts of a delivery are."""
    texts = [row.cells["threshold"] for row in rows]
    values: list[Decimal | None] = money(tidy(pl.Series(texts, dtype=pl.String)), 0).to_list()
    found = []
    for row, text, value in zip(rows, texts, values, strict=True):
        if value is None:
            zh, en = f"threshold {text!r} 不是金额", f"threshold {text!r} is no amount"
            raise problem(name, zh, en, row.number)
        if value < 0:
            zh, en = f"threshold {text} 为负", f"threshold {text} is negative"
            raise problem(name, zh, en, row.number)
        found.append(value)
    return found


def _record(row: Row, threshold: Decimal, base: Regulated) -> tuple[object, ...]:
    """Return one row of the frame, its names and basis filled in."""
    scope_class = row.cells["scope_class"] or None
    of_class = f"（{scope_class}）" if scope_class else ""
    defaults = {
        "regime_name_zh": f"试算：{base.name_zh}{of_class}，标准改为{_in_wan(threshold)}",
        "regime_name_en": f"What if: {base.name_en}"
        + (f" ({scope_class})" if scope_class else "")
        + f", line of {_plain(threshold)} yuan",
        "legal_basis": "试算，无制度依据",
    }
    texts = [row.cells.get(column) or defaults[column] for column in _OPTIONAL]
    return (
        row.number,
        row.cells["regime_id"],
        row.cells["based_on"],
        scope_class,
        threshold,
        *(text[:_LONGEST_TEXT] for text in texts),
    )


def _in_wan(amount: Decimal) -> str:
    """Return an amount in Chinese: in 万元 where that is a whole number."""
    if amount and amount % _WAN == 0:
        return f"{_plain(amount / _WAN)}万元"
    return f"{_plain(amount)}元"


def _plain(amount: Decimal) -> str:
    """Return an amount with separators, and with fen only where there are any."""
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"


def _regulated(dbt_project: Path) -> dict[str, Regulated]:
    """Read the regimes and their classes from the seeds, in the seeds' order."""
    rules = pl.read_csv(dbt_project / RULES_SEED, infer_schema=False)
    regimes = pl.read_csv(dbt_project / REGIMES_SEED, infer_schema=False)
    found = {}
    for regime, name_zh, name_en in regimes.select(
        "regime_id", "regime_name_zh", "regime_name_en"
    ).iter_rows():
        own = rules.filter(pl.col("regime_id") == regime)
        lines = own.filter(pl.col("threshold_unit") == "cny")
        found[regime] = Regulated(
            name_zh, name_en, frozenset(own["scope_class"]), frozenset(lines["scope_class"])
        )
    return found
