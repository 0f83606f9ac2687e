"""What the assessment gives the county: points, points lost to the change of scope, what pays most.

Belongs here: the scores of the systems that the published file holds, invented ones marked as such.
Does not belong here: what is measured, so that no nominal rate stands here as growth; targets and
places (``steering``).

Points of a total can be turned back into that total. They are shown where the total itself may be;
those that the change of scope took, where the bridge shows what it took by itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from statscope.products.brief import secrecy
from statscope.products.brief.blocks import Block, Grid, Section, Sentence
from statscope.products.brief.growth import is_open, shows
from statscope.products.brief.reading import Book, Row
from statscope.products.brief.speech import Speech

_QUESTION = "assessment_scores"
_OF_COUNTS = frozenset(("register_growth", "coverage_rate", "county_rank"))
"""Measures that are no amounts: counts of units, and the city's own ranking."""
_TOTAL = "total"
_NOTES = ("no_value", "no_target", "target_not_above_zero", "scope_effect_unknown")


def assessment(book: Book, speech: Speech) -> Section:
    """Return the scores of each system, the one in force first."""
    title = speech.say("chapter.assessment")
    systems = _systems(book)
    blocks = tuple(_block(book, system, rows, speech) for system, rows in systems)
    missing = "" if blocks else speech.say("lacks.assessment")
    return Section("assessment", title, blocks, missing)


def _systems(book: Book) -> list[tuple[str, list[Row]]]:
    """Return the county's rows of each system that scores anything, those in force first."""
    found: dict[str, list[Row]] = {}
    for row in book.rows(_QUESTION):
        if row["division_code"] == book.county:
            found.setdefault(str(row["system_id"]), []).append(row)
    scored = [
        (system, rows)
        for system, rows in found.items()
        if any(row["points"] is not None for row in rows)
    ]
    return sorted(scored, key=lambda one: (not one[1][0]["is_in_force"], one[0]))


def _block(book: Book, system: str, rows: list[Row], speech: Speech) -> Block:
    """Return one system's table, its total last."""
    items = [row for row in rows if row["item"] != _TOTAL]
    totals = [row for row in rows if row["item"] == _TOTAL]
    kind = "in_force" if rows[0]["is_in_force"] else "other"
    title = speech.say(f"assessment.{kind}", system=system)
    keys = ("item", "weight", "points", "lost", "scope", "performance", "effort")
    grid = Grid(
        speech.table([f"assessment.{key}" for key in keys]),
        tuple(
            _cells(row, _Shown(book, [row] if row in items else items), speech)
            for row in (*items, *totals)
        ),
        frozenset(range(1, len(keys))),
        is_list=True,
    )
    told = _told(book, items, totals, speech)
    return Block(f"assessment-{system}", title, told, (_QUESTION,), (), grid)


class _Shown:
    """What may be shown of a row: of an item by itself, of a total where all items are shown."""

    def __init__(self, book: Book, rows: Sequence[Row]) -> None:
        """Judge one item, or all that make a total."""
        self.points = all(_points_open(book, row) for row in rows)
        self.split = self.points and all(_split_open(book, row) for row in rows)
        self.effort = self.points and all(_effort_open(book, row) for row in rows)


def _points_open(book: Book, row: Row) -> bool:
    """Whether the points may be shown: they give away what is measured."""
    is_of_units = row["measure"] in _OF_COUNTS or row["points"] is None
    return is_of_units or is_open(book, row["indicator"], row["division_code"])


def _split_open(book: Book, row: Row) -> bool:
    """Whether what the change of scope took may be shown: it gives away what left by it."""
    is_none = not row["lost_to_scope_points"] and not row["is_scope_break"]
    if row["measure"] in _OF_COUNTS or row["measure"] == "comparable_growth" or is_none:
        return True
    return shows(book, row["indicator"], "scope_rule")


def _effort_open(book: Book, row: Row) -> bool:
    """Whether the points of one more effort may be shown: of money they are an average project."""
    if row["measure"] in _OF_COUNTS or row["points_per_working_day"] is None:
        return True
    unregistered = book.entering.get(("unregistered",), {})
    return secrecy.is_safe(unregistered)


def _cells(row: Row, shown: _Shown, speech: Speech) -> tuple[str, ...]:
    """Return one item's cells."""
    withheld = speech.say("withheld")
    per_day = row["points_per_working_day"]
    return (
        *(_label(row, speech), speech.score(row["weight_points"])),
        *(
            speech.score(row[name]) if shown.points else withheld
            for name in ("points", "lost_points")
        ),
        *(
            speech.score(row[name]) if shown.split else withheld
            for name in ("lost_to_scope_points", "lost_to_performance_points")
        ),
        speech.score(per_day, digits=2) if shown.effort else withheld,
    )


def _told(book: Book, items: list[Row], totals: list[Row], speech: Speech) -> tuple[Sentence, ...]:
    """Say the score, what was lost to what, what pays most, and what is not what it seems."""
    told: list[Sentence] = []
    if any(row["is_synthetic"] for row in items):
        told.append(speech.warning("assessment.invented", _QUESTION))
    shown = _Shown(book, items)
    for row in totals:
        told += _score_told(row, shown, speech)
    told += _effort_told(book, items, speech)
    told += _unscored_told(items, speech)
    nominal = [row for row in items if row["measure"] == "published_growth"]
    if any(row["is_scope_break"] for row in nominal):
        names = speech.joined([_label(row, speech) for row in nominal])
        told.append(speech.warning("assessment.nominal", _QUESTION, items=names))
    return tuple(told)


def _score_told(row: Row, shown: _Shown, speech: Speech) -> list[Sentence]:
    """Say the score of a system, and what the change of scope took apart from performance."""
    if not shown.points:
        return [speech.warning("assessment.withheld", _QUESTION)]
    values = {
        "points": speech.score(row["points"]),
        "weight": speech.score(row["known_weight_points"]),
        "lost": speech.score(row["lost_points"]),
    }
    told = [speech.sentence("assessment.score", _QUESTION, **values)]
    scope = row["lost_to_scope_points"]
    if shown.split and scope is not None:
        split = {
            "scope": speech.score(scope),
            "performance": speech.score(row["lost_to_performance_points"]),
        }
        told.append(speech.sentence("assessment.split", _QUESTION, **split))
    return told


def _effort_told(book: Book, items: list[Row], speech: Speech) -> list[Sentence]:
    """Say which item moves the score most for a working day spent on it."""
    best = [row for row in items if row["effort_rank"] == 1 and row["points_per_working_day"]]
    if not best or not items[0]["is_in_force"]:
        return []
    names = speech.joined([_label(row, speech) for row in best])
    if not all(_Shown(book, [row]).effort for row in best):
        return [speech.sentence("assessment.best_withheld", _QUESTION, items=names)]
    points = speech.score(best[0]["points_per_working_day"], digits=2)
    return [speech.sentence("assessment.best", _QUESTION, items=names, points=points)]


def _unscored_told(items: list[Row], speech: Speech) -> list[Sentence]:
    """Say which items have no points, and why."""
    told = []
    for note in _NOTES:
        rows = [row for row in items if row["score_note"] == note]
        if rows:
            names = speech.joined([_label(row, speech) for row in rows])
            reason = speech.say(f"assessment.note.{note}")
            told.append(
                speech.warning("assessment.unscored", _QUESTION, items=names, reason=reason)
            )
    return told


def _label(row: Row, speech: Speech) -> str:
    """Return an item's name."""
    return str(row["label_zh"] if speech.language == "zh" else row["label_en"])
