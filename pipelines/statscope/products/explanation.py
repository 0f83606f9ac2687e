"""Why a unit is in or out: the rows of ``marts.explain_unit`` and what they leave unsaid.

Belongs here: finding the unit, and everything that a published file knows of it: as it was last
listed, its verdicts, the regimes in which it has no class, its papers, the edits that it fired; and
for a unit that no list has ever held, which rows name it. Does not belong here: the SQL of the
verdicts (a macro of the published file), showing them (``cli_explain``).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from statscope.settings import Settings
from statscope.warehouse.publication_macros import same_code
from statscope.warehouse.published import open_published
from statscope.warehouse.queries import Answer, Opened, fetch, require_period, tables_of

_PUBLISHED_AS = f"""
    select distinct enterprise_id from marts.dim_enterprise_codes
    where {same_code("delivered_id", "$code")} order by all"""

_LISTED_UNITS = f"""
    select unit_kind, unit_id, unit_name from (
        select 'enterprise' as unit_kind, enterprise_id as unit_id, enterprise_name as unit_name
        from marts.dim_enterprises where {same_code("enterprise_id", "$code")}
        union all
        select 'project' as unit_kind, project_id as unit_id, project_name as unit_name
        from marts.dim_projects where project_id = $id
    ) order by all"""

_OTHER_CODES = """
    select delivered_id from marts.dim_enterprise_codes
    where $kind = 'enterprise' and enterprise_id = $unit order by all"""

_UNLISTED_UNITS = f"""
    select unit_kind, unit_id, max(unit_name) as unit_name
    from marts.rpt_unlisted_mentions
    where (unit_kind = 'enterprise' and {same_code("unit_id", "$code")})
        or (unit_kind = 'project' and unit_id = $id)
    group by all order by all"""

_FILES = """
    select delivery_id, any_value(register) || '/' || any_value(file_name) as file
    from meta.deliveries where state <> 'duplicate' group by delivery_id"""

_VERDICTS = """
    select * from marts.explain_unit($asked) where $period is null or period = $period"""

_LISTED_WITHOUT_CLASS = """
    select 1 from marts.fct_enterprises_without_class
    where enterprise_id = $unit and period = $period"""

_AS_LISTED = f"""
    with files as ({_FILES})
    select listed.* exclude (source_delivery_id, source_row_number, is_listed, {{name}}, {{id}}),
        files.file as source_file, listed.source_row_number as source_row,
    from {{table}} as listed
    left join files on listed.source_delivery_id = files.delivery_id
    where {{id}} = $unit"""

_ANNUAL = f"""
    with files as ({_FILES}),
    bases as (
        select rule_id, any_value(legal_basis) as legal_basis from meta.rules group by rule_id
    )
    select f.year, f.regime_id, f.scope_class, f.rule_id, b.legal_basis, f.measure,
        f.measure_value, f.threshold_value, f.sizing_source, f.scope_status, f.is_eligible,
        files.file as measure_file, f.measure_row_number as measure_row,
    from marts.fct_annual_scope as f
    left join bases as b on f.rule_id = b.rule_id
    left join files on f.measure_delivery_id = files.delivery_id
    where f.enterprise_id = $unit and ($period is null or f.year <= year(cast($period as date)))
    order by f.year, f.regime_id"""

_PAPERS = f"""
    with files as ({_FILES}),
    papers as (
        select * from marts.fct_unit_documents
        where unit_kind = $kind and unit_id = $unit and ($period is null or period = $period)
        qualify period = max(period) over ()
    )
    select p.period, p.document, p.necessity, p.standing, p.valid_until, p.is_replaced,
        p.is_missing, p.is_faulty, files.file as source_file, p.source_row_number as source_row,
    from papers as p
    left join meta.documents as d on p.unit_kind = d.unit_kind and p.document = d.document
    left join files on p.source_delivery_id = files.delivery_id
    order by d.sort_order, p.document"""

_FLAGS = f"""
    with files as ({_FILES})
    select f.period, f.check_id, f.check_name_zh, f.check_name_en, f.severity,
        cast(f.evidence as varchar) as evidence,
        files.file as source_file, f.source_row_number as source_row,
    from marts.rpt_unit_flags as f
    left join files on f.delivery_id = files.delivery_id
    where f.unit_kind = $kind and f.unit_id = $unit
        and ($period is null or f.period = $period)
    order by f.period, f.check_id"""

_MENTIONS = f"""
    with files as ({_FILES})
    select m.period, m.unit_kind, m.unit_id, m.unit_name, m.register,
        files.file as source_file, m.source_row_number as source_row,
    from marts.rpt_unlisted_mentions as m
    left join files on m.source_delivery_id = files.delivery_id
    where m.unit_kind = $kind and m.unit_id = $unit
    order by m.period, m.register, files.file, m.source_row_number"""

_REJECTED = """
    select period, register, register || '/' || file_name as source_file,
        row_number as source_row, reasons,
    from meta.rejected_rows
    where contains(upper(cast(raw_row as varchar)), '"' || $asked || '"')
    order by register, file_name, row_number"""

_LABELS = """
    select code_list, code, label_zh from meta.code_labels
    union all
    select 'reason', reason, min(label_zh) from meta.reason_codes group by reason"""

_DOCUMENT_LABELS = """
    select 'document', document, min(label_zh) from meta.documents group by document"""

_SEVERITY_LABELS = """
    select 'severity', severity, min(severity_zh) from meta.unit_checks group by severity"""

_REGIMES = "select unit_kind, regime_id from meta.regimes order by regime_id"

_NOTHING = Answer((), ())


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
        is_listed: whether a list of units has ever held it.
        absent_in: the month asked for, where the list then in force does not hold it.
        as_listed: one row: the unit as it was last listed, and the row that says so.
        annual: its verdicts of the annual survey, a row per year and regime.
        papers: the documents asked of it, in the period asked for or the last one.
        flags: the edits that it fired, a row per period and edit.
        mentions: for a unit on no list: the rows that name it.
        rejected: rejected rows that name it.
        other_codes: the codes that departments also call it by.
    """

    unit_kind: str
    unit_id: str
    unit_name: str | None
    rows: Answer
    regimes_without_class: tuple[str, ...]
    chinese: Mapping[tuple[str, str], str]
    is_listed: bool = True
    absent_in: date | None = None
    as_listed: Answer = _NOTHING
    annual: Answer = _NOTHING
    papers: Answer = _NOTHING
    flags: Answer = _NOTHING
    mentions: Answer = _NOTHING
    rejected: Answer = _NOTHING
    other_codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _File:
    """One opened vintage, and what is asked of it.

    Attributes:
        connection: the vintage.
        tables: its tables; older vintages have fewer.
        asked: the code as people type it, tidy.
        period: first day of the only month wanted.
    """

    connection: Opened
    tables: frozenset[str]
    asked: str
    period: date | None

    def fetch(self, statement: str, *needs: str, **values: object) -> Answer:
        """Run a statement, or return nothing where the vintage lacks a table that it needs."""
        if not self.tables.issuperset(needs):
            return _NOTHING
        return fetch(self.connection, statement, values)

    def units(self) -> list[tuple[bool, tuple[object, ...]]]:
        """Return (whether it is listed, kind, id and name) of the units with this code.

        A code that another one has replaced finds the unit under its last code.
        """
        code = self.asked.replace("-", "")
        last = self.fetch(_PUBLISHED_AS, "marts.dim_enterprise_codes", code=code).rows
        found: dict[tuple[bool, tuple[object, ...]], None] = {}
        for known_as in (code, *(str(row[0]) for row in last)):
            codes = {"code": known_as, "id": self.asked}
            listed = self.fetch(_LISTED_UNITS, **codes).rows
            unlisted = self.fetch(_UNLISTED_UNITS, "marts.rpt_unlisted_mentions", **codes).rows
            found |= dict.fromkeys((True, unit) for unit in listed)
            found |= dict.fromkeys((False, unit) for unit in unlisted)
        return sorted(found, key=lambda unit: not unit[0])


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
        UnknownUnit: nothing that was delivered names it.
        NothingPublished, UnknownVintage, UnknownPeriod: as the readers of ``warehouse``.
    """
    asked = unicodedata.normalize("NFKC", unit).strip().upper().replace(" ", "")
    with open_published(settings, vintage) as connection:
        if period is not None:
            require_period(connection, period)
        file = _File(connection, tables_of(connection), asked, period)
        units = file.units()
        rejected = file.fetch(_REJECTED, asked=asked)
        if not units and rejected.rows:
            units = [(False, ("", asked, None))]
        if not units:
            raise UnknownUnit(unit)
        verdicts = file.fetch(_VERDICTS, asked=asked, period=period)
        chinese = _labels(file)
        return tuple(
            _explanation(file, is_listed, unit_row, verdicts, (chinese, rejected))
            for is_listed, unit_row in units
        )


def rows_for_programs(explanations: Sequence[Explanation]) -> Answer:
    """Return the verdicts of all; where no list holds any of them, the rows that name them."""
    kind = "rows" if any(explanation.is_listed for explanation in explanations) else "mentions"
    answers = [getattr(explanation, kind) for explanation in explanations]
    if not any(answer.rows for answer in answers) and kind == "mentions":
        return explanations[0].rejected
    rows = tuple(row for answer in answers for row in answer.rows)
    return Answer(answers[0].columns, rows)


def _labels(file: _File) -> dict[tuple[str, str], str]:
    """Return the Chinese label of every code, by list and code."""
    found = [
        *file.fetch(_LABELS).rows,
        *file.fetch(_DOCUMENT_LABELS, "meta.documents").rows,
        *file.fetch(_SEVERITY_LABELS, "meta.unit_checks").rows,
    ]
    return {(str(code_list), str(code)): str(label) for code_list, code, label in found}


def _explanation(
    file: _File,
    is_listed: bool,  # noqa: FBT001 - a fact among facts
    unit: tuple[object, ...],
    verdicts: Answer,
    common: tuple[Mapping[tuple[str, str], str], Answer],
) -> Explanation:
    """Pick one unit's rows, and fetch what else is known of it."""
    kind, unit_id, name = unit
    chinese, rejected = common
    rows = _own_rows(verdicts, kind, unit_id)
    of_unit = {"kind": kind, "unit": unit_id, "period": file.period}
    of_enterprise = {"unit": unit_id, "period": file.period}
    codes = file.fetch(_OTHER_CODES, "marts.dim_enterprise_codes", kind=kind, unit=unit_id).rows
    return Explanation(
        unit_kind=str(kind),
        unit_id=str(unit_id),
        unit_name=None if name is None else str(name),
        rows=rows,
        regimes_without_class=_without_class(file, kind, rows) if is_listed else (),
        chinese=chinese,
        is_listed=is_listed,
        absent_in=_absent_in(file, kind, unit_id, rows) if is_listed else None,
        as_listed=_as_listed(file, kind, unit_id) if is_listed else _NOTHING,
        annual=file.fetch(_ANNUAL, "marts.fct_annual_scope", **of_enterprise),
        papers=file.fetch(_PAPERS, "marts.fct_unit_documents", "meta.documents", **of_unit),
        flags=file.fetch(_FLAGS, "marts.rpt_unit_flags", **of_unit),
        mentions=file.fetch(_MENTIONS, "marts.rpt_unlisted_mentions", kind=kind, unit=unit_id),
        rejected=rejected,
        other_codes=tuple(str(code) for (code,) in codes),
    )


