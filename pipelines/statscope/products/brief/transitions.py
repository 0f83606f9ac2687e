"""What became of units when the rule changed: retained, dropped, gained, unknown.

Belongs here: one drawing for each scope in force that replaced another. Does not belong here:
where its bands stand (``flowing``), growth across the change (``growth``).
"""

from __future__ import annotations

from collections.abc import Mapping

from statscope.products.brief import secrecy
from statscope.products.brief.blocks import Block, Grid, Section, Sentence
from statscope.products.brief.flowing import Flow, Flows, draw_flows
from statscope.products.brief.reading import Book, Row
from statscope.products.brief.speech import Speech

_QUESTION = "scope_transitions"
_DRAWN = ("retained", "dropped", "gained", "unknown")
_SHOWN = (*_DRAWN, "outside")


def transitions(book: Book, speech: Speech) -> Section:
    """Return a drawing for each scope in force that replaced another one."""
    title = speech.say("chapter.transitions")
    in_force = {row["regime_id"] for row in book.families()}
    comparisons: dict[str, dict[str, Row]] = {}
    for row in book.rows(_QUESTION):
        if row["new_regime_id"] in in_force:
            comparisons.setdefault(str(row["comparison_id"]), {})[str(row["transition"])] = row
    blocks = tuple(
        _block(book, comparison, rows, speech)
        for comparison, rows in comparisons.items()
        if any(kind in rows for kind in _DRAWN)
    )
    missing = "" if blocks else speech.say("lacks.transitions")
    return Section("transitions", title, blocks, missing)


def _block(book: Book, comparison: str, rows: Mapping[str, Row], speech: Speech) -> Block:
    """Return one comparison of an old with a new scope."""
    title = speech.name("comparison", comparison)
    units = {kind: int(rows[kind]["units"]) if kind in rows else 0 for kind in _SHOWN}
    money = {kind: _money(book, comparison, rows.get(kind), speech) for kind in _SHOWN}
    unit_kind = next(iter(rows.values()))["unit_kind"]
    told = _told(units, str(unit_kind), speech)
    flows = tuple(
        Flow(kind, units[kind], (_named(kind, units[kind], speech), money[kind])) for kind in _DRAWN
    )
    description = " ".join(sentence.text for sentence in told)
    drawn = draw_flows(Flows(title, description, flows, _nodes(units, speech)))
    grid = Grid(
        speech.table(["transitions.transition", "transitions.units", "transitions.money"]),
        tuple(
            (speech.name("transition", kind), speech.count(units[kind]), money[kind])
            for kind in _SHOWN
        ),
        frozenset((1, 2)),
    )
    return Block(f"transitions-{comparison}", title, told, (_QUESTION,), drawn, grid)


def _told(units: Mapping[str, int], unit_kind: str, speech: Speech) -> tuple[Sentence, ...]:
    """Say what the drawing shows, and what it does not."""
    counts = {kind: speech.count(number) for kind, number in units.items()}
    old = speech.count(units["retained"] + units["dropped"])
    new = speech.count(units["retained"] + units["gained"])
    told = [speech.sentence("transitions.some", _QUESTION, old=old, new=new, **counts)]
    told += [
        speech.sentence(f"transitions.{kind}", _QUESTION, units=counts[kind])
        for kind in ("unknown", "outside")
        if units[kind]
    ]
    measure = speech.say(f"transitions.of_{unit_kind}")
    return (*told, speech.sentence("transitions.measure", measure=measure))


def _named(kind: str, units: int, speech: Speech) -> str:
    """Return what is written on a band."""
    blank = "" if speech.language == "zh" else " "
    counted = speech.say("units", units=speech.count(units))
    return f"{speech.name('transition', kind)}{blank}{counted}"


def _money(book: Book, comparison: str, row: Row | None, speech: Speech) -> str:
    """Return the amount of a transition, unless it would give units away."""
    if row is None:
        return speech.say("none")
    if row["measure_cny"] is None:
        return speech.say("transitions.no_value")
    amounts = book.transitions.get((comparison, row["transition"]), {})
    if not amounts or not secrecy.is_safe(amounts):
        return speech.say("withheld")
    return speech.money(row["measure_cny"])


def _nodes(units: Mapping[str, int], speech: Speech) -> dict[tuple[str, str], str]:
    """Return the labels of the ends."""
    ends = {
        ("old", "in"): units["retained"] + units["dropped"],
        ("old", "out"): units["gained"],
        ("old", "unknown"): units["unknown"],
        ("new", "in"): units["retained"] + units["gained"],
        ("new", "out"): units["dropped"],
        ("new", "unknown"): units["unknown"],
    }
    return {
        (side, node): speech.say(f"transitions.{side}_{node}", units=speech.count(number))
        for (side, node), number in ends.items()
    }
