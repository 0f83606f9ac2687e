"""Coverage: who is eligible, who of these is registered, why the others are not.

Belongs here: the tiles of coverage, the way from eligible to registered, coverage by township.
Does not belong here: single units (``urgent``), what the rule's change did (``transitions``).
"""

from __future__ import annotations

from collections import Counter

from statscope.products.brief.blocks import Block, Grid, Section, Sentence, Tile
from statscope.products.brief.drawing import Bar, Bars, draw_bars
from statscope.products.brief.reading import Book, Row
from statscope.products.brief.speech import Speech

_COVERAGE = "registration_coverage"
_REGISTER = "register_growth"
_LISTS = {"project": "unregistered_projects", "enterprise": "unregistered_enterprises"}
_LACKS = {"project": "lacks.projects", "enterprise": "lacks.enterprises"}
_TOWNSHIP_DIGITS = 9
_HEADLINES = ("fai", "industry")


def lacking(book: Book, speech: Speech) -> tuple[str, ...]:
    """Say which lists the month does not have."""
    families = book.families()
    if not families:
        return (speech.say("lacks.registration"),)
    kinds = {row["unit_kind"] for row in families}
    without = [speech.say(key) for kind, key in _LACKS.items() if kind not in kinds]
    month = speech.month(book.period)
    return (
        *without,
        *(
            speech.say("lacks.list", family=_family(row, speech), month=month)
            for row in families
            if row["eligible_units"] and row["registered_units"] is None
        ),
    )


def tiles(book: Book, speech: Speech) -> tuple[Tile, ...]:
    """Return coverage of investment and of industry, where there are such units."""
    rows = {row["regime_family"]: row for row in book.families()}
    return tuple(_tile(book, rows[name], speech) for name in _HEADLINES if name in rows)


def _tile(book: Book, row: Row, speech: Speech) -> Tile:
    """Return the coverage of one family with what must be known to read it."""
    notes = [_coverage_note(book, row, speech)]
    registered, eligible = row["registered_units"], row["registered_eligible_units"]
    if registered is not None and registered > eligible:
        notes.append(
            speech.sentence(
                "coverage.also_registered",
                _COVERAGE,
                registered=speech.count(registered),
                other=speech.count(registered - eligible),
            )
        )
    if registered is not None:
        notes.append(_register_note(book, row, speech))
    return Tile(
        key=f"{row['regime_family']}.coverage",
        title=speech.say("coverage.title", family=_family(row, speech)),
        figure=speech.rate(row["coverage_rate"]),
        question=_COVERAGE,
        notes=tuple(notes),
    )


def _coverage_note(book: Book, row: Row, speech: Speech) -> Sentence:
    """Say what the rate is made of."""
    eligible, registered = row["eligible_units"], row["registered_eligible_units"]
    counts = {"eligible": speech.count(eligible), "registered": speech.count(registered)}
    if not eligible:
        return speech.sentence("coverage.none_eligible", _COVERAGE)
    if registered is None:
        month = speech.month(book.period)
        return speech.warning("coverage.no_list", _COVERAGE, month=month, **counts)
    if eligible == registered:
        return speech.sentence("coverage.all", _COVERAGE, **counts)
    missing = speech.count(eligible - registered)
    return speech.sentence("coverage.some", _COVERAGE, missing=missing, **counts)


def _register_note(book: Book, row: Row, speech: Speech) -> Sentence:
    """Say how the register's size changed, never without the break of scope."""
    found = [
        one
        for one in book.rows(_REGISTER)
        if (one["period"], one["regime_family"], one["division_code"])
        == (book.period, row["regime_family"], row["division_code"])
    ]
    now = speech.count(row["registered_units"])
    if not found:
        return speech.sentence("register.no_list_before", _COVERAGE, now=now)
    (change,) = found
    counts = {
        "now": now,
        "prior": speech.count(change["registered_units_prior_year"]),
        "growth": speech.change(change["registered_units_growth"]),
    }
    if change["registered_units_growth"] is None:
        return speech.sentence("register.none_before", _REGISTER, now=now)
    if change["is_scope_break"]:
        rule = speech.rule(book.comparison(row["regime_id"]))
        return speech.warning("register.break", _REGISTER, rule=rule, **counts)
    return speech.sentence("register.same", _REGISTER, **counts)


