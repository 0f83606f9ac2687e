"""Who can still enter by the next windows, and what projects would add to the year's investment.

Belongs here: the forecast by family, route and window with its intervals, the projects that reach
the next window. Does not belong here: any amount of a single project, any name of an enterprise
(the ledger has them), who is late (``urgent``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from statscope.products.brief import secrecy
from statscope.products.brief.blocks import Block, Grid, Section, Sentence
from statscope.products.brief.reading import Book, Row
from statscope.products.brief.speech import Speech

_FORECAST = "entry_forecast"
_NEXT = "entering_by_next_window"
_SHOWN = 10


def entering(book: Book, speech: Speech) -> Section:
    """Return the forecast, and the projects that reach the next window."""
    title = speech.say("chapter.entering")
    rows = [row for row in book.rows(_FORECAST) if row["division_code"] == book.county]
    rows.sort(key=lambda row: row["unit_kind"] != "project")
    if not rows:
        return Section("entering", title, missing=speech.say("lacks.entering"))
    blocks = [_forecast(book, rows, speech)]
    projects = [row for row in book.rows(_NEXT) if row["unit_kind"] == "project"]
    if projects:
        blocks.append(_projects(projects, speech))
    return Section("entering", title, tuple(blocks))


def _forecast(book: Book, rows: Sequence[Row], speech: Speech) -> Block:
    """Return how many are expected in by each window."""
    shown = _shown_windows(book)
    keys = ("family", "route", "opens", "closes", "candidates", "expected", "likely", "adds")
    grid = Grid(
        speech.table([f"entering.{key}" for key in keys]),
        tuple(_row(book, row, shown, speech) for row in rows),
        frozenset((4, 5, 6, 7)),
        frozenset((2, 3)),
        is_list=True,
    )
    told: list[Sentence] = []
    for row in rows:
        if row["unit_kind"] == "project" and row["window_number"] == 1:
            told += _next_told(row, shown, speech)
    told.append(speech.sentence("entering.paces"))
    if any(row["corrected_high_units"] is not None for row in rows):
        share = next(r["coverage_share"] for r in rows if r["coverage_share"] is not None)
        told.append(speech.sentence("entering.interval", _FORECAST, share=f"{share:.0%}"))
    title = speech.say("entering.forecast")
    return Block("entering-forecast", title, tuple(told), (_FORECAST,), (), grid)


def _shown_windows(book: Book) -> frozenset[int]:
    """Return the windows whose amounts give no project away, alone or by subtraction."""
    cells = {str(key[0]): amounts for key, amounts in book.entering.items()}
    shown: set[int] = set()
    all_in: Mapping[str, Decimal] = {}
    since_shown: Mapping[str, Decimal] = {}
    for window in (1, 2, 3):
        here = cells.get(f"window {window}", {})
        all_in = secrecy.together((all_in, here))
        since_shown = secrecy.together((since_shown, here))
        if all_in and secrecy.is_safe(all_in) and secrecy.is_safe(since_shown):
            shown.add(window)
            since_shown = {}
    return frozenset(shown)


def _next_told(row: Row, shown: frozenset[int], speech: Speech) -> list[Sentence]:
    """Say what the next window may bring."""
    counts = {
        "closes": speech.day(row["closes_on"]),
        "units": speech.count(row["expected_units"]),
        "candidates": speech.count(row["candidates"]),
        "low": speech.count(row["low_units"]),
        "high": speech.count(row["high_units"]),
    }
    told = [speech.sentence("entering.next", _FORECAST, **counts)]
    adds = row["expected_adds_this_year_cny"]
    if row["expected_units"] and adds is not None:
        if row["window_number"] in shown:
            amount = speech.money(adds)
            told.append(speech.sentence("entering.adds_told", _FORECAST, amount=amount))
        else:
            told.append(speech.warning("entering.withheld", _FORECAST))
    if row["corrected_units"] is not None:
        told.append(_likely_told(row, speech))
    return told


def _likely_told(row: Row, speech: Speech) -> Sentence:
    """Say how many entered of as many candidates before."""
    units = speech.about(row["corrected_units"])
    if row["corrected_high_units"] is None:
        return speech.warning("entering.likely_alone", _FORECAST, units=units)
    bounds = {
        "low": speech.about(row["corrected_low_units"]),
        "high": speech.about(row["corrected_high_units"]),
        "past": speech.count(row["independent_forecasts"]),
        "share": f"{row['coverage_share']:.0%}",
    }
    return speech.warning("entering.likely_told", _FORECAST, units=units, **bounds)


def _row(book: Book, row: Row, shown: frozenset[int], speech: Speech) -> tuple[str, ...]:
    """Return one window's cells."""
    likely = speech.about(row["corrected_units"])
    if row["corrected_high_units"] is not None:
        low, high = (speech.about(row[f"corrected_{end}_units"]) for end in ("low", "high"))
        likely = speech.say("entering.range", middle=likely, low=low, high=high)
    adds = speech.money(row["expected_adds_this_year_cny"])
    if row["expected_adds_this_year_cny"] is not None and row["window_number"] not in shown:
        adds = speech.say("withheld")
    closes = speech.day(row["closes_on"])
    is_passed = row["closes_on"] < book.as_of
    is_project = row["unit_kind"] == "project"
    return (
        speech.name("regime_family", row["regime_family"]),
        speech.say("entering.project_route")
        if is_project
        else speech.name("entry_route", row["entry_route"]),
        *(speech.day(row["opens_on"]),),
        speech.say("urgent.passed", day=closes) if is_passed else closes,
        speech.count(row["candidates"]),
        speech.say(
            "entering.range",
            middle=speech.count(row["expected_units"]),
            low=speech.count(row["low_units"]),
            high=speech.count(row["high_units"]),
        ),
        likely,
        adds if is_project else speech.say("none"),
    )


def _projects(rows: Sequence[Row], speech: Speech) -> Block:
    """Return the projects that reach the next window, those expected first."""
    expected = sum(row["is_expected"] for row in rows)
    counts = {"expected": speech.count(expected), "units": speech.count(len(rows))}
    told = (speech.sentence("entering.projects_told", _NEXT, **counts),)
    keys = ("project", "township", "kind", "reason", "ready", "department", "leader", "when")
    grid = Grid(
        speech.table([f"entering.{key}" for key in keys]),
        tuple(_project(row, speech) for row in rows[:_SHOWN]),
        frozenset((4,)),
        frozenset((7,)),
        is_list=True,
    )
    shown = speech.count(min(len(rows), _SHOWN))
    title = speech.say("entering.projects", shown=shown, units=counts["units"])
    return Block("entering-projects", title, told, (_NEXT,), (), grid)


def _project(row: Row, speech: Speech) -> tuple[str, ...]:
    """Return one project's cells; no amount among them."""
    reason = row["primary_reason"]
    return (
        *(str(row["unit_name"]), speech.name("division", row["division_code"])),
        speech.say("entering.expected_kind" if row["is_expected"] else "entering.early_kind"),
        speech.say("none") if reason is None else speech.name("project.reason", reason),
        speech.rate(row["readiness_share"]),
        *(row["department"] or speech.say("unassigned"), row["leader"] or speech.say("unassigned")),
        speech.day(row["ready_on"]),
    )
