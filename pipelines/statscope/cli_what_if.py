"""What ``statscope what-if`` shows: the summary first, then the units that change.

Belongs here: putting the answer before a person. Does not belong here: adding it up
(``products.what_if``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from statscope.cli_answers import MOST_TABLE_ROWS, as_text, console
from statscope.messages import say
from statscope.products.what_if import WhatIf
from statscope.rounding import percent
from statscope.settings import Language

_SUMMARY = (
    *(("what_if.family", "regime_family"), ("what_if.before", "units_before")),
    *(("what_if.gained", "gained_units"), ("what_if.lost", "lost_units")),
    *(("what_if.after", "units_after"), ("what_if.gained_cny", "gained_cny")),
    *(("what_if.lost_cny", "lost_cny"), ("what_if.unknown", "unknown_units")),
    *(("what_if.coverage_before", "coverage_before"), ("what_if.coverage", "coverage_after")),
)
_UNITS = (
    *(("what_if.change", "change"), ("what_if.unit", "{kind}_id")),
    *(("what_if.name", "{kind}_name"), ("what_if.division", "division_code")),
    *(("what_if.class", "scope_class"), ("what_if.value", "measure_cny")),
    *(("what_if.line", "threshold_cny"), ("what_if.status", "scope_status")),
    ("what_if.registered", "is_registered"),
)
_WORDED = ("regime_family", "scope_class", "scope_status")

Record = Mapping[str, Any]


def print_what_if(answer: WhatIf, language: Language) -> None:
    """Print what another line would do, then the units that it would bring in or lose."""
    out = console()
    kind = say(language, f"what_if.{answer.unit_kind}")
    line = as_text(answer.line_cny, for_people=True)
    title = say(language, "what_if.title", kind=kind, line=line, period=f"{answer.period:%Y-%m}")
    out.print(Text(title, style="bold"), soft_wrap=True)
    summary = [_totalled(row, answer, language) for row in _summary(answer)]
    out.print(_table(_SUMMARY, summary, language))
    out.print(Text(say(language, f"what_if.note_{answer.unit_kind}")), soft_wrap=True)
    out.print()
    records = _records(answer.units.columns, answer.units.rows[:MOST_TABLE_ROWS])
    if not records:
        out.print(Text(say(language, "what_if.none")))
        return
    columns = tuple((key, name.format(kind=answer.unit_kind)) for key, name in _UNITS)
    out.print(_table(columns, [_worded(row, answer, language) for row in records], language))
    if len(answer.units.rows) > MOST_TABLE_ROWS:
        counts = {"shown": MOST_TABLE_ROWS, "rows": len(answer.units.rows)}
        console(stderr=True).print(say(language, "say.more_rows", **counts))


def _records(columns: Sequence[str], rows: Sequence[tuple[object, ...]]) -> list[dict[str, Any]]:
    """Return rows by column."""
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _summary(answer: WhatIf) -> list[dict[str, Any]]:
    """Return the rows of the summary that say something: the others have no unit to count."""
    rows = _records(answer.summary.columns, answer.summary.rows)
    return [row for row in rows if row["is_total"] or row["regime_family"]]


def _totalled(row: Record, answer: WhatIf, language: Language) -> dict[str, Any]:
    """Return a row of the summary for people: shares as percentages, the last row named."""
    shown = _worded(row, answer, language)
    for name in ("coverage_before", "coverage_after"):
        shown[name] = "" if row[name] is None else percent(row[name])
    if row["is_total"]:
        shown["regime_family"] = say(language, "run.total")
    return shown


def _worded(row: Record, answer: WhatIf, language: Language) -> dict[str, Any]:
    """Return a row with its codes in words, where there are words for them in the language."""
    shown = dict(row)
    if language == "zh":
        for name in _WORDED:
            shown[name] = answer.chinese.get((name, row.get(name, "")), row.get(name))
    if row.get("change") is not None:
        shown["change"] = say(language, f"what_if.is_{row['change']}")
    if "is_registered" in row:
        words = {True: "explain.yes", False: "explain.no", None: "explain.unknown"}
        shown["is_registered"] = say(language, words[row["is_registered"]])
    return shown


def _table(
    columns: Sequence[tuple[str, str]], records: Sequence[Record], language: Language
) -> Table:
    """Return a table; columns of figures stand to the right."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for key, name in columns:
        is_figure = name.endswith(("_cny", "_units", "_before", "_after"))
        justify = "right" if is_figure else "left"
        table.add_column(Text(say(language, key)), justify=justify, overflow="fold")  # type: ignore[arg-type]
    for record in records:
        cells = (as_text(record[name], for_people=True) for _, name in columns)
        table.add_row(*(Text(cell) for cell in cells))
    return table
