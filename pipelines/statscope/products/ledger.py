"""The ledger: what to clean up in one month, unit by unit, as a published file knows it.

Belongs here: reading the lists, wording their codes, moving the clock, the rows to fill in. Does
not belong here: which rows a list has (the marts), sheets and words (``ledger_sheets``), writing
the workbook (``ledger_workbook``), taking a filled ledger in (``registers.ledger_updates``).
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from statscope.products.ledger_sheets import LAYOUTS, REJECT_REASONS, say
from statscope.registers.catalogue import all_registers
from statscope.registers.contract import COUNTY_DIGITS
from statscope.settings import Language, Settings
from statscope.warehouse.published import open_published
from statscope.warehouse.queries import Answer, Opened, fetch, require_period, tables_of

SOON = timedelta(days=7)
"""How long before the day it is due an entry is coloured as due soon."""

Record = dict[str, Any]
Labels = Mapping[tuple[str, str], str]

_PENDING = "plan_revision_pending"

_ABOUT = "select * from meta.about"

_PROJECTS = "select * from marts.rpt_unregistered_projects where period = $period"

_ENTERPRISES = "select * from marts.rpt_unregistered_enterprises where period = $period"

_BEYOND = """
    select * from marts.rpt_uncounted_investment where period = $period
    order by uncounted_cny desc, project_id"""

_NEAR_LINE = """
    select * from marts.rpt_near_threshold where period = $period
    order by side desc, ratio desc, unit_id"""

_INELIGIBLE = """
    with units as (
        select 'enterprise' as unit_kind, enterprise_id as unit_id, enterprise_name as unit_name
        from marts.dim_enterprises
        union all
        select 'project', project_id, project_name from marts.dim_projects
    )
    select listed.*, units.unit_name
    from marts.rpt_registered_ineligible as listed
    left join units on listed.unit_kind = units.unit_kind and listed.unit_id = units.unit_id
    where listed.period = $period
    order by listed.unit_kind, listed.unit_id"""

# A row whose own period could not be read belongs to the period of its file.
_REJECTED = """
    with files as (
        select delivery_id, max(period) as period from meta.deliveries group by delivery_id
    )
    select rejected.*
    from meta.rejected_rows as rejected
    left join files on rejected.delivery_id = files.delivery_id
    where coalesce(rejected.period, files.period) = $period
    order by rejected.register, rejected.file_name, rejected.row_number"""

_PAPERS = """
    select papers.unit_kind, papers.unit_id, papers.document, papers.standing, papers.is_missing
    from marts.fct_unit_documents as papers
    left join meta.documents as documents
        on papers.unit_kind = documents.unit_kind and papers.document = documents.document
    where papers.period = $period and papers.necessity = 'mandatory'
        and (papers.is_missing or papers.is_faulty)
    order by documents.sort_order, papers.document"""

_UPDATES = "select * from marts.rpt_ledger_updates where period = $period"

# Who answers for what, those that no one answers for first.
_RESPONSIBILITY = """
    select * from marts.rpt_responsibility where period = $period
    order by county_code, array_position(['township', 'department', 'leader'], holder_kind),
        unit_kind desc, is_unassigned desc, overdue_units desc nulls last,
        coverage_rate nulls last, holder"""

_COVERAGE = """
    select coverage.*, regimes.regime_name_zh, regimes.regime_name_en, regimes.legal_basis
    from marts.rpt_registration_coverage as coverage
    left join meta.regimes as regimes on coverage.regime_id = regimes.regime_id
    where coverage.period = $period
    qualify length(division_code) = min(length(division_code)) over ()
    order by coverage.unit_kind, coverage.regime_family, coverage.division_code"""


_CHOICES = """
    select code_list, label_{lang} from meta.code_labels
    where code_list in ('document_state', 'handling_state') order by code_list, sort_order"""

_LABELS = {
    "meta.code_labels": "select code_list, code, label_{lang} from meta.code_labels",
    "meta.reason_codes": """
        select 'reason/' || unit_kind, reason, label_{lang} from meta.reason_codes""",
    "meta.documents": """
        select 'document/' || unit_kind, document, label_{lang} from meta.documents""",
    "meta.regimes": "select 'regime', regime_id, regime_name_{lang} from meta.regimes",
    "meta.divisions": """
        select 'division', division_code, division_name_{lang} from meta.divisions""",
    "meta.evidence_rules": """
        select if(applies_to = 'enterprise', 'issuer/enterprise', 'issuer/project'), document,
            min(department_{lang})
        from meta.evidence_rules group by all""",
}


class NoPeriods(LookupError):  # noqa: N818 - it names what is missing
    """The vintage has facts of no month at all, so there is nothing to list."""


@dataclass(frozen=True)
class Question:
    """What ledger is wanted.

    Attributes:
        period: first day of the month; the last one of the vintage by default.
        as_of: the day at which the clocks stand; the last day of the month by default.
        vintage: which vintage; the newest by default.
    """

    period: date | None = None
    as_of: date | None = None
    vintage: str | None = None


@dataclass(frozen=True)
class Listing:
    """The rows of one sheet.

    Attributes:
        rows: field of the layout -> value.
        counted: rows of the published tables that it shows, counted there; None where it adds
            none up.
        absence: why nobody can say which rows it has: ``no_register_list``, ``no_family``,
            ``no_table``.
    """

    rows: tuple[Record, ...]
    counted: int | None = None
    absence: str | None = None


@dataclass(frozen=True)
class Ledger:
    """One month's ledger.

    Attributes:
        language: of every word in it.
        period: first day of the month.
        as_of: the day at which its clocks stand.
        about: the row of ``meta.about``.
        listings: key of a layout -> its rows.
        coverage: a row per regime family of the widest place, as published, codes worded.
        choices: code list -> labels in order, for drop-downs.
    """

    language: Language
    period: date
    as_of: date
    about: Record
    listings: Mapping[str, Listing]
    coverage: tuple[Record, ...]
    choices: Mapping[str, tuple[str, ...]]

    @property
    def is_synthetic(self) -> bool:
        """Whether the vintage says of itself that its data are made up."""
        return bool(self.about["is_synthetic"])

    def overdue(self, key: str) -> int:
        """Count the rows of a list that are overdue."""
        return sum(1 for row in self.listings[key].rows if (row["days_overdue"] or 0) > 0)

    def due_soon(self, key: str) -> int:
        """Count the rows of a list that fall due within seven days."""
        return sum(
            1
            for row in self.listings[key].rows
            if row["due_on"] is not None and self.as_of <= row["due_on"] <= self.as_of + SOON
        )


@dataclass(frozen=True)
class _File:
    """One opened vintage in one month, with words for its codes.

    Attributes:
        connection: the vintage.
        tables: its tables; older vintages have fewer.
        language: of the words.
        period: first day of the month.
        as_of: the day at which the clocks stand, where another than the marts' is wanted.
        labels: (code list, code) -> word.
    """

    connection: Opened
    tables: frozenset[str]
    language: Language
    period: date
    as_of: date | None
    labels: Labels

    def records(self, statement: str, needs: str) -> list[Record]:
        """Return the month's rows, none where the vintage lacks the table."""
        if needs not in self.tables:
            return []
        return _records(fetch(self.connection, statement, {"period": self.period}))

    def count(self, table: str) -> int | None:
        """Count the month's rows of a mart, None where the vintage lacks it."""
        if table not in self.tables:
            return None
        statement = f"select count(*) as rows from {table} where period = $period"
        return int(self.records(statement, table)[0]["rows"])

    def word(self, code_list: str, code: str | None) -> str | None:
        """Return the word for a code, the code itself where there is none."""
        return None if code is None else self.labels.get((code_list, code), code)

    def words(self, code_list: str, codes: Sequence[str] | None) -> str:
        """Return the words for several codes in one text."""
        between = "；" if self.language == "zh" else "; "
        return between.join(self.word(code_list, code) or "" for code in codes or ())

    def place(self, division_code: str | None) -> str | None:
        """Return a place's name, its code where it has no name."""
        return self.word("division", division_code)


