"""The observations: each figure of the published file with its status.

Belongs here: which row of a mart is which observation, where a series breaks and what its value
would have been under the former rule, what is withheld. Does not belong here: the codes
(``structure``), files (``writing``).

A level breaks in the first month under another regime (status B). A rate over the year is broken
for as long as the rule of a year before was another one; comparable growth applies one rule to
both years and never breaks. The value before the break is known where the rule alone decides: how
many units the former rule would count in that month. Money is withheld (Q), with every rate on it,
by the rules of the brief (``products.brief.secrecy``), month by month.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from statscope.products.brief import secrecy
from statscope.products.sdmx.structure import COVERAGE, GROWTH, RANKING, Figure, Flow
from statscope.registers.contract import COUNTY_DIGITS
from statscope.warehouse.queries import Answer, Opened, fetch, tables_of


@dataclass(frozen=True)
class Observation:
    """One observation; its text fields are codes of the structure.

    Attributes:
        area: the place.
        subject: the family or indicator.
        figure: which figure.
        period: ``YYYY-MM``.
        value: as text, None where there is none or it is withheld.
        status: A, B, O or Q.
        pre_break: value under the former rule at a break, where known.
        unit: of measure.
    """

    area: str
    subject: str
    figure: str
    period: str
    value: str | None
    status: str
    pre_break: str | None
    unit: str


_COVERAGE = """
    with
    families as (
        select *, lag(regime_id) over series as old_regime_id,
        from marts.rpt_registration_coverage
        window series as (partition by regime_family, division_code order by period)
    ),
    breaks as (
        select period, regime_family, division_code, old_regime_id from families
        where old_regime_id != regime_id
    ),
    judged as (
        select period, division_code, regime_id, is_eligible, is_registered
        from marts.fct_enterprise_scope
        union all
        select period, division_code, regime_id, is_eligible, is_registered
        from marts.fct_project_scope
    ),
    former as (
        select breaks.period, breaks.regime_family, breaks.division_code,
            count_if(judged.is_eligible) as old_eligible_units,
            if(
                count(judged.is_registered) = 0, null,
                count_if(judged.is_eligible and judged.is_registered)
            ) as old_registered_eligible_units,
        from breaks left join judged
            on breaks.period = judged.period and breaks.old_regime_id = judged.regime_id
            and starts_with(judged.division_code, breaks.division_code)
        group by all
    )
    select families.*, families.regime_family as subject,
        former.period is not null as is_level_break,
        former.old_eligible_units, former.old_registered_eligible_units,
        former.old_registered_eligible_units
            / nullif(former.old_eligible_units, 0) as old_coverage_rate,
    from families left join former
        on families.period = former.period and families.regime_family = former.regime_family
        and families.division_code = former.division_code
    order by families.regime_family, families.division_code, families.period"""

_GROWTH = """
    select *, indicator as subject,
        coalesce(lag(regime_id) over (partition by indicator, division_code order by period)
            != regime_id, false) as is_level_break,
    from marts.rpt_growth
    order by indicator, division_code, period"""

_PUBLIC_GROWTH = """
    select *, indicator as subject,
        coalesce(lag(regime_id) over (partition by indicator, division_code order by period)
            != regime_id, false) as is_level_break,
        current_status is not null and current_cny is null as hides_current_cny,
        comparable_status is not null and comparable_growth is null as hides_comparable_growth,
        coalesce(current_status, prior_status) is not null
            and published_nominal_growth is null as hides_published_nominal_growth,
    from marts.pub_growth
    order by indicator, division_code, period"""

_RANKING = """
    with broken as (
        select period, indicator, bool_or(is_scope_break) as is_scope_break
        from marts.rpt_growth group by all
    )
    select ranking.*, ranking.indicator as subject, false as is_level_break,
        coalesce(broken.is_scope_break, false) as is_scope_break,
    from marts.rpt_county_ranking as ranking left join broken
        on ranking.period = broken.period and ranking.indicator = broken.indicator
    order by ranking.indicator, ranking.division_code, ranking.period"""

_STATEMENTS = {COVERAGE.name: _COVERAGE, GROWTH.name: _GROWTH, RANKING.name: _RANKING}

Withheld = frozenset[tuple[date, str, str]]


def observations(connection: Opened, flow: Flow) -> tuple[Observation, ...]:
    """Return every observation of a flow of a vintage, by subject, place and month."""
    found = fetch(connection, _STATEMENTS[flow.name], {})
    withheld = _withheld(connection) if flow is GROWTH else frozenset()
    return tuple(_observed(flow, found, withheld))


def public_growth(connection: Opened) -> tuple[Observation, ...]:
    """Return the observations of growth as an opened public file has them."""
    return tuple(_observed(GROWTH, fetch(connection, _PUBLIC_GROWTH, {}), frozenset()))


def _observed(flow: Flow, found: Answer, withheld: Withheld) -> Iterator[Observation]:
    """Yield an observation per row and figure."""
    for values in found.rows:
        row = dict(zip(found.columns, values, strict=True))
        period, area, subject = row["period"], str(row["division_code"]), str(row["subject"])
        for figure in flow.figures:
            is_hidden = bool(row.get(f"hides_{figure.column}"))
            is_withheld = row[figure.column] is not None and (period, subject, area) in withheld
            status = _status(row, figure, is_withheld=is_hidden or is_withheld)
            shown = status in {"A", "B"}
            before = row.get(f"old_{figure.column}") if status == "B" else None
            yield Observation(
                *(area, subject, figure.code, f"{period:%Y-%m}"),
                value=_text(row[figure.column]) if shown else None,
                status=status,
                pre_break=_text(before),
                unit=figure.unit,
            )


def _status(row: Mapping[str, object], figure: Figure, *, is_withheld: bool) -> str:
    """Return the status of a figure of a row."""
    if is_withheld:
        return "Q"
    if row[figure.column] is None:
        return "O"
    is_break = row["is_scope_break"] if figure.is_growth else row["is_level_break"]
    is_compared = figure.column == "comparable_growth"
    return "B" if is_break and not is_compared else "A"


def _text(value: object) -> str | None:
    """Write a value so that it reads back exactly."""
    return None if value is None else str(value)


def _withheld(connection: Opened) -> Withheld:
    """Return (period, indicator, place) of all money that must not be shown."""
    if not tables_of(connection).issuperset(secrecy.VALUE_NEEDS):
        return frozenset()
    periods = fetch(connection, "select distinct period from marts.rpt_growth order by 1", {})
    return frozenset(
        (period, indicator, place)  # type: ignore[misc] # the mart's contract names the types
        for (period,) in periods.rows
        for indicator, place in _withheld_in(connection, period)
    )


def _withheld_in(connection: Opened, period: object) -> Iterator[tuple[str, str]]:
    """Yield (indicator, place) of a month in which this year's or last year's money is secret."""
    cells = secrecy.by_cell(fetch(connection, secrecy.VALUES, {"period": period}), 3)
    wholes = {key for key in cells if len(str(key[1])) == COUNTY_DIGITS and key[2] in _ENDS}
    for indicator, county, end in sorted(wholes, key=str):
        whole = cells[indicator, county, end]
        parts = [
            (str(place), amounts)
            for (each, place, cell), amounts in cells.items()
            if each == indicator
            and cell == end
            and str(place) != county
            and str(place).startswith(str(county))
        ]
        if not secrecy.is_safe(whole):
            yield str(indicator), str(county)
            yield from ((str(indicator), place) for place, _ in parts)
            continue
        hidden = secrecy.to_withhold([amounts for _, amounts in parts], whole)
        yield from ((str(indicator), parts[at][0]) for at in sorted(hidden))


_ENDS = frozenset({"current", "prior"})
