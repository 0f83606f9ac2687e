"""What ``statscope explain`` shows of one unit.

Belongs here: putting an explanation before a person. Does not belong here: finding it
(``products.explanation``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from statscope.cli_answers import as_text, console
from statscope.messages import say
from statscope.products.explanation import Explanation
from statscope.settings import Language
from statscope.warehouse.queries import Answer

Record = Mapping[str, Any]


@dataclass(frozen=True)
class _Person:
    """Before whom an explanation is put.

    Attributes:
        out: where to print.
        language: in which to speak.
        labels: Chinese label of a code in a code list; none in English, which has the codes.
        names: column name -> its name in the language.
    """

    out: Console
    language: Language
    labels: Mapping[tuple[str, str], str]
    names: Mapping[str, str]

    def say(self, key: str, **values: object) -> str:
        """Return a text."""
        return say(self.language, key, **values)

    def label(self, code_list: str, code: object) -> str:
        """Return a code in words, where there are words for it."""
        return self.labels.get((code_list, str(code)), as_text(code))

    def print(self, text: str, *, style: str = "") -> None:
        """Print one line, however long."""
        self.out.print(Text(text, style=style), soft_wrap=True)


def print_explanation(
    explanation: Explanation, language: Language, names: Mapping[str, str]
) -> None:
    """Print everything that is known of a unit.

    Args:
        explanation: what is known.
        language: in which to speak.
        names: column name -> its name in the language, where it has one.
    """
    labels = explanation.chinese if language == "zh" else {}
    person = _Person(console(), language, labels, names)
    kind = person.say(f"explain.{explanation.unit_kind or 'unit'}")
    title = f"{kind} {explanation.unit_id} {explanation.unit_name or ''}".rstrip()
    person.print(title, style="bold")
    if explanation.other_codes:
        person.print(person.say("explain.codes", codes=", ".join(explanation.other_codes)))
    if explanation.is_listed:
        _print_as_listed(person, explanation)
        _print_verdicts(person, explanation)
        _print_annual(person, explanation)
        _print_papers(person, explanation)
    else:
        _print_mentions(person, explanation)
    _print_flags(person, explanation)
    _print_rejected(person, explanation)


def _records(answer: Answer) -> list[dict[str, Any]]:
    """Return rows by column."""
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def _print_table(
    person: _Person, headings: Iterable[tuple[str, bool]], rows: Sequence[tuple[str, ...]]
) -> None:
    """Print a table; each heading says whether its column holds figures."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for key, is_figure in headings:
        justify = "right" if is_figure else "left"
        table.add_column(Text(person.say(key)), justify=justify, overflow="fold")  # type: ignore[arg-type]
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    person.out.print(table)


def _print_as_listed(person: _Person, explanation: Explanation) -> None:
    """Print the unit as its directory or ledger last had it."""
    for record in _records(explanation.as_listed):
        place = _place(record.pop("source_file"), record.pop("source_row"))
        heading = person.say("explain.as_listed")
        period = _month(record.pop("last_listed_period", None))
        person.print(f"{heading} {period} ({place})" if place else f"{heading} {period}")
        known = {name: value for name, value in record.items() if value is not None}
        cells = (
            f"{person.names.get(name, name)}: {person.label(name, _figure(value))}"
            for name, value in known.items()
        )
        person.print("  " + "; ".join(cells))
        person.out.print()


def _print_verdicts(person: _Person, explanation: Explanation) -> None:
    """Print one line per period and regime, the rules behind them, and what has no class."""
    records = _records(explanation.rows)
    if explanation.absent_in is not None:
        person.print(person.say("explain.absent", period=_month(explanation.absent_in)))
        return
    if not records:
        person.print(person.say("explain.no_class_at_all"))
        return
    headings = (
        *(("explain.period", False), ("explain.regime", False), ("explain.class", False)),
        *(("explain.measure", False), ("explain.value", True), ("explain.line", True)),
        *(("explain.status", False), ("explain.registered", False)),
        *(("explain.reasons", False), ("explain.source", False), ("explain.listed", False)),
    )
    _print_table(person, headings, [_verdict(person, record) for record in records])
    _print_rules(person, records)
    if explanation.regimes_without_class:
        regimes = ", ".join(explanation.regimes_without_class)
        person.print(person.say("explain.no_class", regimes=regimes))


def _verdict(person: _Person, record: Record) -> tuple[str, ...]:
    """Return one verdict as texts."""
    listed = _place(record["source_file"], record["source_row"])
    return (
        _month(record["period"]),
        record["regime_id"] + ("*" if record["is_in_force"] else ""),
        person.label("scope_class", record["scope_class"]),
        person.label("measure", record["measure"]),
        _figure(record["measure_value"]),
        _figure(record["threshold_value"]),
        person.label("scope_status", record["scope_status"]),
        _yes_or_no(person, record["is_registered"]),
        _reasons(person, record),
        _place(record["measure_file"], record["measure_row"]) or listed,
        listed,
    )


def _reasons(person: _Person, record: Record) -> str:
    """Return why a unit is not registered, with the papers that are missing or faulty."""
    words = [person.label("reason", code) for code in record["reasons"] or ()]
    for key, column in (
        ("explain.missing", "missing_documents"),
        ("explain.faulty", "faulty_documents"),
    ):
        papers = [person.label("document", code) for code in record.get(column) or ()]
        if words and papers:
            words.append(f"{person.say(key)}: {', '.join(papers)}")
    return "; ".join(words)