def ledger(settings: Settings, question: Question) -> Ledger:
    """Put one month's ledger together.

    Raises:
        NothingPublished, UnknownVintage, UnknownPeriod: as the readers of ``warehouse``.
        NoPeriods: the vintage holds no month.
    """
    with open_published(settings, question.vintage) as connection:
        about = _records(fetch(connection, _ABOUT, {}))[0]
        period = _period(connection, about, question.period)
        tables = tables_of(connection)
        labels = _labels(connection, tables, settings.language)
        file = _File(connection, tables, settings.language, period, question.as_of, labels)
        return Ledger(
            language=settings.language,
            period=period,
            as_of=question.as_of or last_day(period),
            about=about,
            listings=_listings(file),
            coverage=tuple(_covered(file)),
            choices=_choices(connection, settings.language),
        )


def last_day(period: date) -> date:
    """Return the last day of a month."""
    return period.replace(day=calendar.monthrange(period.year, period.month)[1])


def _records(answer: Answer) -> list[Record]:
    """Return rows by column."""
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def _period(connection: Opened, about: Record, asked: date | None) -> date:
    """Return the month asked for, else the last one there is."""
    if asked is not None:
        require_period(connection, asked)
        return asked
    known: list[date] = about["periods"] or []
    if not known:
        raise NoPeriods
    return max(known)


