"""What another line would do: units before and after, and those that change.

Belongs here: reading what a person asks, adding up the rows of the macros ``what_if_enterprises``
and ``what_if_projects``. Does not belong here: the SQL of a row (a macro of the published file), a
regime that is kept and followed over time (``ingest.what_if``), showing it (``cli_what_if``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import polars as pl

from statscope.ingest.amounts import money
from statscope.ingest.tidying import tidy
from statscope.settings import Settings
from statscope.warehouse.published import open_published
from statscope.warehouse.queries import Answer, Opened, fetch, require_period, tables_of

KINDS: Mapping[str, str] = {
    "enterprises": "enterprise",
    "enterprise": "enterprise",
    "企业": "enterprise",
    "单位": "enterprise",
    "projects": "project",
    "project": "project",
    "项目": "project",
}
"""Words for a kind of unit -> the kind."""

_ENGLISH = re.compile(r"(.*[0-9.])\s*(k|m|bn|thousand|million|billion)(?:\s*yuan)?", re.IGNORECASE)
_POWERS = {"k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}

_SUMMARY = """
    with rows as (from marts.what_if_{kind}s($period, $line))
    select
        regime_family,
        grouping(regime_family) = 1 as is_total,
        count(*) as units,
        count(*) filter (was_eligible) as units_before,
        count(*) filter (is_eligible) as units_after,
        count(*) filter (change = 'gained') as gained_units,
        coalesce(sum(measure_cny) filter (change = 'gained'), 0) as gained_cny,
        count(*) filter (change = 'lost') as lost_units,
        coalesce(sum(measure_cny) filter (change = 'lost'), 0) as lost_cny,
        count(*) filter (change = 'unknown') as unknown_units,
        count(*) filter (was_eligible and is_registered) / nullif(
            count(*) filter (was_eligible and is_registered is not null), 0) as coverage_before,
        count(*) filter (is_eligible and is_registered) / nullif(
            count(*) filter (is_eligible and is_registered is not null), 0) as coverage_after,
    from rows
    group by grouping sets ((regime_family), ())
    order by is_total, regime_family nulls last"""

_UNITS = """
    from marts.what_if_{kind}s($period, $line)
    where $all or change in ('gained', 'lost')
    order by change, regime_family, measure_cny desc nulls last, {kind}_id"""

_LATEST = "select list_max(periods) from meta.about"

_LABELS = "select code_list, code, label_zh from meta.code_labels"


class UnknownKind(ValueError):  # noqa: N818 - it names what was asked for
    """What was asked about is neither enterprises nor projects."""


class BadLine(ValueError):  # noqa: N818 - it names what was asked for
    """The line that was asked for is no amount, or a negative one."""


class NoWhatIf(LookupError):  # noqa: N818 - it names what is missing
    """The vintage was published without the macro: it is old, or has no such units."""


@dataclass(frozen=True)
class WhatIf:
    """What another line would do in one month.

    Attributes:
        unit_kind: ``enterprise`` or ``project``.
        period: first day of the month of the list in force.
        line_cny: the line asked about, in yuan.
        summary: a row per regime family, at last one over all of them.
        units: the units that change, or all; columns of the macro.
        chinese: Chinese label of a code in a code list, for (list, code).
    """

    unit_kind: str
    period: date
    line_cny: Decimal
    summary: Answer
    units: Answer
    chinese: Mapping[tuple[str, str], str]


def read_kind(word: str) -> str:
    """Return the kind of unit that a word names.

    Raises:
        UnknownKind: it names none.
    """
    kind = KINDS.get(word.strip().lower())
    if kind is None:
        raise UnknownKind(word)
    return kind


def read_line(text: str) -> Decimal:
    """Return a line in yuan as a person types it: ``10000000``, ``1000万``, ``1.5亿``, ``10m``.

    Raises:
        BadLine: it is no amount, or a negative one.
    """
    english = _ENGLISH.fullmatch(text.strip())
    number, power = (english[1], _POWERS[english[2].lower()]) if english else (text, 0)
    amount: Decimal | None = money(tidy(pl.Series([number], dtype=pl.String)), power).item()
    if amount is None or amount < 0:
        raise BadLine(text)
    return amount


def what_if(
    settings: Settings,
    unit_kind: str,
    line_cny: Decimal,
    *,
    period: date | None = None,
    vintage: str | None = None,
    everything: bool = False,
) -> WhatIf:
    """Ask a vintage what another line would do.

    Args:
        settings: the home.
        unit_kind: ``enterprise`` or ``project``.
        line_cny: the line in yuan.
        period: first day of the month; the last one by default.
        vintage: which vintage; the newest by default.
        everything: list every unit, not only those that change.

    Raises:
        NoWhatIf: the vintage lacks the macro.
        NothingPublished, UnknownVintage, UnknownPeriod: as the readers of ``warehouse``.
    """
    with open_published(settings, vintage) as connection:
        if f"marts.what_if_{unit_kind}s" not in tables_of(connection):
            raise NoWhatIf(unit_kind)
        if period is not None:
            require_period(connection, period)
        month = period or _latest(connection)
        values: dict[str, object] = {"period": month, "line": line_cny}
        summary = fetch(connection, _SUMMARY.format(kind=unit_kind), values)
        units = fetch(connection, _UNITS.format(kind=unit_kind), values | {"all": everything})
        labels = fetch(connection, _LABELS, {})
    return WhatIf(
        unit_kind=unit_kind,
        period=month,
        line_cny=line_cny,
        summary=summary,
        units=units,
        chinese={(str(code_list), str(code)): str(label) for code_list, code, label in labels.rows},
    )


def _latest(connection: Opened) -> date:
    """Return the last month that has facts.

    Raises:
        NoWhatIf: there is none.
    """
    ((latest,),) = fetch(connection, _LATEST, {}).rows
    if not isinstance(latest, date):
        raise NoWhatIf
    return latest
