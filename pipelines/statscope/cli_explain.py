"""What ``statscope explain`` shows of one unit.

Belongs here: putting an explanation before a person. Does not belong here: finding it
(``products.explanation``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from statscope.cli_answers import as_text, console
from statscope.messages import say
from statscope.products.explanation import Explanation
from statscope.settings import Language

_HEADINGS = (
    *(("explain.period", False), ("explain.regime", False), ("explain.class", False)),
    *(("explain.measure", False), ("explain.value", True), ("explain.line", True)),
    ("explain.status", False),
    *(("explain.registered", False), ("explain.reasons", False), ("explain.source", False)),
)


def print_explanation(explanation: Explanation, language: Language) -> None:
    """Print a unit's verdicts, then the rules behind them and the regimes without a class."""
    out = console()
    kind = say(language, f"explain.{explanation.unit_kind}")
    name = explanation.unit_name or ""
    out.print(Text(f"{kind} {explanation.unit_id} {name}".rstrip(), style="bold"))
    columns = explanation.rows.columns
    rows = [dict(zip(columns, row, strict=True)) for row in explanation.rows.rows]
    if rows:
        labels = explanation.chinese if language == "zh" else {}
        _print_verdicts(out, [_worded(row, labels) for row in rows], language)
        _print_rules(out, rows, language)
    else:
        out.print(Text(say(language, "explain.no_class_at_all")), soft_wrap=True)
    if rows and explanation.regimes_without_class:
        regimes = ", ".join(explanation.regimes_without_class)
        out.print(Text(say(language, "explain.no_class", regimes=regimes)), soft_wrap=True)


def _worded(row: Mapping[str, Any], labels: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    """Return a verdict with its codes put in words, where there are words for them."""
    worded = dict(row)
    for column in ("scope_class", "measure", "scope_status"):
        worded[column] = labels.get((column, row[column]), row[column])
    worded["reasons"] = [labels.get(("reason", code), code) for code in row["reasons"] or ()]
    return worded


def _print_verdicts(out: Console, rows: list[dict[str, Any]], language: Language) -> None:
    """Print one line per period and regime."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for key, is_figure in _HEADINGS:
        justify = "right" if is_figure else "left"
        table.add_column(Text(say(language, key)), justify=justify, overflow="fold")  # type: ignore[arg-type]
    for row in rows:
        table.add_row(*(Text(cell) for cell in _verdict_cells(row, language)))
    out.print(table)


def _verdict_cells(row: Mapping[str, Any], language: Language) -> tuple[str, ...]:
    """Return one verdict as texts."""
    period: date = row["period"]
    return (
        f"{period:%Y-%m}",
        row["regime_id"] + ("*" if row["is_in_force"] else ""),
        as_text(row["scope_class"]),
        as_text(row["measure"]),
        as_text(row["measure_value"], for_people=True),
        as_text(row["threshold_value"], for_people=True),
        as_text(row["scope_status"]),
        _yes_or_no(row["is_registered"], language),
        as_text(row["reasons"]),
        _place(row["measure_file"], row["measure_row"])
        or _place(row["source_file"], row["source_row"]),
    )


def _yes_or_no(value: bool | None, language: Language) -> str:  # noqa: FBT001 - three-valued, as the data are
    """Say yes, no, or that it is not known."""
    if value is None:
        return say(language, "explain.unknown")
    return say(language, "explain.yes" if value else "explain.no")


def _place(file: str | None, row: int | None) -> str:
    """Return ``file:row``, or nothing."""
    if file is None:
        return ""
    return file if row is None else f"{file}:{row}"


def _print_rules(out: Console, rows: list[dict[str, Any]], language: Language) -> None:
    """Print each rule that decided, once, with its legal basis."""
    rules = {row["rule_id"]: row["legal_basis"] for row in rows if row["rule_id"]}
    out.print()
    out.print(Text(say(language, "explain.rules")))
    for rule, basis in sorted(rules.items()):
        out.print(Text(f"  {rule}: {basis or ''}"), soft_wrap=True)
