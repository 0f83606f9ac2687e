"""Targets against time, and the county's place among its neighbours.

Belongs here: progress of each target beside the time elapsed, the ranking. Does not belong here:
any path from a target to a figure; targets are only set beside figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from statscope.products.brief import secrecy
from statscope.products.brief.blocks import Block, Grid, Section, Sentence
from statscope.products.brief.drawing import Bar, Bars, draw_bars
from statscope.products.brief.reading import Book, Row
from statscope.products.brief.speech import Speech
from statscope.registers.contract import COUNTY_DIGITS

_TARGETS = "target_progress"
_RANKING = "county_ranking"


def targets(book: Book, speech: Speech) -> Section:
    """Return the progress of each indicator's targets."""
    title = speech.say("chapter.targets")
    blocks = tuple(
        _target_block(book, indicator, rows, speech)
        for indicator, rows in _by_indicator(book, _TARGETS).items()
    )
    missing = "" if blocks else speech.say("lacks.targets", year=book.period.year)
    return Section("targets", title, blocks, missing)


def _by_indicator(book: Book, question: str) -> dict[str, list[Row]]:
    """Return the rows of each indicator, in the order of the indicators."""
    order = [indicator.code for indicator in book.indicators]
    found: dict[str, list[Row]] = {code: [] for code in order}
    for row in book.rows(question):
        found.setdefault(str(row["indicator"]), []).append(row)
    return {code: rows for code, rows in found.items() if rows}


def _target_block(book: Book, indicator: str, rows: list[Row], speech: Speech) -> Block:
    """Return one indicator's targets."""
    rows = sorted(rows, key=_rank_of_target)
    hidden = _hidden(book, indicator, rows)
    title = speech.say("targets.title", indicator=speech.name("indicator", indicator))
    told = _targets_told(book, rows, hidden, speech)
    shown = [row for row in rows if id(row) not in hidden and row["progress_share"] is not None]
    bars = tuple(_target_bar(book, row, speech) for row in shown)
    elapsed = rows[0]["time_share"]
    mark = (elapsed, speech.say("targets.time", share=speech.rate(elapsed)))
    description = " ".join(sentence.text for sentence in told)
    chart = Bars(title, description, bars, mark, reach=1)
    keys = ("whose", "target", "actual", "progress", "on_track", "daily", "gap")
    grid = Grid(
        speech.table([f"targets.{key}" for key in keys]),
        tuple(_target_row(book, row, id(row) in hidden, speech) for row in rows),
        frozenset((1, 2, 3, 5, 6)),
        is_list=True,
    )
    key = f"targets-{indicator}"
    return Block(key, title, told, (_TARGETS,), draw_bars(chart) if bars else (), grid)


def _rank_of_target(row: Row) -> tuple[Any, ...]:
    """Return where a target stands: the county's, its offices', then the townships'."""
    division = row["division_code"] or ""
    has_assignee = bool(row["department"] or row["leader"])
    words = (division, row["department"] or "", row["leader"] or "")
    return (len(division) > COUNTY_DIGITS, has_assignee, *words)


def _hidden(book: Book, indicator: str, rows: Sequence[Row]) -> frozenset[int]:
    """Return the ids of the rows whose figures would give units away, alone or by subtraction."""
    county = str(book.county)
    whole = book.contributions(indicator, county, "current")
    groups: dict[object, list[Row]] = {}
    for row in rows:
        if row["actual_cny"] is not None and row["actual_basis"] != "bulletin":
            groups.setdefault(_group(row), []).append(row)
    hidden: set[int] = set()
    for group, members in groups.items():
        cells = [_respondents(book, indicator, row) for row in members]
        # The county is the whole; what stands beside it is part of it.
        places = secrecy.to_withhold(cells, {} if group == "county" else whole)
        hidden |= {id(members[place]) for place in places}
        known = zip(members, cells, strict=True)
        hidden |= {id(row) for row, cell in known if not _known(row, cell)}
    return frozenset(hidden)


def _known(row: Row, cell: Mapping[str, Decimal]) -> bool:
    """Whether it is known whose a figure is; nothing at all is nobody's."""
    return bool(cell) or not row["actual_cny"]


def _group(row: Row) -> str:
    """Return which rows are parts of the same whole."""
    if row["actual_basis"] == "assigned_projects":
        return "department" if row["department"] else "leader"
    is_county = len(row["division_code"] or "") <= COUNTY_DIGITS
    return "county" if is_county else "township"


