"""Why a unit is in or out: the rows of ``marts.explain_unit`` and what they leave unsaid.

Belongs here: finding the unit, and naming the regimes in which it has no class at all. Does not
belong here: the SQL of the rows (a macro of the published file), showing them (``cli_explain``).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from statscope.settings import Settings
from statscope.warehouse.published import open_published
from statscope.warehouse.queries import Answer, fetch, require_period

_KNOWN_UNITS = """
    select unit_kind, unit_id, unit_name from (
        select 'enterprise' as unit_kind, enterprise_id as unit_id, enterprise_name as unit_name
        from marts.dim_enterprises
        where enterprise_id = $code
            or (length($code) = 9 and length(enterprise_id) = 18
                and substr(enterprise_id, 9, 9) = $code)
            or (length($code) = 18 and enterprise_id = substr($code, 9, 9))
        union all
        select 'project' as unit_kind, project_id as unit_id, project_name as unit_name
        from marts.dim_projects where project_id = $id
    ) order by all"""

_VERDICTS = """
    select * from marts.explain_unit($asked) where $period is null or period = $period"""

_LABELS = """
    select code_list, code, label_zh from meta.code_labels
    union all
    select 'reason', reason, min(label_zh) from meta.reason_codes group by reason"""

_REGIMES = "select unit_kind, regime_id from meta.regimes order by regime_id"


class UnknownUnit(LookupError):  # noqa: N818 - it names what was asked for
    """No enterprise or project of the published file has this code."""


@dataclass(frozen=True)
class Explanation:
    """What is known of one unit.

    Attributes:
        unit_kind: ``enterprise`` or ``project``.
        unit_id: its published id.
        unit_name: its name.
        rows: its verdicts, a row per period and regime; columns of ``marts.explain_unit``.
        regimes_without_class: regimes of its kind under which it belongs to no class.
        chinese: Chinese label of a code in a code list, for (list, code).
    """

    unit_kind: str
    unit_id: str
    unit_name: str | None
    rows: Answer
    regimes_without_class: tuple[str, ...]
    chinese: Mapping[tuple[str, str], str]


def explain(
    settings: Settings, unit: str, *, period: date | None = None, vintage: str | None = None
) -> tuple[Explanation, ...]:
    """Explain the unit of this code; two where an enterprise and a project share it.

    Args:
        settings: the home.
        unit: an enterprise's code of 18 or 9 characters, or a project's, as people type it.
        period: first day of the only month wanted.
        vintage: which vintage; the newest by default.

    Raises:
        UnknownUnit: there is none.
        NothingPublished, UnknownVintage, UnknownPeriod: as the readers of ``warehouse``.
    """
    asked = unicodedata.normalize("NFKC", unit).strip().upper().replace(" ", "")
    with open_published(settings, vintage) as connection:
        if period is not None:
            require_period(connection, period)
        known = fetch(connection, _KNOWN_UNITS, {"code": asked.replace("-", ""), "id": asked})
        if not known.rows:
            raise UnknownUnit(unit)
        verdicts = fetch(connection, _VERDICTS, {"asked": asked, "period": period})
        regimes = fetch(connection, _REGIMES, {})
        labels = fetch(connection, _LABELS, {})
    chinese = {(str(code_list), str(code)): str(label) for code_list, code, label in labels.rows}
    return tuple(_explanation(unit_row, verdicts, regimes, chinese) for unit_row in known.rows)


def _explanation(
    unit: tuple[object, ...],
    verdicts: Answer,
    regimes: Answer,
    chinese: Mapping[tuple[str, str], str],
) -> Explanation:
    """Pick one unit's rows and name the regimes of its kind that are missing from them."""
    kind, unit_id, name = unit
    place = {column: index for index, column in enumerate(verdicts.columns)}
    rows = tuple(
        row
        for row in verdicts.rows
        if (row[place["unit_kind"]], row[place["unit_id"]]) == (kind, unit_id)
    )
    met = {row[place["regime_id"]] for row in rows}
    return Explanation(
        unit_kind=str(kind),
        unit_id=str(unit_id),
        unit_name=None if name is None else str(name),
        rows=Answer(verdicts.columns, rows),
        regimes_without_class=tuple(
            str(regime) for of_kind, regime in regimes.rows if of_kind == kind and regime not in met
        ),
        chinese=chinese,
    )