def _labels(connection: Opened, tables: frozenset[str], language: Language) -> Labels:
    """Return the word for every code, by list and code."""
    rows = [
        row
        for table, statement in _LABELS.items()
        if table in tables
        for row in fetch(connection, statement.format(lang=language), {}).rows
    ]
    return {(str(codes), str(code)): str(word) for codes, code, word in rows if word is not None}


def _choices(connection: Opened, language: Language) -> dict[str, tuple[str, ...]]:
    """Return the labels that a cell to fill in may hold, by code list."""
    found: dict[str, tuple[str, ...]] = {}
    for code_list, label in fetch(connection, _CHOICES.format(lang=language), {}).rows:
        found[str(code_list)] = (*found.get(str(code_list), ()), str(label))
    return found


def _listings(file: _File) -> dict[str, Listing]:
    """Return every list by the key of its layout."""
    projects = _most_urgent_first(_projects(file), "planned_total_cny")
    enterprises = _most_urgent_first(_enterprises(file), "measure_cny")
    listings = {
        "fill_in": Listing(tuple(_to_fill_in(file, projects, enterprises))),
        "projects": Listing(tuple(projects), absence=_absence(file, "project")),
        "enterprises": Listing(tuple(enterprises), absence=_absence(file, "enterprise")),
        "responsibility": Listing(tuple(_responsible(file, projects, enterprises))),
        "revisions": Listing(tuple(_revisions(file, projects))),
        "near_line": Listing(tuple(_near_line(file))),
        "ineligible": Listing(tuple(_ineligible(file))),
        "rejected": Listing(tuple(_rejected(file))),
    }
    return {layout.key: _counted(file, layout.table, listings[layout.key]) for layout in LAYOUTS}


def _counted(file: _File, table: str, listing: Listing) -> Listing:
    """Number a list's rows, and say how many its table holds or that there is no table."""
    rows = tuple(row | {"number": number} for number, row in enumerate(listing.rows, start=1))
    if not table:
        return Listing(rows)
    counted = len(rows) if table == "meta.rejected_rows" else file.count(table)
    absence = "no_table" if counted is None else listing.absence
    return Listing(rows, counted, absence if not rows else None)


def _absence(file: _File, unit_kind: str) -> str | None:
    """Say why nobody can name the unregistered units of a kind, if so."""
    rows = [
        row
        for row in file.records(_COVERAGE, "marts.rpt_registration_coverage")
        if row["unit_kind"] == unit_kind
    ]
    if not rows:
        return "no_family"
    return "no_register_list" if all(row["registered_units"] is None for row in rows) else None


def _most_urgent_first(rows: list[Record], amount: str) -> list[Record]:
    """Order a list: the longest overdue first, then what falls due first, then by size."""

    def urgency(row: Record) -> tuple[int, date, Decimal, str]:
        return (
            -(row["days_overdue"] or 0),
            row["due_on"] or date.max,
            -(row[amount] or Decimal(0)),
            row["unit_id"],
        )

    return sorted(rows, key=urgency)


def _unregistered(file: _File, row: Record, unit_kind: str) -> Record:
    """Return what both lists say of one; older vintages say less, and the cells stay empty."""
    chosen = file.language
    return row | {
        "unit_kind": unit_kind,
        "unit_id": row[f"{unit_kind}_id"],
        "name": row[f"{unit_kind}_name"],
        "place": file.place(row["division_code"]),
        "reason_codes": row["reasons"],
        "reasons": file.words(f"reason/{unit_kind}", row["reasons"]),
        "who_acts": row.get(f"who_acts_{chosen}"),
        "department": row.get("department"),
        "leader": row.get("leader"),
        "first_seen": row.get("first_seen_period"),
        "handling_state": file.word("handling_state", row.get("handling_state")),
        "responsible": row.get("responsible"),
        "promised_on": row.get("promised_on"),
        "remark": row.get("remark"),
        **_clock(row, file.as_of),
    }


def _clock(row: Record, as_of: date | None) -> Record:
    """Return the days a unit has been open and overdue, at the day that is asked for."""
    first, due_on = row.get("first_seen_period"), row.get("due_on")
    days_open, days_overdue = row.get("days_open"), row.get("days_overdue")
    if as_of is not None:
        days_open = None if first is None else max((as_of - last_day(first)).days, 0)
        days_overdue = None if due_on is None else max((as_of - due_on).days, 0)
    return {"days_open": days_open, "due_on": due_on, "days_overdue": days_overdue}


