"""Growth: the comparable rate first, and what the change of a total is made of.

Belongs here: the tiles of growth, the table of rates, the bridges. Does not belong here: how a
rate is computed (the published file), which amounts are secret (``secrecy``).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TypeAlias

from statscope.products.brief import secrecy
from statscope.products.brief.blocks import Block, Grid, Section, Sentence, Tile
from statscope.products.brief.drawing import Bar, Bars, draw_bars
from statscope.products.brief.reading import Book, Indicator, Row
from statscope.products.brief.speech import Speech

_RATES = "growth_rates"
_BRIDGE = "change_bridge"
_ENDS = ("prior", "current")
_NOTES = frozenset(
    (
        *("no_register_list", "no_register_list_a_year_before"),
        *("no_value", "no_base", "base_not_positive"),
    )
)

Part: TypeAlias = tuple[str, str, int, Decimal, float | None]
"""Component, name, units, amount and percentage points of one bar of a bridge."""


def tiles(book: Book, speech: Speech) -> tuple[Tile, ...]:
    """Return the comparable growth of each family's first indicator with a figure."""
    return tuple(_tile(book, indicator, row, speech) for indicator, row in _headlines(book))


def _headlines(book: Book) -> list[tuple[Indicator, Row]]:
    """Return the indicator that speaks for each family: the first with a value, else the first."""
    rows = {row["indicator"]: row for row in _county_rows(book)}
    chosen: dict[str, tuple[Indicator, Row]] = {}
    for indicator in book.indicators:
        row = rows.get(indicator.code)
        if row is None:
            continue
        former = chosen.get(indicator.regime_family)
        if former is None or (former[1]["current_cny"] is None and row["current_cny"] is not None):
            chosen[indicator.regime_family] = (indicator, row)
    return list(chosen.values())


def _county_rows(book: Book) -> list[Row]:
    """Return the county's rates."""
    return [row for row in book.rows(_RATES) if row["division_code"] == book.county]


def _tile(book: Book, indicator: Indicator, row: Row, speech: Speech) -> Tile:
    """Return one indicator's total, growth, and what must be known to read them."""
    title = speech.say("growth.tile", indicator=speech.name("indicator", indicator.code))
    key = f"{indicator.code}.growth"
    if row["current_cny"] is not None and not _is_open(book, row):
        note = speech.warning("growth.withheld", _RATES)
        return Tile(key, title, speech.say("withheld"), _RATES, (note,))
    figure = speech.change(row["comparable_growth"])
    notes = [_rate_note(book, row, speech)]
    if row["comparable_growth"] is not None:
        notes.append(speech.sentence(f"growth.{indicator.growth_method}"))
    if row["is_scope_break"]:
        rule = speech.rule(_comparison(book, indicator))
        notes.append(speech.warning("growth.break", _RATES, rule=rule))
    return Tile(key, title, figure, _RATES, tuple(notes))


def _is_open(book: Book, row: Row) -> bool:
    """Whether the county's total and its growth may be shown."""
    return is_open(book, row["indicator"], row["division_code"])


def is_open(book: Book, indicator: str, division: str) -> bool:
    """Whether a total and its growth may be shown."""
    place = (indicator, division)
    prior = book.contributions(*place, "prior")
    return book.may_show(*place, "current") and secrecy.is_safe(prior)


def _rate_note(book: Book, row: Row, speech: Speech) -> Sentence:
    """Say the comparable growth, or why there is none."""
    total = {"value": speech.money(row["current_cny"]), "months": speech.months(book.period)}
    if row["comparable_growth"] is None:
        key = "growth.no_value" if row["current_cny"] is None else "growth.null"
        return speech.warning(key, _RATES, reason=_why_none(row, speech), **total)
    basis = str(row["price_basis"])
    price = speech.say(f"price.{basis}" if basis == "current_prices" else "price.real")
    return speech.sentence(
        "growth.comparable",
        _RATES,
        growth=speech.change(row["comparable_growth"]),
        price=price,
        **total,
    )


