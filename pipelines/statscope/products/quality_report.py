"""The quality report of a published file, in the dimensions that official statistics ask for.

Belongs here: what is measured (coverage, punctuality, accuracy, revisions, comparability) and the
page. Does not belong here: its words (``quality_texts``), a list of units to work on (``ledger``).

Every figure is read from the file itself, revisions from all the vintages that are kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from statscope.products.quality_texts import (
    COLUMNS,
    HEADINGS,
    IDENTITY,
    NOTES,
    NOTHING,
    SYNTHETIC,
    TITLE,
)
from statscope.rounding import percent
from statscope.settings import Language, Settings
from statscope.warehouse.published import open_published
from statscope.warehouse.queries import Answer, Opened, fetch, tables_of
from statscope.warehouse.revisions import Number, Revisions, revisions_of

HEADLINES = (
    "industrial_value_added.current_cny",
    "industrial_value_added.comparable_growth",
    "fixed_asset_investment.current_cny",
    "fixed_asset_investment.comparable_growth",
    "industry.coverage_rate",
    "fai.coverage_rate",
)
"""Figures whose revisions are reported, where the file has them."""

_LATEST = "(select list_max(periods) from meta.about)"

_ABOUT = """
    select vintage, product_version, is_synthetic, deliveries,
        strftime(list_min(periods), '%Y-%m') as first,
        strftime(list_max(periods), '%Y-%m') as last
    from meta.about"""

_SECTIONS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "coverage": (
        ("marts.rpt_registration_coverage",),
        f"""select regime_family as family, division_code as division, regime_id as regime,
            eligible_units as eligible, registered_eligible_units as registered, coverage_rate
        from marts.rpt_registration_coverage
        where period = {_LATEST} and length(division_code) = 6 and eligible_units > 0
        order by 1, 2""",
    ),
    "unknown": (
        ("marts.fct_enterprise_scope", "marts.fct_project_scope"),
        f"""with judged as (
            select regime_family, is_eligible from marts.fct_enterprise_scope
            where is_in_force and period = {_LATEST}
            union all
            select regime_family, is_eligible from marts.fct_project_scope
            where is_in_force and period = {_LATEST}
        )
        select regime_family as family, count(*) as units,
            count_if(is_eligible is null) as unknown,
            count_if(is_eligible is null) / count(*) as unknown_share
        from judged group by all order by 1""",
    ),
    "punctuality": (
        ("meta.deliveries", "meta.checks"),
        """with missing as (
            select subject, count(*) as periods from meta.checks
            where status = 'failed' and check_id like 'door.missing_delivery.%' group by subject
        )
        select register, count(*) as files, count_if(state = 'rejected') as refused,
            count_if(state = 'superseded') as superseded,
            coalesce(any_value(missing.periods), 0) as missing,
            median(date_diff('day', last_day(period), cast(loaded_at as date))) as median_days,
            max(date_diff('day', last_day(period), cast(loaded_at as date))) as most_days
        from meta.deliveries left join missing on register = missing.subject
        where state != 'duplicate' group by register order by register""",
    ),
    "accuracy": (
        ("meta.deliveries",),
        """select register, sum(rows_present) as present, sum(rows_loaded) as loaded,
            sum(rows_rejected) as rejected, sum(rows_duplicate + rows_ignored) as set_aside,
            sum(rows_rejected) / nullif(sum(rows_present), 0) as rejected_share
        from meta.deliveries where state != 'duplicate' group by register order by register""",
    ),
    "breaks": (
        ("marts.rpt_registration_coverage",),
        """select regime_family as family, any_value(regime_id) as regime,
            strftime(min(period), '%Y-%m') as first, strftime(max(period), '%Y-%m') as last,
            count(distinct period) as months
        from marts.rpt_registration_coverage where is_scope_break
        group by regime_family order by 1""",
    ),
    "rates": (
        ("marts.rpt_growth",),
        f"""select indicator, division_code as division, comparable_growth as comparable,
            published_nominal_growth as nominal, panel_bias_pp as bias,
            missing_base_share as missing_base, price_basis, is_scope_break as is_break
        from marts.rpt_growth
        where period = {_LATEST} and length(division_code) = 6 order by 1, 2""",
    ),
    "checks": (
        ("meta.checks",),
        """select tool, severity, count(*) as checks, count_if(status = 'passed') as passed,
            count_if(status in ('failed', 'error')) as failed,
            count_if(status = 'accepted') as accepted,
            count_if(status = 'not_applicable') as not_applicable
        from meta.checks group by all order by 1, 2""",
    ),
    "issues": (
        ("meta.known_issues",),
        """select severity, {issue} as issue, who_acts from meta.known_issues
        order by array_position(['error', 'warn', 'info'], severity), issue_id""",
    ),
}

_ORDER = (
    *("coverage", "unknown", "punctuality", "accuracy", "revisions"),
    *("breaks", "rates", "checks", "issues"),
)


@dataclass(frozen=True)
class QualityReport:
    """A report.

    Attributes:
        markdown: the page.
        is_synthetic: whether the data are made up.
    """

    markdown: str
    is_synthetic: bool


def quality_report(settings: Settings, vintage: str | None = None) -> QualityReport:
    """Return the quality report of a vintage (default: the newest) in the settings' language.

    Raises:
        NothingPublished, UnknownVintage: as the readers of ``warehouse``.
    """
    with open_published(settings, vintage) as connection:
        found = fetch(connection, _ABOUT, {})
        about = dict(zip(found.columns, found.rows[0], strict=True))
        answers = dict(_answers(connection, settings.language))
    answers["revisions"] = _revised(settings, str(about["vintage"]))
    lines = _opening(about, settings.language)
    for name in _ORDER:
        if name in answers:
            lines += _section(name, answers[name], settings.language)
    return QualityReport("\n".join(lines) + "\n", bool(about["is_synthetic"]))


def _answers(connection: Opened, language: Language) -> Iterator[tuple[str, Answer]]:
    """Yield what the file itself answers, section by section."""
    there = tables_of(connection)
    for name, (needs, sql) in _SECTIONS.items():
        if there.issuperset(needs):
            yield name, fetch(connection, sql.replace("{issue}", f"issue_{language}"), {})


def _revised(settings: Settings, vintage: str) -> Answer:
    """Return how far the headline figures were revised, up to and with one vintage."""
    rows = tuple(_revision(found, vintage) for found in revisions_of(settings, HEADLINES))
    columns = ("figure", "vintages", "periods", "revised", "mean_revision", "mean_absolute")
    return Answer(columns, rows)


def _revision(found: Revisions, vintage: str) -> tuple[object, ...]:
    """Return the row of one figure."""
    vintages = [name for name in found.vintages if name <= vintage]
    changes: list[Number] = []
    for period in found.periods:
        told = [
            value for name in vintages if (value := found.values.get((period, name))) is not None
        ]
        if told:
            changes.append(told[-1] - told[0])  # type: ignore[operator] # both of one column
    size = len(changes)
    mean = float(sum(map(Decimal, map(str, changes)))) / size if size else None
    absolute = float(sum(abs(Decimal(str(each))) for each in changes)) / size if size else None
    return (
        *(found.figure, len(vintages), size, sum(each != 0 for each in changes)),
        *(mean, absolute),
    )


def _opening(about: Mapping[str, object], language: Language) -> list[str]:
    """Return the title and what the report is of."""
    text = _in(IDENTITY, language).format(
        vintage=about["vintage"],
        first=about["first"] or "–",
        last=about["last"] or "–",
        deliveries=about["deliveries"],
        version=about["product_version"],
    )
    lines = [f"# {_in(TITLE, language)}", "", text]
    return [*lines, "", _in(SYNTHETIC, language)] if about["is_synthetic"] else lines


def _section(name: str, answer: Answer, language: Language) -> list[str]:
    """Return one section: heading, what it shows, the table."""
    lines = ["", f"## {_in(HEADINGS[name], language)}", "", _in(NOTES[name], language), ""]
    if not answer.rows:
        return [*lines, _in(NOTHING, language)]
    names = [_in(COLUMNS[column], language) for column in answer.columns]
    return [
        *lines,
        _line(names),
        _line(["---"] * len(names)),
        *(
            _line([_cell(*pair) for pair in zip(answer.columns, row, strict=True)])
            for row in answer.rows
        ),
    ]


def _line(cells: Sequence[str]) -> str:
    """Return a line of a table in Markdown."""
    return f"| {' | '.join(cells)} |"


def _cell(column: str, value: Any) -> str:  # noqa: ANN401 - a cell of any table
    """Write a value as its column asks."""
    if value is None or isinstance(value, bool):
        return "–" if value is None else "✓" * value
    if column in {"comparable", "nominal"}:
        return percent(value, places=2, signed=True)
    if column.endswith(("_share", "_rate")) or column == "missing_base":
        return percent(value)
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float | Decimal):
        return f"{value:,.4f}".rstrip("0").rstrip(".")
    return " ".join(str(value).replace("|", "·").split())


def _in(texts: tuple[str, str], language: Language) -> str:
    """Return the text in one language."""
    return texts[0] if language == "zh" else texts[1]
