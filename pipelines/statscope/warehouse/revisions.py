"""Revision triangles: what each kept vintage said of a figure, period by period.

Belongs here: reading one figure from every vintage of a home, and the changes from vintage to
vintage. Does not belong here: why a figure changed (``differences``), which vintages there are
(``keeping``), showing a triangle (``cli_revisions``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from statscope.settings import Settings
from statscope.warehouse.publication import published_vintages
from statscope.warehouse.published import open_locked, open_published
from statscope.warehouse.queries import Answer, Opened, fetch, tables_of

Number: TypeAlias = int | float | Decimal


@dataclass(frozen=True)
class Source:
    """Where figures come from.

    Attributes:
        table: the mart.
        key: its column that names whose figure it is.
        columns: what can be asked of it; the first is meant where none is named.
    """

    table: str
    key: str
    columns: tuple[str, ...]


SOURCES = (
    Source(
        "marts.rpt_growth",
        "indicator",
        ("current_cny", "comparable_growth", "published_nominal_growth", "panel_bias_pp"),
    ),
    Source(
        "marts.rpt_registration_coverage",
        "regime_family",
        ("coverage_rate", "eligible_units", "registered_units", "registered_eligible_units"),
    ),
)


@dataclass(frozen=True)
class _Wanted:
    """One figure of one division, and where it stands."""

    source: Source
    owner: str
    column: str
    division: str


class UnknownFigure(LookupError):  # noqa: N818 - it names what was asked for
    """No vintage has this figure.

    Attributes:
        figure: what was asked for.
        known: those there are.
    """

    def __init__(self, figure: str, known: tuple[str, ...]) -> None:
        """Name the figure and those there are."""
        super().__init__(f"no figure {figure}; there are: {', '.join(known)}")
        self.figure = figure
        self.known = known


class UnknownDivision(LookupError):  # noqa: N818 - it names what was asked for
    """No vintage has a figure of this division.

    Attributes:
        division: what was asked for.
        known: those of the newest vintage.
    """

    def __init__(self, division: str, known: tuple[str, ...]) -> None:
        """Name the division and those there are."""
        super().__init__(f"no figures of division {division}; there are: {', '.join(known)}")
        self.division = division
        self.known = known


@dataclass(frozen=True)
class Revisions:
    """What the vintages of a home said of one figure.

    Attributes:
        figure: as ``owner.column``.
        division: of the figure.
        vintages: every vintage of the home, oldest first.
        values: (period, vintage) -> value; absent where the vintage did not know the period.
    """

    figure: str
    division: str
    vintages: tuple[str, ...]
    values: Mapping[tuple[date, str], Number | None]

    @property
    def periods(self) -> tuple[date, ...]:
        """Every period that some vintage knows, in order."""
        return tuple(sorted({period for period, _ in self.values}))

    def as_rows(self) -> Answer:
        """Return a row per period and vintage that knows it, with its changes."""
        return Answer(
            (
                *("figure", "division_code", "period", "vintage", "value"),
                *("change_from_previous", "change_from_first"),
            ),
            tuple(row for period in self.periods for row in self._of(period)),
        )

    def triangle(self, most: int) -> Answer:
        """Return a row per period and a column for each of the last ``most`` vintages."""
        shown = self.vintages[-most:]
        rows = (
            (f"{period:%Y-%m}", *(self.values.get((period, vintage)) for vintage in shown))
            for period in self.periods
        )
        return Answer(("period", *shown), tuple(rows))

    def _of(self, period: date) -> Iterator[tuple[object, ...]]:
        """Yield the rows of one period."""
        told = [
            (vintage, self.values[period, vintage])
            for vintage in self.vintages
            if (period, vintage) in self.values
        ]
        first = previous = told[0][1]
        for vintage, value in told:
            changes = _change(previous, value), _change(first, value)
            yield (self.figure, self.division, period, vintage, value, *changes)
            previous = value


def figures(settings: Settings) -> Answer:
    """Return the figures of which the newest vintage says something, with the mart of each."""
    with open_published(settings) as connection:
        return Answer(
            ("figure", "table"),
            tuple(
                (f"{owner}.{column}", source.table)
                for source, owner in _owners(connection)
                for column in source.columns
            ),
        )


def revisions(settings: Settings, figure: str, division: str | None = None) -> Revisions:
    """Read one figure from every kept vintage.

    Args:
        settings: the home.
        figure: ``owner.column``, or the owner alone for its first column.
        division: code of the division; by default the county with the shortest code.

    Raises:
        NothingPublished: there is no vintage.
        UnknownFigure: the newest vintage does not have it.
        UnknownDivision: no vintage has it of that division.
    """
    with open_published(settings) as connection:
        wanted = _wanted(connection, figure, division)
        known = _divisions(connection, wanted)
    found = _read(settings, [wanted])[0]
    if division is not None and not found.values:
        raise UnknownDivision(division, known)
    return found


def revisions_of(settings: Settings, asked: Sequence[str]) -> tuple[Revisions, ...]:
    """Read several figures of the county, those that the newest vintage has; each vintage once.

    Raises:
        NothingPublished: there is no vintage.
    """
    wanted = []
    with open_published(settings) as connection:
        for figure in asked:
            with suppress(UnknownFigure):
                wanted.append(_wanted(connection, figure, None))
    return _read(settings, wanted)


def _read(settings: Settings, wanted: Sequence[_Wanted]) -> tuple[Revisions, ...]:
    """Read figures from every kept vintage, opening each once."""
    values: list[dict[tuple[date, str], Number | None]] = [{} for _ in wanted]
    vintages = published_vintages(settings.published)
    for vintage, path in vintages.items():
        with open_locked(path) as connection:
            for known, figure in zip(values, wanted, strict=True):
                told = _told(connection, figure)
                known.update({(period, vintage): value for period, value in told.items()})
    return tuple(
        Revisions(f"{figure.owner}.{figure.column}", figure.division, tuple(vintages), known)
        for figure, known in zip(wanted, values, strict=True)
    )


def _owners(connection: Opened) -> Iterator[tuple[Source, str]]:
    """Yield every indicator and family that an opened vintage has figures of."""
    there = tables_of(connection)
    for source in SOURCES:
        if source.table in there:
            found = fetch(
                connection, f"select distinct {source.key} from {source.table} order by 1", {}
            )
            yield from ((source, str(owner)) for (owner,) in found.rows)


def _wanted(connection: Opened, figure: str, division: str | None) -> _Wanted:
    """Return where a figure stands and whose it is."""
    owner, _, column = figure.partition(".")
    owners = tuple(_owners(connection))
    for source, known in owners:
        if known == owner and (column or source.columns[0]) in source.columns:
            wanted = _Wanted(source, owner, column or source.columns[0], division or "")
            if division is None:
                return replace(wanted, division=_divisions(connection, wanted)[0])
            return wanted
    names = tuple(f"{known}.{name}" for source, known in owners for name in source.columns)
    raise UnknownFigure(figure.rstrip("."), names)


def _divisions(connection: Opened, wanted: _Wanted) -> tuple[str, ...]:
    """Return the divisions that an opened vintage has figures of, the shortest code first."""
    found = fetch(
        connection,
        f"""select distinct division_code from {wanted.source.table}
        where {wanted.source.key} = $owner order by length(division_code), division_code""",
        {"owner": wanted.owner},
    )
    return tuple(str(code) for (code,) in found.rows)


def _told(connection: Opened, wanted: _Wanted) -> dict[date, Number | None]:
    """Return period -> value in one opened vintage; nothing where it lacks the mart."""
    source = wanted.source
    if source.table not in tables_of(connection):
        return {}
    found = fetch(
        connection,
        f"""select period, {wanted.column} from {source.table}
        where {source.key} = $owner and division_code = $division order by period""",
        {"owner": wanted.owner, "division": wanted.division},
    )
    return dict(found.rows)  # type: ignore[arg-type] # the mart's contract names the types


def _change(before: Number | None, after: Number | None) -> Number | None:
    """Return the difference of two values of one kind."""
    if before is None or after is None:
        return None
    return after - before  # type: ignore[operator] # both of one column