def _why_none(row: Row, speech: Speech) -> str:
    """Say why there is no comparable growth."""
    note = row["growth_note"]
    return speech.say(f"note.{note}" if note in _NOTES else "note.not_said")


def _comparison(book: Book, indicator: Indicator) -> str | None:
    """Return the comparison of the scope in force of an indicator with the one before."""
    regimes = {row["regime_family"]: row["regime_id"] for row in book.families()}
    return book.comparison(regimes.get(indicator.regime_family, ""))


def growth(book: Book, speech: Speech) -> Section:
    """Return the table of rates, and the bridge of each family's headline indicator."""
    title = speech.say("chapter.growth")
    rows = _county_rows(book)
    if not rows:
        return Section("growth", title, missing=speech.say("lacks.growth"))
    bridges = [
        block
        for indicator, row in _headlines(book)
        for block in _bridge(book, indicator, row, speech)
    ]
    if not bridges:
        note = speech.warning("lacks.bridge")
        bridges = [Block("bridge", speech.say("chapter.growth"), (note,), (_BRIDGE,))]
    return Section("growth", title, (_rates(book, rows, speech), *bridges))


def _rates(book: Book, rows: list[Row], speech: Speech) -> Block:
    """Return the rates of every indicator."""
    keys = ("indicator", "value", "rate", "matched", "nominal")
    grid = Grid(
        speech.table([f"growth.{key}" for key in keys]),
        tuple(_rate_row(book, row, speech) for row in _in_order(book, rows)),
        frozenset((1, 2, 3, 4)),
        is_list=True,
    )
    told = (speech.sentence("growth.headline"),)
    return Block("rates", speech.say("growth.table"), told, (_RATES,), (), grid)


def _in_order(book: Book, rows: list[Row]) -> list[Row]:
    """Return rows in the order of the indicators."""
    order = [indicator.code for indicator in book.indicators]
    known = [row for row in rows if row["indicator"] in order]
    return sorted(known, key=lambda row: order.index(row["indicator"]))


def _rate_row(book: Book, row: Row, speech: Speech) -> tuple[str, ...]:
    """Return one indicator's cells; a ratio across a break says so in its own cell."""
    name = speech.name("indicator", row["indicator"])
    if row["current_cny"] is None:
        return (name, speech.say("none"), _why_none(row, speech), *(speech.say("none"),) * 2)
    if not _is_open(book, row):
        return (name, *(speech.say("withheld"),) * 4)
    comparable = row["comparable_growth"]
    nominal = speech.change(row["published_nominal_growth"])
    if row["is_scope_break"] and row["published_nominal_growth"] is not None:
        nominal = speech.say("growth.not_comparable", growth=nominal)
    return (
        *(name, speech.money(row["current_cny"])),
        _why_none(row, speech) if comparable is None else speech.change(comparable),
        *(speech.change(row["matched_growth"]), nominal),
    )


def _bridge(book: Book, indicator: Indicator, row: Row, speech: Speech) -> tuple[Block, ...]:
    """Return the change of one indicator's total as a bridge, where there is one."""
    found = _found(book, indicator.code)
    if not found:
        return ()
    name = speech.name("indicator", indicator.code)
    title = speech.say("bridge.title", indicator=name)
    key = f"bridge-{indicator.code}"
    merged = _merged(book, indicator, found)
    if merged is None:
        note = speech.warning("bridge.withheld", _BRIDGE)
        return (Block(key, title, (note,), (_BRIDGE,)),)
    parts = _parts(found, merged, speech)
    told = _bridge_told(book, (indicator, row), found, merged, speech)
    description = " ".join(sentence.text for sentence in told)
    chart = Bars(title, description, _bars(parts, speech), is_chained=True)
    grid = _bridge_grid(parts, speech)
    return (Block(key, title, told, (_BRIDGE,), draw_bars(chart), grid),)


def _found(book: Book, indicator: str) -> dict[str, Row]:
    """Return the county's bridge of an indicator by component."""
    return {
        str(part["component"]): part
        for part in book.rows(_BRIDGE)
        if (part["indicator"], part["division_code"]) == (indicator, book.county)
    }


