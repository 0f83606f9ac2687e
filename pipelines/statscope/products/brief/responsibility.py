"""Which office and which leader has how many projects in, out and late.

Belongs here: counts of projects by who answers for them, those that no one answers for among them.
Does not belong here: any amount, since an office may have one project only (the ledger has them).
"""

from __future__ import annotations

from statscope.products.brief.blocks import Block, Grid, Section
from statscope.products.brief.reading import Book, Row
from statscope.products.brief.speech import Speech
from statscope.products.brief.urgent import clocked

_QUESTION = "responsibility_scoreboard"
_LIST = "unregistered_projects"
_HOLDERS = {
    "department": ("responsibility.by_department", "responsibility.no_department"),
    "leader": ("responsibility.by_leader", "responsibility.no_leader"),
}
"""Who answers -> the texts of title and of what no one answers for."""
_COLUMNS = ("holder", "eligible", "registered", "unregistered", "rate", "overdue", "idle")


def responsibility(book: Book, speech: Speech) -> Section:
    """Return the scoreboard of offices and that of leaders."""
    title = speech.say("chapter.responsibility")
    blocks = tuple(
        _block(book, kind, rows, speech) for kind in _HOLDERS if (rows := _rows(book, kind))
    )
    missing = "" if blocks else speech.say("lacks.responsibility")
    return Section("responsibility", title, blocks, missing)


def _rows(book: Book, kind: str) -> list[Row]:
    """Return who has projects, where a register list says which are in."""
    return [
        row
        for row in book.rows(_QUESTION)
        if row["holder_kind"] == kind
        and row["unit_kind"] == "project"
        and row["unregistered_units"] is not None
    ]


def _block(book: Book, kind: str, rows: list[Row], speech: Speech) -> Block:
    """Return one scoreboard; who is late is counted on the day of the brief."""
    title, no_one = _HOLDERS[kind]
    late = [row[kind] or None for row in clocked(book) if row["days_overdue"]]
    unassigned = sum(row["unregistered_units"] for row in rows if row["is_unassigned"])
    told = [speech.sentence("responsibility.order", _QUESTION)]
    if unassigned:
        units = speech.count(unassigned)
        told.insert(0, speech.warning(no_one, _QUESTION, units=units))
    grid = Grid(
        speech.table([f"responsibility.{key}" for key in (kind, *_COLUMNS[1:])]),
        tuple(_cells(row, late.count(row["holder"]), speech) for row in rows),
        frozenset(range(1, len(_COLUMNS))),
        is_list=True,
    )
    name = f"responsibility-{kind}"
    return Block(name, speech.say(title), tuple(told), (_QUESTION, _LIST), (), grid)


def _cells(row: Row, overdue: int, speech: Speech) -> tuple[str, ...]:
    """Return one holder's counts."""
    counts = ("eligible_units", "registered_eligible_units", "unregistered_units")
    return (
        str(row["holder"] or speech.say("unassigned")),
        *(speech.count(row[name]) for name in counts),
        *(speech.rate(row["coverage_rate"]), speech.count(overdue)),
        speech.count(row["zero_investment_units"]),
    )