def families(book: Book, speech: Speech) -> tuple[Block, ...]:
    """Return the county's coverage of every family, as a list."""
    rows = tuple(_family_row(row, speech) for row in book.families())
    if not rows:
        return ()
    keys = ("family", "regime", "eligible", "registered_eligible", "unregistered", "rate")
    grid = Grid(
        speech.table([f"families.{key}" for key in keys]),
        rows,
        frozenset((2, 3, 4, 5)),
        is_list=True,
    )
    title = speech.say("families.title")
    return (Block("families", title, questions=(_COVERAGE,), grid=grid),)


def _family_row(row: Row, speech: Speech) -> tuple[str, ...]:
    """Return one family's cells."""
    registered = row["registered_eligible_units"]
    missing = None if registered is None else row["eligible_units"] - registered
    return (
        *(_family(row, speech), speech.name("regime", row["regime_id"])),
        *(speech.count(row["eligible_units"]), speech.count(registered), speech.count(missing)),
        speech.rate(row["coverage_rate"]),
    )


def funnels(book: Book, speech: Speech) -> Section:
    """Return the way from eligible to registered of every family that lacks some."""
    title = speech.say("chapter.registration")
    rows = [row for row in book.families() if row["eligible_units"]]
    known = [row for row in rows if row["registered_eligible_units"] is not None]
    if not known:
        return Section("registration", title, missing="; ".join(lacking(book, speech)))
    short = [row for row in known if row["registered_eligible_units"] < row["eligible_units"]]
    blocks = [_funnel(book, row, speech) for row in short]
    complete = [_family(row, speech) for row in known if row not in short]
    if complete:
        text = speech.sentence("funnel.complete", _COVERAGE, families=speech.joined(complete))
        blocks.append(Block("funnel-complete", "", (text,)))
    return Section("registration", title, tuple(blocks))


def _funnel(book: Book, row: Row, speech: Speech) -> Block:
    """Return the way from eligible to registered of one family."""
    question = _LISTS[row["unit_kind"]]
    steps = _steps(book, row, speech)
    eligible, registered = row["eligible_units"], row["registered_eligible_units"]
    title = speech.say("funnel.title", family=_family(row, speech))
    some = speech.sentence(
        "funnel.some",
        _COVERAGE,
        eligible=speech.count(eligible),
        registered=speech.count(registered),
        missing=speech.count(eligible - registered),
    )
    told = (some, *_most(steps[2:], question, speech))
    bars = tuple(
        Bar(name, speech.count(units), start, start + units, kind)
        for (name, units, start), kind in zip(
            steps, ("eligible", "registered", *("missing",) * len(steps)), strict=False
        )
    )
    description = " ".join(sentence.text for sentence in told)
    grid = Grid(
        speech.table(["funnel.step", "funnel.units", "funnel.share"]),
        tuple(
            (name, speech.count(units), speech.rate(units / eligible)) for name, units, _ in steps
        ),
        frozenset((1, 2)),
    )
    return Block(
        *(f"funnel-{row['regime_family']}", title, told, (_COVERAGE, question)),
        *(draw_bars(Bars(title, description, bars)), grid),
    )


def _steps(book: Book, row: Row, speech: Speech) -> list[tuple[str, int, int]]:
    """Return (name, units, where it begins): eligible, registered, each first reason."""
    kind, start = row["unit_kind"], row["registered_eligible_units"]
    steps = [
        (speech.say("funnel.eligible"), row["eligible_units"], 0),
        (speech.say("funnel.registered"), start, 0),
    ]
    for reason, units in _reasons(book, row).most_common():
        named = speech.name(f"{kind}.reason", reason)
        steps.append((speech.say("funnel.reason", reason=named), units, start))
        start += units
    if start < row["eligible_units"]:
        unexplained = row["eligible_units"] - start
        steps.append((speech.say("funnel.unexplained"), unexplained, start))
    return steps


def _reasons(book: Book, row: Row) -> Counter[str]:
    """Count a family's unregistered units by first reason."""
    units = book.rows(_LISTS[row["unit_kind"]])
    return Counter(
        str(unit["primary_reason"])
        for unit in units
        if unit.get("regime_id", row["regime_id"]) == row["regime_id"]
    )


