"""The audit: may the finished, closed build file be published.

Belongs here: what each audit check looks at, on small frames. Does not belong here: bounds (seed
``door_checks``), figures (``warehouse.finished``), keys and references of models (``dbt``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from statscope.quality.declared import DeclaredCheck, DeclaredChecks
from statscope.quality.engine import Expect
from statscope.quality.verdicts import Candidate, Verdict, judge, not_applicable
from statscope.warehouse.finished import FinishedFacts, Rows
from statscope.warehouse.publication_catalogue import CONTRACT_MARTS

_FACTS = {"enterprise": "fct_enterprise_scope", "project": "fct_project_scope"}


def audit_verdicts(
    facts: FinishedFacts, published: Rows, declared: DeclaredChecks, deliveries: tuple[str, ...]
) -> tuple[Verdict, ...]:
    """Judge a finished build file, one verdict per audit check.

    Args:
        facts: figures about the build file.
        published: eligible units of the current published vintage; empty where there is none.
        declared: the seed of checks.
        deliveries: the deliveries that the build file rests on.
    """
    figures = {
        "audit.marts_present": _marts_present(facts),
        "audit.facts_not_empty": _facts_not_empty(facts),
        "audit.periods_covered": _periods_covered(facts),
        "audit.eligible_floor": _eligible_floor(facts.eligible, published, deliveries),
        "audit.rows_reconciled": _rows_reconciled(facts),
        "audit.money_reconciled": _money_reconciled(facts),
        "audit.rows_stored": _rows_stored(facts),
        "audit.storage_readable": _storage_readable(facts),
    }
    found = [
        verdict
        for name, candidates in figures.items()
        for verdict in _judged(declared.get(name), candidates)
    ]
    return tuple(found)


def _judged(declared: DeclaredCheck, candidates: list[Candidate]) -> tuple[Verdict, ...]:
    """Judge the candidates of one check by the bound that the seed gives it."""
    if not candidates:
        name = declared.check_id
        return (not_applicable(declared, name, "build", "nothing to look at"),)
    minimum = {"audit.eligible_floor": declared.share}.get(declared.check_id, 1)
    expect = Expect(
        declared.check_id,
        "ExpectColumnValuesToBeBetween",
        {"column": "value", "min_value": minimum},
        at_least=("weight", declared.rows) if declared.share else None,
    )
    return judge(declared, candidates, expect)


def _marts_present(facts: FinishedFacts) -> list[Candidate]:
    """Every mart of the contract exists."""
    present = {row["table_name"] for row in facts.marts}
    return [
        Candidate(
            "audit.marts_present",
            "marts",
            value=int(name in present),
            observed="" if name in present else f"{name} is missing",
            examined=1,
        )
        for name in CONTRACT_MARTS
    ]


def _facts_not_empty(facts: FinishedFacts) -> list[Candidate]:
    """A family with units in force has rows of fact."""
    rows = {row["table_name"]: _int(row["rows"]) for row in facts.marts}
    expected: dict[str, int] = dict.fromkeys(_FACTS, 0)
    for row in facts.covered:
        expected[str(row["unit_kind"])] += _int(row["units_expected"])
    return [
        Candidate(
            "audit.facts_not_empty",
            f"marts.{table}",
            value=rows.get(table, 0) if expected[kind] else None,
            observed=f"{table}: {rows.get(table, 0)} rows for {expected[kind]} units in force",
            examined=expected[kind],
        )
        for kind, table in _FACTS.items()
    ]


def _periods_covered(facts: FinishedFacts) -> list[Candidate]:
    """Every unit in force in a period has its row of fact there, and no other unit has."""
    return [
        Candidate(
            "audit.periods_covered",
            f"marts.{_FACTS[str(row['unit_kind'])]}",
            value=int(row["units_found"] == row["units_expected"]),
            observed=(
                f"{row['unit_kind']} {row['period']} {row['regime_id']}: "
                f"{row['units_found']} of {row['units_expected']} units"
            ),
            examined=_int(row["units_expected"]) or 1,
        )
        for row in facts.covered
    ]


def _eligible_floor(now: Rows, before: Rows, deliveries: tuple[str, ...]) -> list[Candidate]:
    """In the latest month of both files, eligible units did not fall under a share."""
    former = {_unit_key(row): _int(row["units"]) for row in before}
    common = {_unit_key(row)[1] for row in now} & {key[1] for key in former}
    if not common:
        return []
    current = {_unit_key(row): _int(row["units"]) for row in now}
    last = max(common)
    return [
        Candidate(
            "audit.eligible_floor",
            f"marts.{_FACTS[key[0]]}",
            value=current.get(key, 0) / units if units else None,
            observed=(
                f"{key[0]} {key[1]} {key[2]}: {current.get(key, 0)} eligible, {units} published"
            ),
            examined=current.get(key, 0) + units,
            weight=units,
            deliveries=deliveries,
        )
        for key, units in sorted(former.items())
        if key[1] == last
    ]


def _rows_reconciled(facts: FinishedFacts) -> list[Candidate]:
    """Rows present are accounted for by the five fates, file by file."""
    return [
        Candidate(
            "audit.rows_reconciled",
            "meta.deliveries",
            value=int(row["rows_lost"] == 0),
            observed=f"{row['register']}/{row['file_name']}: {row['rows_lost']} rows unaccounted",
            examined=_int(row["rows_present"]) or 1,
        )
        for row in facts.reconciled
    ]


def _money_reconciled(facts: FinishedFacts) -> list[Candidate]:
    """Money present is accounted for by the five fates, file by file, to the cent."""
    return [
        Candidate(
            "audit.money_reconciled",
            "meta.deliveries",
            value=int(row["amount_lost_cny"] == 0) if row["has_money"] else None,
            observed=(
                f"{row['register']}/{row['file_name']}: {row['amount_lost_cny']} yuan unaccounted"
            ),
            examined=_int(row["rows_present"]) or 1,
        )
        for row in facts.reconciled
    ]


def _rows_stored(facts: FinishedFacts) -> list[Candidate]:
    """What the ledger says was loaded lies in the raw tables."""
    return [
        Candidate(
            "audit.rows_stored",
            f"raw.{row['register']}",
            value=int(row["rows_stored"] == row["rows_on_record"]),
            observed=f"{row['register']}: {row['rows_stored']} of {row['rows_on_record']} rows",
            examined=max(_int(row["rows_stored"]), _int(row["rows_on_record"])),
        )
        for row in facts.stored
    ]


def _storage_readable(facts: FinishedFacts) -> list[Candidate]:
    """The file was closed properly, and its marts were read to the end."""
    rows = sum(_int(row["rows"]) for row in facts.marts)
    closed = "closed" if facts.is_closed else "a write-ahead log lies beside the file"
    return [
        Candidate(
            "audit.storage_readable",
            "build",
            value=int(facts.is_closed and bool(facts.marts)),
            observed=f"{len(facts.marts)} marts, {rows} rows read; {closed}",
            examined=rows,
        )
    ]


def _unit_key(row: Mapping[str, object]) -> tuple[str, Any, str]:
    """Return what eligible units are counted by."""
    return str(row["unit_kind"]), row["period"], str(row["regime_id"])


def _int(value: object) -> int:
    """Return a count read from the database."""
    return int(value) if isinstance(value, int) else 0
