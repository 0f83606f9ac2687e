"""The ten most urgent unregistered projects.

Belongs here: which they are, what each lacks, and how late it is on the day of the brief. Does not
belong here: any amount of a single project (the ledger has them).
"""

from __future__ import annotations

from datetime import date

from statscope.products.brief.blocks import Block, Grid, Section, Sentence
from statscope.products.brief.reading import Book, Row, last_day
from statscope.products.brief.speech import Speech

_QUESTION = "unregistered_projects"
_SHOWN = 10


def clocked(book: Book) -> list[Row]:
    """Return the unregistered projects, most urgent first, their clocks on the day of the brief.

    On the month's last day they are the published ones, which count to that day.
    """
    rows = [dict(row) for row in book.rows(_QUESTION)]
    if book.as_of != last_day(book.period):
        for row in rows:
            opened, due_on = last_day(row["first_seen_period"]), row["due_on"]
            row["days_open"] = max(0, (book.as_of - opened).days)
            row["days_overdue"] = None if due_on is None else max(0, (book.as_of - due_on).days)
    return sorted(rows, key=_urgency)


def urgent(book: Book, speech: Speech) -> Section:
    """Return the list, most days overdue first."""
    title = speech.say("chapter.urgent")
    if not _is_known(book):
        return Section("urgent", title, missing=speech.say("lacks.urgent_list"))
    rows = clocked(book)
    if not rows:
        none = speech.sentence("urgent.none", _QUESTION)
        return Section("urgent", title, (Block("urgent-list", "", (none,), (_QUESTION,)),))
    shown = rows[:_SHOWN]
    keys = (
        *("project", "township", "reason", "papers", "department", "leader"),
        *("open", "due", "days", "window"),
    )
    grid = Grid(
        speech.table([f"urgent.{key}" for key in keys]),
        tuple(_cells(row, book.as_of, speech) for row in shown),
        frozenset((6, 8)),
        frozenset((7, 9)),
        is_list=True,
    )
    counts = {"shown": speech.count(len(shown)), "units": speech.count(len(rows))}
    head = speech.say("urgent.all" if len(shown) == len(rows) else "urgent.title", **counts)
    told = _told(rows, speech)
    return Section("urgent", title, (Block("urgent-list", head, told, (_QUESTION,), (), grid),))


def _is_known(book: Book) -> bool:
    """Whether there is a list of projects and a register list to hold against it."""
    return any(
        row["unit_kind"] == "project" and row["registered_units"] is not None
        for row in book.families()
    )


def _urgency(row: Row) -> tuple[object, ...]:
    """Return where a project stands: most overdue first, then the largest."""
    overdue, planned = row["days_overdue"], row["planned_total_cny"]
    return (
        *(overdue is None, -(overdue or 0)),
        *(planned is None, -(planned or 0), str(row["project_id"])),
    )


def _told(rows: list[Row], speech: Speech) -> tuple[Sentence, ...]:
    """Say how many are late, and how the list is ordered."""
    overdue = [row["days_overdue"] for row in rows if row["days_overdue"]]
    units = speech.count(len(rows))
    without = sum(row["due_on"] is None for row in rows)
    told: list[Sentence] = []
    if overdue:
        late = {"overdue": speech.count(len(overdue)), "days": speech.count(max(overdue))}
        told.append(speech.warning("urgent.overdue", _QUESTION, units=units, **late))
    elif without < len(rows):
        told.append(speech.sentence("urgent.none_overdue", _QUESTION, units=units))
    if without:
        key = "urgent.no_deadline" if without < len(rows) else "urgent.no_deadlines"
        told.append(speech.sentence(key, _QUESTION, units=speech.count(without)))
    return (*told, speech.sentence("urgent.order"))


def _cells(row: Row, as_of: date, speech: Speech) -> tuple[str, ...]:
    """Return one project's cells; no amount among them."""
    window = row["next_window_on"]
    is_passed = window is not None and window < as_of
    return (
        *(str(row["project_name"]), speech.name("division", row["division_code"])),
        speech.listed("project.reason", row["reasons"]),
        _papers(row, speech),
        *(row["department"] or speech.say("unassigned"), row["leader"] or speech.say("unassigned")),
        *(speech.count(row["days_open"]), speech.day(row["due_on"])),
        speech.count(row["days_overdue"]),
        speech.say("urgent.passed", day=speech.day(window)) if is_passed else speech.day(window),
    )


def _papers(row: Row, speech: Speech) -> str:
    """Return what is missing, then what is faulty."""
    said = [
        speech.say(f"urgent.{kind}", papers=speech.listed("project.document", row[column]))
        for kind, column in (("missing", "missing_documents"), ("faulty", "faulty_documents"))
        if row[column]
    ]
    return ("；" if speech.language == "zh" else "; ").join(said) or speech.say("none")
