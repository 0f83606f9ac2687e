"""The page: the parts of the brief in their order, rendered into one file.

Belongs here: the order of the chapters, the methods, the queries, what the template is given. Does
not belong here: what a chapter says (its module), markup and colours (``templates/``).

The page runs no script and loads nothing: its policy allows its own style sheet, by hash, and
nothing else. Every text goes through the template's escaping.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from statscope.products.brief import (
    assessment,
    entering,
    growth,
    registration,
    responsibility,
    secrecy,
    steering,
    transitions,
    urgent,
)
from statscope.products.brief.blocks import Section, Sentence, Tile
from statscope.products.brief.reading import Asked, Book, Source, read_book
from statscope.products.brief.speech import Speech
from statscope.settings import Settings

_METHODS = (
    *("scope", "coverage", "growth", "cumulative", "bridge"),
    *("targets", "ranking", "assessment", "entering", "clock", "secrecy", "sources"),
)


@dataclass(frozen=True)
class Brief:
    """A finished brief.

    Attributes:
        html: the page.
        period: first day of the month that it is of.
        vintage: the vintage that it was made from.
        is_synthetic: whether its data are made up; the page says so itself.
    """

    html: str
    period: date
    vintage: str
    is_synthetic: bool


def make_brief(settings: Settings, asked: Asked) -> Brief:
    """Make the brief of a month in the language of the settings.

    Raises:
        NothingToBrief, UnknownCounty, NothingPublished, UnknownVintage, UnknownPeriod,
        QueryFailed: as ``reading.read_book``.
    """
    book = read_book(settings, asked)
    speech = Speech(settings.language, book.names)
    return Brief(render(book, speech), book.period, book.about.vintage, book.about.is_synthetic)


def render(book: Book, speech: Speech) -> str:
    """Return the page of what was read."""
    environment = Environment(
        loader=PackageLoader("statscope.products.brief", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = _style(environment, book, speech)
    sections = _sections(book, speech)
    return environment.get_template("page.html.jinja").render(
        say=speech.say,
        language="zh-CN" if speech.language == "zh" else "en",
        book=book,
        style=Markup(style),  # noqa: S704 - our own style sheet, its two texts cleaned in _style
        policy=_policy(style),
        head=_head(book, speech),
        notes=_notes(book, sections, speech),
        tiles=_tiles(book, speech),
        families=registration.families(book, speech),
        sections=sections,
        methods=[_method(name, book, speech) for name in _METHODS],
        numbers={name: number for number, name in enumerate(book.sources, 1)},
        queries=[(source, _bindings(source)) for source in book.sources.values()],
    )


def _style(environment: Environment, book: Book, speech: Speech) -> str:
    """Return the style sheet; what it prints at the edge of paper can end no string in it."""
    mark = speech.say("synthetic") if book.about.is_synthetic else ""
    texts = {"mark": mark, "foot": f"statscope {book.about.vintage}"}
    cleaned = {name: re.sub(r"[^\w .,:;，：-]", "", text) for name, text in texts.items()}
    return environment.get_template("brief.css.jinja").render(
        {name: Markup(text) for name, text in cleaned.items()}  # noqa: S704 - cleaned above
    )


def _policy(style: str) -> str:
    """Return what the page may load: its own style sheet, nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _head(book: Book, speech: Speech) -> Mapping[str, str]:
    """Return the texts at the top."""
    place = speech.say("no_place") if book.county is None else speech.name("division", book.county)
    return {
        "title": speech.say("title", place=place),
        "months": speech.months(book.period),
        "as_of": speech.say("as_of", day=speech.day(book.as_of)),
        "vintage": speech.say(
            "vintage", vintage=book.about.vintage, version=book.about.product_version
        ),
        "others": _others(book, place, speech),
    }


def _others(book: Book, place: str, speech: Speech) -> str:
    """Name the other counties of the file, where there are any."""
    others = [code for code in book.counties if code != book.county]
    if not others:
        return ""
    return speech.say("other_counties", counties=speech.listed("division", others), place=place)


def _tiles(book: Book, speech: Speech) -> tuple[Tile, ...]:
    """Return the headline figures."""
    return (*registration.tiles(book, speech), *growth.tiles(book, speech))


def _sections(book: Book, speech: Speech) -> tuple[Section, ...]:
    """Return the chapters in their order."""
    return (
        registration.funnels(book, speech),
        registration.townships(book, speech),
        transitions.transitions(book, speech),
        growth.growth(book, speech),
        steering.targets(book, speech),
        steering.ranking(book, speech),
        assessment.assessment(book, speech),
        entering.entering(book, speech),
        responsibility.responsibility(book, speech),
        urgent.urgent(book, speech),
    )


def _notes(book: Book, sections: tuple[Section, ...], speech: Speech) -> tuple[str, ...]:
    """Return what the brief lacks, each once."""
    said = [*registration.lacking(book, speech)]
    said += [section.missing for section in sections[1:] if section.missing]
    absent = sorted({table for source in book.sources.values() for table in source.lacking})
    if absent:
        said.append(speech.say("lacks.table", tables=speech.joined(absent)))
    return tuple(dict.fromkeys(said))


def _method(name: str, book: Book, speech: Speech) -> Sentence:
    """Return one note on method."""
    return speech.sentence(
        f"methods.{name}",
        day=speech.day(book.as_of),
        fewest=secrecy.FEWEST,
        share=f"{secrecy.MOST_OF_TWO:.0%}",
    )


def _bindings(source: Source) -> tuple[str, ...]:
    """Return the statements that set a query's parameters as they were set here."""
    return tuple(
        f"set variable {name} = {_literal(value)};" for name, value in source.values.items()
    )


def _literal(value: object) -> str:
    """Return a value as SQL writes it."""
    if isinstance(value, date):
        return f"date '{value:%Y-%m-%d}'"
    return "'" + str(value).replace("'", "''") + "'"