def _respondents(book: Book, indicator: str, row: Row) -> Mapping[str, Decimal]:
    """Return who contributes how much to the figure of a target."""
    division = str(row["division_code"] or book.county)
    if row["actual_basis"] != "assigned_projects":
        return book.contributions(indicator, division, "current")
    place = 0 if row["department"] else 1
    wanted = row["department"] or row["leader"]
    return secrecy.together(
        cell
        for (code, where, *assignees), cell in book.assigned.items()
        if code == indicator
        and str(where or "").startswith(division)
        and assignees[place] == wanted
    )


def _target_bar(book: Book, row: Row, speech: Speech) -> Bar:
    """Return one target's bar."""
    share = row["progress_share"]
    kind = "registered" if row["is_on_track"] else "behind"
    return Bar(_whose(book, row, speech), speech.rate(share), 0, share, kind)


def _targets_told(
    book: Book, rows: Sequence[Row], hidden: frozenset[int], speech: Speech
) -> tuple[Sentence, ...]:
    """Say where the county stands, and what is withheld."""
    told: list[Sentence] = []
    for row in rows:
        is_county = len(row["division_code"] or "") <= COUNTY_DIGITS
        if is_county and not row["department"] and not row["leader"] and id(row) not in hidden:
            told += _target_told(book, row, speech)
    if any(row["actual_basis"] == "assigned_projects" for row in rows):
        told.append(speech.sentence("targets.assigned"))
    if hidden:
        count = speech.count(len(hidden))
        told.append(speech.warning("targets.withheld", _TARGETS, count=count))
    return tuple(told)


def _target_told(book: Book, row: Row, speech: Speech) -> list[Sentence]:
    """Say how far one target is, and how far its next milestone."""
    whose = _whose(book, row, speech)
    if row["target_cny"] is None:
        return [speech.sentence("targets.growth_only", _TARGETS, whose=whose)]
    if row["progress_share"] is None:
        return [speech.warning("targets.no_actual", _TARGETS, whose=whose)]
    names = {"share": "progress_share", "time": "time_share", "months": "month_share"}
    shares = {name: speech.rate(row[column]) for name, column in names.items()}
    daily = speech.money(row["required_daily_cny"])
    key = "targets.ahead" if row["is_on_track"] else "targets.behind"
    told = [speech.sentence(key, _TARGETS, whose=whose, daily=daily, **shares)]
    if row["milestone"] is not None and row["milestone_gap_cny"] is not None:
        named = speech.name("milestone", row["milestone"])
        gap, day = speech.money(row["milestone_gap_cny"]), speech.day(row["milestone_on"])
        key = "targets.milestone" if row["milestone_gap_cny"] else "targets.reached"
        told.append(speech.sentence(key, _TARGETS, milestone=named, day=day, gap=gap))
    return [*told, *_unregistered_told(book, row, speech)]


def _unregistered_told(book: Book, row: Row, speech: Speech) -> list[Sentence]:
    """Say what the unregistered would contribute, where that gives no single one away."""
    amount = row["unregistered_cny"]
    invested = book.entering.get(("unregistered",), {})
    if not amount or not invested or not secrecy.is_safe(invested):
        return []
    share = speech.rate(amount / row["target_cny"])
    values = {"amount": speech.money(amount), "share": share}
    return [speech.sentence("targets.unregistered", _TARGETS, **values)]


def _whose(book: Book, row: Row, speech: Speech) -> str:
    """Return whose target it is."""
    assignee = [str(row[name]) for name in ("department", "leader") if row[name]]
    place = speech.name("division", row["division_code"] or book.county)
    is_county = len(row["division_code"] or "") <= COUNTY_DIGITS
    return " · ".join(assignee if assignee and is_county else [place, *assignee])


def _target_row(book: Book, row: Row, is_hidden: bool, speech: Speech) -> tuple[str, ...]:  # noqa: FBT001 - a fact among facts
    """Return one target's cells."""
    head = (_whose(book, row, speech), speech.money(row["target_cny"]))
    if is_hidden:
        return (*head, *(speech.say("withheld"),) * 5)
    track = {True: "yes", False: "no", None: "none"}[row["is_on_track"]]
    return (
        *(*head, speech.money(row["actual_cny"]), speech.rate(row["progress_share"])),
        *(speech.say(track), speech.money(row["required_daily_cny"])),
        speech.money(row["milestone_gap_cny"]),
    )


