"""Revision triangles: what each kept vintage said of a figure, period by period.

Belongs here: reading one figure from every vintage of a home, and the changes from vintage to
vintage. Does not belong here: why a figure changed (``differences``), which vintages there are
(``keeping``), showing a triangle (``cli_revisions``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from statscope.settings import Settings
from statscope.warehouse.publication import published_vintages
from statscope.warehouse.published import open_locked, open_published, published_file
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
    """
    published_file(settings)
    owner, _, column = figure.partition(".")
    with open_published(settings) as connection:
        source, column = _found(connection, owner, column)
        asked = division or _county(connection, source, owner)
    values: dict[tuple[date, str], Number | None] = {}
    vintages = published_vintages(settings.published)
    for vintage, path in vintages.items():
        with open_locked(path) as connection:
            told = _told(connection, source, column, {"owner": owner, "division": asked})
        values |= {(period, vintage): value for period, value in told.items()}
    return Revisions(f"{owner}.{column}", asked, tuple(vintages), values)


def _owners(connection: Opened) -> Iterator[tuple[Source, str]]:
    """Yield every indicator and family that an opened vintage has figures of."""
    there = tables_of(connection)
    for source in SOURCES:
        if source.table in there:
            found = fetch(
                connection, f"select distinct {source.key} from {source.table} order by 1", {}
            )
            yield from ((source, str(owner)) for (owner,) in found.rows)


def _found(connection: Opened, owner: str, column: str) -> tuple[Source, str]:
    """Return where a figure comes from and its column."""
    owners = tuple(_owners(connection))
    for source, known in owners:
        if known == owner and (column or source.columns[0]) in source.columns:
            return source, column or source.columns[0]
    names = tuple(f"{known}.{name}" for source, known in owners for name in source.columns)
    raise UnknownFigure(f"{owner}.{column}".rstrip("."), names)


def _county(connection: Opened, source: Source, owner: str) -> str:
    """Return the division with the shortest code: the county, and of several the first."""
    found = fetch(
        connection,
        f"""select division_code from {source.table} where {source.key} = $owner
        order by length(division_code), division_code limit 1""",
        {"owner": owner},
    )
    return str(found.rows[0][0])


def _told(
    connection: Opened, source: Source, column: str, values: Mapping[str, object]
) -> dict[date, Number | None]:
    """Return period -> value in one opened vintage; nothing where it lacks the mart."""
    if source.table not in tables_of(connection):
        return {}
    found = fetch(
        connection,
        f"""select period, {column} from {source.table}
        where {source.key} = $owner and division_code = $division order by period""",
        values,
    )
    return dict(found.rows)  # type: ignore[arg-type] # the mart's contract names the types


def _change(before: Number | None, after: Number | None) -> Number | None:
    """Return the difference of two values of one kind."""
    if before is None or after is None:
        return None
    return after - before  # type: ignore[operator] # both of one column