def _own_rows(verdicts: Answer, kind: object, unit_id: object) -> Answer:
    """Return the verdicts on one unit."""
    place = {column: index for index, column in enumerate(verdicts.columns)}
    return Answer(
        verdicts.columns,
        tuple(
            row
            for row in verdicts.rows
            if (row[place["unit_kind"]], row[place["unit_id"]]) == (kind, unit_id)
        ),
    )


def _without_class(file: _File, kind: object, rows: Answer) -> tuple[str, ...]:
    """Name the regimes of a kind of unit that are missing from a unit's verdicts."""
    place = rows.columns.index("regime_id")
    met = {row[place] for row in rows.rows}
    return tuple(
        str(regime)
        for of_kind, regime in file.fetch(_REGIMES).rows
        if of_kind == kind and regime not in met
    )


def _absent_in(file: _File, kind: object, unit_id: object, rows: Answer) -> date | None:
    """Return the month asked for, if the list of units then in force lacks the unit.

    A listed project has a verdict of every regime; an enterprise has none where it belongs to no
    class, and older vintages do not say which those are.
    """
    if file.period is None or rows.rows:
        return None
    listed = "marts.fct_enterprises_without_class"
    if kind == "enterprise":
        if listed not in file.tables:
            return None
        values = {"unit": unit_id, "period": file.period}
        if file.fetch(_LISTED_WITHOUT_CLASS, listed, **values).rows:
            return None
    return file.period


def _as_listed(file: _File, kind: object, unit_id: object) -> Answer:
    """Return the unit as it was last listed."""
    names = {"table": f"marts.dim_{kind}s", "id": f"{kind}_id", "name": f"{kind}_name"}
    return file.fetch(_AS_LISTED.format(**names), unit=unit_id)