def ranking(book: Book, speech: Speech) -> Section:
    """Return the county's place for each indicator of the city's bulletin."""
    title = speech.say("chapter.ranking")
    blocks = tuple(
        _ranking_block(book, indicator, rows, speech)
        for indicator, rows in _by_indicator(book, _RANKING).items()
        if any(row["figure_source"] == "bulletin" for row in rows)
    )
    missing = "" if blocks else speech.say("lacks.ranking")
    return Section("ranking", title, blocks, missing)


def _ranking_block(book: Book, indicator: str, rows: list[Row], speech: Speech) -> Block:
    """Return one indicator's ranking."""
    rows = [row for row in rows if not _is_secret(book, row)]
    is_withheld = len(rows) < len(_by_indicator(book, _RANKING)[indicator])
    ranked = [row for row in rows if row["rank"] is not None]
    title = speech.say("ranking.title", indicator=speech.name("indicator", indicator))
    told = _ranking_told(rows, ranked, speech, is_withheld=is_withheld)
    bars = tuple(
        Bar(
            f"{row['rank']}  {speech.name('division', row['division_code'])}",
            speech.change(row["growth"]),
            0,
            row["growth"],
            "own" if row["is_own_county"] else "peer",
        )
        for row in ranked
    )
    description = " ".join(sentence.text for sentence in told)
    drawn = draw_bars(Bars(title, description, bars)) if bars else ()
    keys = ("place", "county", "value", "growth", "gap")
    grid = Grid(
        speech.table([f"ranking.{key}" for key in keys]),
        tuple(_ranking_row(row, speech) for row in rows),
        frozenset((2, 3, 4)),
        is_list=True,
    )
    return Block(f"ranking-{indicator}", title, told, (_RANKING,), drawn, grid)


def _is_secret(book: Book, row: Row) -> bool:
    """Whether a figure is the county's own, not the city's, and would give units away."""
    if row["figure_source"] == "bulletin":
        return False
    return not book.may_show(row["indicator"], row["division_code"], "current")


def _ranking_told(
    rows: Sequence[Row], ranked: Sequence[Row], speech: Speech, *, is_withheld: bool
) -> tuple[Sentence, ...]:
    """Say the county's place, and how far the others are."""
    if is_withheld:
        return (speech.warning("ranking.withheld", _RANKING),)
    own = next((row for row in rows if row["is_own_county"]), None)
    if own is None:
        return (speech.warning("ranking.own_missing", _RANKING),)
    if own["rank"] is None:
        return (speech.warning("ranking.unranked", _RANKING),)
    is_citys = all(row["figure_source"] == "bulletin" for row in rows)
    source = "ranking.source" if is_citys else "ranking.own_source"
    return (*_place_told(own, ranked, speech), speech.sentence(source, _RANKING))


def _place_told(own: Row, ranked: Sequence[Row], speech: Speech) -> list[Sentence]:
    """Say the county's place."""
    told = [
        speech.sentence(
            "ranking.tied" if own["is_tied"] else "ranking.own",
            _RANKING,
            county=speech.name("division", own["division_code"]),
            growth=speech.change(own["growth"]),
            counties=speech.count(len(ranked)),
            rank=own["rank"],
        )
    ]
    if own["rank"] == 1:
        return told
    leaders = [row["division_code"] for row in ranked if row["rank"] == 1]
    gap = speech.points(own["gap_to_leader_pp"])
    named = speech.listed("division", leaders)
    told.append(speech.sentence("ranking.leader", _RANKING, leader=named, gap=gap))
    if own["gap_to_next_pp"] is not None:
        gap = speech.points(own["gap_to_next_pp"])
        told.append(speech.sentence("ranking.next", _RANKING, gap=gap))
    return told


def _ranking_row(row: Row, speech: Speech) -> tuple[str, ...]:
    """Return one county's cells."""
    rank = speech.say("none") if row["rank"] is None else str(row["rank"])
    if row["is_tied"]:
        rank = speech.say("ranking.place_tied", rank=rank)
    return (
        *(rank, speech.name("division", row["division_code"]), speech.money(row["value_cny"])),
        *(speech.change(row["growth"]), speech.points(row["gap_to_leader_pp"])),
    )