def _print_rules(person: _Person, records: Iterable[Record]) -> None:
    """Print each rule that decided, once, with its legal basis."""
    rules = {record["rule_id"]: record["legal_basis"] for record in records if record["rule_id"]}
    person.out.print()
    person.print(person.say("explain.rules"))
    for rule, basis in sorted(rules.items()):
        person.print(f"  {rule}: {basis or ''}")


def _print_annual(person: _Person, explanation: Explanation) -> None:
    """Print the verdicts of the annual survey."""

    def cells(record: Record) -> tuple[str, ...]:
        return (
            str(record["year"]),
            record["regime_id"],
            person.label("scope_class", record["scope_class"]),
            person.label("measure", record["measure"]),
            _figure(record["measure_value"]),
            _figure(record["threshold_value"]),
            person.label("scope_status", record["scope_status"]),
            person.label("sizing_source", record["sizing_source"]),
            _place(record["measure_file"], record["measure_row"]),
        )

    headings = (
        *(("explain.year", False), ("run.regime", False), ("explain.class", False)),
        *(("explain.measure", False), ("explain.value", True), ("explain.line", True)),
        *(("explain.status", False), ("explain.sizing", False), ("explain.source", False)),
    )
    records = _records(explanation.annual)
    _print_section(person, "explain.annual", headings, [cells(record) for record in records])
    if records:
        _print_rules(person, records)


def _print_section(
    person: _Person,
    key: str,
    headings: Iterable[tuple[str, bool]],
    rows: Sequence[tuple[str, ...]],
    **values: object,
) -> None:
    """Print a table under a heading, if it has rows."""
    if rows:
        person.out.print()
        person.print(person.say(key, **values), style="bold")
        _print_table(person, headings, rows)


def _print_papers(person: _Person, explanation: Explanation) -> None:
    """Print the documents asked of the unit, how they stand and which row says so."""

    def cells(record: Record) -> tuple[str, ...]:
        findings = (
            ("explain.missing", record["is_missing"]),
            ("explain.faulty", record["is_faulty"]),
            ("explain.replaced", record["is_replaced"]),
        )
        return (
            person.label("document", record["document"]),
            person.label("necessity", record["necessity"]),
            person.label("standing", record["standing"]),
            as_text(record["valid_until"]),
            "; ".join(person.say(key) for key, found in findings if found),
            _place(record["source_file"], record["source_row"]),
        )

    headings = (
        *(("explain.document", False), ("explain.necessity", False)),
        *(("explain.standing", False), ("explain.valid_until", False)),
        *(("explain.finding", False), ("explain.from", False)),
    )
    # A substitute that is not held is no shortcoming: the document that it could replace may be.
    records = [
        record
        for record in _records(explanation.papers)
        if record["necessity"] != "substitute" or not record["is_missing"]
    ]
    period = _month(records[0]["period"]) if records else ""
    rows = [cells(record) for record in records]
    _print_section(person, "explain.papers", headings, rows, period=period)


def _print_flags(person: _Person, explanation: Explanation) -> None:
    """Print the edits that the unit fired."""

    def cells(record: Record) -> tuple[str, ...]:
        name = record["check_name_zh" if person.language == "zh" else "check_name_en"]
        return (
            _month(record["period"]),
            name or record["check_id"],
            person.label("severity", record["severity"]),
            as_text(record["evidence"]),
            _place(record["source_file"], record["source_row"]),
        )

    headings = (
        *(("explain.period", False), ("explain.check", False), ("explain.severity", False)),
        *(("explain.evidence", False), ("explain.from", False)),
    )
    rows = [cells(record) for record in _records(explanation.flags)]
    _print_section(person, "explain.flags", headings, rows)


def _print_mentions(person: _Person, explanation: Explanation) -> None:
    """Say that the unit is on no list, and which rows name it."""
    records = _records(explanation.mentions)
    person.print(person.say("explain.unlisted" if records else "explain.only_rejected"))
    for record in records:
        place = _place(record["source_file"], record["source_row"])
        person.print(f"  {_month(record['period'])} {place} {record['unit_name'] or ''}".rstrip())


def _print_rejected(person: _Person, explanation: Explanation) -> None:
    """Name the rejected rows that name the unit, and why they were rejected."""
    records = _records(explanation.rejected)
    if records and (explanation.is_listed or explanation.mentions.rows):
        person.out.print()
        person.print(person.say("explain.rejected"))
    for record in records:
        place = _place(record["source_file"], record["source_row"])
        person.print(f"  {_month(record['period'])} {place} {as_text(record['reasons'])}")


def _yes_or_no(person: _Person, value: bool | None) -> str:  # noqa: FBT001 - three-valued, as the data are
    """Say yes, no, or that it is not known."""
    if value is None:
        return person.say("explain.unknown")
    return person.say("explain.yes" if value else "explain.no")


def _month(period: date | None) -> str:
    """Return a period as people write it."""
    return "" if period is None else f"{period:%Y-%m}"


def _figure(value: object) -> str:
    """Return a figure with separators, anything else as it is."""
    return as_text(value, for_people=True)


def _place(file: str | None, row: int | None) -> str:
    """Return ``file:row``, or nothing."""
    if file is None:
        return ""
    return file if row is None else f"{file}:{row}"