def _most(
    reasons: list[tuple[str, int, int]], question: str, speech: Speech
) -> tuple[Sentence, ...]:
    """Name the most frequent reason, where one is."""
    counts = sorted((units for _, units, _ in reasons), reverse=True)
    if len(counts) < 2 or counts[0] == counts[1]:  # noqa: PLR2004 - one alone is in the drawing
        return ()
    name, units, _ = next(reason for reason in reasons if reason[1] == counts[0])
    bare = name.split("：")[-1].split(": ", 1)[-1]
    return (speech.sentence("funnel.most", question, reason=bare, units=speech.count(units)),)


def townships(book: Book, speech: Speech) -> Section:
    """Return coverage by township of every family that is not complete everywhere."""
    title = speech.say("chapter.townships")
    blocks, complete = [], []
    for family in book.families():
        rows = _townships(book, family["regime_family"])
        if any(row["coverage_rate"] < 1 for row in rows):
            blocks.append(_township_block(family, rows, speech))
        elif rows:
            complete.append(_family(family, speech))
    if complete:
        text = speech.sentence("townships.complete", _COVERAGE, families=speech.joined(complete))
        blocks.append(Block("townships-complete", "", (text,)))
    missing = "" if blocks else speech.say("lacks.townships")
    return Section("townships", title, tuple(blocks), missing)


def _townships(book: Book, family: str) -> list[Row]:
    """Return the townships that have eligible units and a register list, lowest first."""
    rows = [
        row
        for row in book.rows(_COVERAGE)
        if row["regime_family"] == family
        and len(row["division_code"]) == _TOWNSHIP_DIGITS
        and row["coverage_rate"] is not None
    ]
    return sorted(rows, key=lambda row: (row["coverage_rate"], row["division_code"]))


def _township_block(family: Row, rows: list[Row], speech: Speech) -> Block:
    """Return one family's coverage by township."""
    title = speech.say("townships.title", family=_family(family, speech))
    county = speech.rate(family["coverage_rate"])
    told = (_lowest(rows, county, speech), *_outside(family, rows, speech))
    bars = tuple(
        Bar(
            speech.name("division", row["division_code"]),
            _ratio(row, speech),
            0,
            row["coverage_rate"],
            "registered",
        )
        for row in rows
    )
    mark = (family["coverage_rate"], speech.say("townships.county", rate=county))
    drawn = draw_bars(Bars(title, " ".join(one.text for one in told), bars, mark, reach=1))
    grid = Grid(
        speech.table(
            [
                "townships.township",
                "families.eligible",
                "families.registered_eligible",
                "families.unregistered",
                "families.rate",
            ]
        ),
        tuple(_township_row(row, speech) for row in rows),
        frozenset((1, 2, 3, 4)),
    )
    key = f"townships-{family['regime_family']}"
    return Block(key, title, told, (_COVERAGE,), drawn, grid)


def _township_row(row: Row, speech: Speech) -> tuple[str, ...]:
    """Return one township's cells."""
    eligible, registered = row["eligible_units"], row["registered_eligible_units"]
    counts = (eligible, registered, eligible - registered)
    name = speech.name("division", row["division_code"])
    return (name, *map(speech.count, counts), speech.rate(row["coverage_rate"]))


def _ratio(row: Row, speech: Speech) -> str:
    """Return a township's figure."""
    return speech.say(
        "townships.value",
        registered=speech.count(row["registered_eligible_units"]),
        eligible=speech.count(row["eligible_units"]),
        rate=speech.rate(row["coverage_rate"]),
    )


def _lowest(rows: list[Row], county: str, speech: Speech) -> Sentence:
    """Name the townships with the lowest coverage."""
    rate = rows[0]["coverage_rate"]
    lowest = [row["division_code"] for row in rows if row["coverage_rate"] == rate]
    if len(lowest) == len(rows):
        return speech.sentence("townships.alike", _COVERAGE, rate=speech.rate(rate))
    named = speech.joined([speech.name("division", code) for code in lowest], most=5)
    return speech.sentence(
        "townships.lowest", _COVERAGE, townships=named, rate=speech.rate(rate), county=county
    )


def _outside(family: Row, rows: list[Row], speech: Speech) -> tuple[Sentence, ...]:
    """Say how many eligible units are in no township."""
    units = family["eligible_units"] - sum(row["eligible_units"] for row in rows)
    if units <= 0:
        return ()
    return (speech.sentence("townships.outside", _COVERAGE, units=speech.count(units)),)


def _family(row: Row, speech: Speech) -> str:
    """Return a family's name."""
    return speech.name("regime_family", row["regime_family"])