def _projects(file: _File) -> list[Record]:
    """Return the unregistered projects."""
    return [
        _unregistered(file, row, "project")
        | {
            "missing": file.words("document/project", row["missing_documents"]),
            "faulty": file.words("document/project", row["faulty_documents"]),
        }
        for row in file.records(_PROJECTS, "marts.rpt_unregistered_projects")
    ]


def _enterprises(file: _File) -> list[Record]:
    """Return the unregistered enterprises."""
    papers = _papers(file)

    def named(unit_id: str, *, is_missing: bool) -> str:
        of_unit = papers.get(("enterprise", unit_id), {})
        codes = [code for code, paper in of_unit.items() if paper["is_missing"] is is_missing]
        return file.words("document/enterprise", codes)

    return [
        _unregistered(file, row, "enterprise")
        | {
            "scope_class": file.word("scope_class", row.get("scope_class")),
            "regime": file.word("regime", row.get("regime_id")),
            "entry_route": file.word("entry_route", row["entry_route"]),
            "missing": named(row["enterprise_id"], is_missing=True),
            "faulty": named(row["enterprise_id"], is_missing=False),
        }
        for row in file.records(_ENTERPRISES, "marts.rpt_unregistered_enterprises")
    ]


def _papers(file: _File) -> dict[tuple[str, str], dict[str, Record]]:
    """Return the mandatory papers that are missing or faulty: unit -> document -> row."""
    found: dict[tuple[str, str], dict[str, Record]] = {}
    for row in file.records(_PAPERS, "marts.fct_unit_documents"):
        found.setdefault((row["unit_kind"], row["unit_id"]), {})[row["document"]] = row
    return found


def _to_fill_in(
    file: _File, projects: Sequence[Record], enterprises: Sequence[Record]
) -> Iterator[Record]:
    """Yield a row per unregistered unit, below it one per document that somebody must see to.

    A document that was spoken of before keeps its row, so that nothing said of it is lost.
    """
    papers = _papers(file)
    said: dict[tuple[str, str], dict[str | None, Record]] = {}
    for row in file.records(_UPDATES, "marts.rpt_ledger_updates"):
        said.setdefault((row["unit_kind"], row["unit_id"]), {})[row["document"]] = row
    for unit in _once([*projects, *enterprises]):
        of_unit = unit["unit_kind"], unit["unit_id"]
        open_papers, updates = papers.get(of_unit, {}), said.get(of_unit, {})
        yield _line(file, unit, updates.get(None, {}))
        documents = [*open_papers, *(code for code in updates if code not in open_papers)]
        for document in filter(None, documents):
            yield _line(file, unit, updates.get(document, {})) | {
                "document": file.word(f"document/{unit['unit_kind']}", document),
                "standing": file.word("standing", open_papers.get(document, {}).get("standing")),
                "issuer": file.labels.get((f"issuer/{unit['unit_kind']}", document)),
            }


def _once(units: Sequence[Record]) -> Iterator[Record]:
    """Yield every unit once: one that two regimes claim stands in its list twice."""
    seen: set[tuple[str, str]] = set()
    for unit in units:
        identity = unit["unit_kind"], unit["unit_id"]
        if identity not in seen:
            seen.add(identity)
            yield unit


def _line(file: _File, unit: Record, update: Record) -> Record:
    """Return a row to fill in, with what was last filled in there."""
    known = ("reasons", "name", "place", "department", "leader", "due_on", "days_overdue")
    return {
        "period": f"{file.period:%Y-%m}",
        "unit_kind": file.word("unit_kind", unit["unit_kind"]),
        "unit_id": unit["unit_id"],
        **{field: unit[field] for field in known},
        "document": None,
        "document_state": file.word("document_state", update.get("document_state")),
        "issued_on": update.get("issued_on"),
        "valid_until": update.get("valid_until"),
        "handling_state": file.word("handling_state", update.get("handling_state")),
        "responsible": update.get("responsible"),
        "promised_on": update.get("promised_on"),
        "remark": update.get("remark"),
    }


def _responsible(
    file: _File, projects: Sequence[Record], enterprises: Sequence[Record]
) -> Iterator[Record]:
    """Yield who answers for what; who is late moves with the clock, as on the lists."""
    units = list(_once([*projects, *enterprises]))
    for row in file.records(_RESPONSIBILITY, "marts.rpt_responsibility"):
        kind, holder = row["holder_kind"], row["holder"]
        named = file.place(holder) if kind == "township" else holder
        clock = {} if file.as_of is None else _late(row, units)
        yield (
            row
            | clock
            | {
                "holder_kind": say(file.language, f"by_{kind}"),
                "name": say(file.language, f"no_{kind}") if row["is_unassigned"] else named,
                "kind": file.word("unit_kind", row["unit_kind"]),
                "county": file.place(row["county_code"]),
            }
        )