def _merged(book: Book, indicator: Indicator, found: Mapping[str, Row]) -> frozenset[str] | None:
    """Return the components to be shown as one; None where nothing may be shown."""
    cells = {
        component: book.contributions(indicator.code, str(book.county), component)
        for component, part in found.items()
        if part["units"]
    }
    if not all(cells.values()):
        return None
    if not all(secrecy.is_safe(cells.get(end, {})) for end in _ENDS):
        return None
    return secrecy.to_merge({key: cell for key, cell in cells.items() if key not in _ENDS})


def shows(book: Book, indicator: str, component: str) -> bool:
    """Whether the bridge of the county shows a component by itself, so that others may, too."""
    known = next((one for one in book.indicators if one.code == indicator), None)
    found = _found(book, indicator)
    if known is None or not found:
        return False
    merged = _merged(book, known, found)
    return merged is not None and component not in merged


def _parts(found: Mapping[str, Row], merged: frozenset[str], speech: Speech) -> list[Part]:
    """Return what stands in the bridge, in its order; empty components are left out."""
    parts: list[Part] = []
    for component, part in found.items():
        if component in merged or (component not in _ENDS and not part["units"]):
            continue
        named = speech.name("component", component)
        parts.append((component, named, part["units"], part["amount_cny"], part["contribution_pp"]))
    if merged:
        together = [found[component] for component in merged]
        points = [part["contribution_pp"] for part in together]
        parts.insert(
            -1,
            (
                *("merged", speech.say("bridge.merged")),
                *(sum(p["units"] for p in together), sum(p["amount_cny"] for p in together)),
                None if None in points else sum(points),
            ),
        )
    return parts


def _bars(parts: list[Part], speech: Speech) -> tuple[Bar, ...]:
    """Return the bars, each beginning where the one before ended."""
    bars = []
    level = Decimal(0)
    for component, named, _, amount, points in parts:
        if component in _ENDS:
            bars.append(Bar(named, speech.money(amount), 0, float(amount), "total"))
            level = amount
            continue
        kind = "scope" if component == "scope_rule" else "gain" if amount >= 0 else "loss"
        value = speech.money(amount, signed=True)
        if points is not None:
            shown = speech.points(points, signed=True)
            value = speech.say("bridge.value", amount=value, points=shown)
        bars.append(Bar(named, value, float(level), float(level + amount), kind))
        level += amount
    return tuple(bars)


def _bridge_told(
    book: Book,
    headline: tuple[Indicator, Row],
    found: Mapping[str, Row],
    merged: frozenset[str],
    speech: Speech,
) -> tuple[Sentence, ...]:
    """Say what the bridge shows; across a break, that it is no growth."""
    indicator, row = headline
    prior, current = (found[end]["amount_cny"] for end in _ENDS)
    told = [
        speech.sentence(
            "bridge.change",
            _BRIDGE,
            prior=speech.money(prior),
            current=speech.money(current),
            change=speech.money(current - prior, signed=True),
        )
    ]
    if row["is_scope_break"]:
        rule = speech.rule(_comparison(book, indicator))
        scope = speech.money(found["scope_rule"]["amount_cny"], signed=True)
        key = "bridge.break_merged" if "scope_rule" in merged else "bridge.break"
        told.append(speech.warning(key, _BRIDGE, rule=rule, scope=scope))
    if merged:
        ordered = [component for component in found if component in merged]
        names = speech.listed("component", ordered)
        told.append(speech.sentence("bridge.merged_note", components=names))
    return (*told, speech.sentence("bridge.empty_note"))


def _bridge_grid(parts: list[Part], speech: Speech) -> Grid:
    """Return the bridge as a table."""
    keys = ("component", "units", "amount", "contribution")
    rows = tuple(
        (
            *(named, speech.count(units)),
            speech.money(amount, signed=component not in _ENDS),
            speech.say("none") if component in _ENDS else speech.points(points, signed=True),
        )
        for component, named, units, amount, points in parts
    )
    return Grid(speech.table([f"bridge.{key}" for key in keys]), rows, frozenset((1, 2, 3)))