def _late(row: Record, units: Sequence[Record]) -> Record:
    """Count anew what a holder is late with, by the clock of the lists."""
    if row["overdue_units"] is None:
        return {}
    days = [
        unit["days_overdue"]
        for unit in units
        if unit["unit_kind"] == row["unit_kind"]
        and unit["division_code"][:COUNTY_DIGITS] == row["county_code"]
        and _holder(unit, row["holder_kind"]) == row["holder"]
    ]
    known = [day for day in days if day is not None]
    return {
        "overdue_units": sum(day > 0 for day in known),
        "longest_overdue_days": max(known, default=None),
    }


def _holder(unit: Record, kind: str) -> str | None:
    """Return who answers for a unit: its township where it has one, its office or its leader."""
    if kind != "township":
        return unit[kind] or None
    code = str(unit["division_code"])
    return code if len(code) > COUNTY_DIGITS else None


def _revisions(file: _File, projects: Sequence[Record]) -> Iterator[Record]:
    """Yield registered projects with investment not counted, then those that wait to enter."""
    for row in file.records(_BEYOND, "marts.rpt_uncounted_investment"):
        yield row | {
            "situation": say(file.language, "registered_beyond"),
            "unit_id": row["project_id"],
            "name": row["project_name"],
            "place": file.place(row["division_code"]),
            "beyond_cny": row["uncounted_cny"],
            "revision_state": file.word("revision_state", row["revision_state"]),
        }
    for project in projects:
        if _PENDING in project["reason_codes"]:
            approved, invested = project["planned_total_cny"], project["invested_since_start_cny"]
            is_known = approved is not None and invested is not None
            yield project | {
                "situation": say(file.language, "unregistered_pending"),
                "approved_total_cny": approved,
                "beyond_cny": invested - approved if is_known else None,
                "revision_state": None,
            }


def _near_line(file: _File) -> Iterator[Record]:
    """Yield the units near a line in force."""
    for row in file.records(_NEAR_LINE, "marts.rpt_near_threshold"):
        yield row | {
            "side": say(file.language, row["side"]),
            "name": row["unit_name"],
            "place": file.place(row["division_code"]),
            "scope_class": file.word("scope_class", row["scope_class"]),
            "expected_crossing": row["expected_crossing_period"],
            "is_registered": _yes_or_no(file, row["is_registered"]),
        }


def _ineligible(file: _File) -> Iterator[Record]:
    """Yield the units on the register that are no longer eligible."""
    for row in file.records(_INELIGIBLE, "marts.rpt_registered_ineligible"):
        yield row | {
            "kind": file.word("unit_kind", row["unit_kind"]),
            "name": row["unit_name"],
            "place": file.place(row.get("division_code")),
            "regime": file.word("regime", row.get("regime_id")),
            "scope_status": file.word("scope_status", row["scope_status"]),
        }


def _rejected(file: _File) -> Iterator[Record]:
    """Yield the month's rejected rows, with the reasons in words."""
    which = 0 if file.language == "zh" else 1
    words = {reason.value: text[which] for reason, text in REJECT_REASONS.items()}
    between = "；" if file.language == "zh" else "; "
    for row in file.records(_REJECTED, "meta.rejected_rows"):
        yield row | {
            "register": _register_name(file, row["register"]),
            "name": row["file_name"],
            "reasons": between.join(words.get(reason, reason) for reason in row["reasons"]),
        }


def _register_name(file: _File, name: str) -> str:
    """Return the usual name of a register."""
    register = all_registers().get(name)
    if register is None:
        return name
    return register.label_zh if file.language == "zh" else register.label_en


def _covered(file: _File) -> Iterator[Record]:
    """Yield the coverage of each regime family in the widest places."""
    for row in file.records(_COVERAGE, "marts.rpt_registration_coverage"):
        yield row | {
            "family": file.word("regime_family", row["regime_family"]),
            "place": file.place(row["division_code"]),
            "regime": row[f"regime_name_{file.language}"],
        }


def _yes_or_no(file: _File, value: bool | None) -> str | None:  # noqa: FBT001 - three-valued, as the data are
    """Say yes or no, nothing where it is not known."""
    return None if value is None else say(file.language, "yes" if value else "no")
