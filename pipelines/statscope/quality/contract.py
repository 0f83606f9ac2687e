"""Contract checks: suites derived from the registers, judged in the database on ``raw.<register>``.

Belongs here: what a contract says about the stored rows. Does not belong here: what becomes of a
row that does not fit (``ingest`` rejects it before it is stored; these checks witness that).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from statscope.quality.declared import DeclaredChecks
from statscope.quality.engine import Expect, Judgement
from statscope.quality.judging import JudgesTables, open_tables
from statscope.quality.verdicts import TOOL, Verdict, failed_to_run, not_applicable
from statscope.registers.catalogue import all_registers
from statscope.registers.contract import Kind, Register
from statscope.warehouse.checks import CheckResult, Status
from statscope.warehouse.slots import raw_row_counts

ID_SHAPE = "[A-Z0-9_./-]{1,64}"
"""Deliveries 8: after cleaning, 1-64 of letters, digits, ``- _ . /``."""

_IDS = frozenset({Kind.ENTERPRISE_ID, Kind.PROJECT_ID})


def contract_suite(register: Register) -> tuple[Expect, ...]:
    """Return the expectations that follow from a register's contract."""
    return (
        *_required_cells(register),
        *_known_choices(register),
        *_never_negative(register),
        *_id_shapes(register),
        _key_unique(register),
    )


def contract_verdicts(
    build: Path, declared: DeclaredChecks, registers: Iterable[Register] | None = None
) -> tuple[Verdict, ...]:
    """Judge the stored rows of registers by their contracts, one verdict per check and register."""
    chosen = tuple(all_registers().values() if registers is None else registers)
    counts = raw_row_counts(build, [register.name for register in chosen])
    found: list[Verdict] = []
    with open_tables(build) as tables:
        for register in chosen:
            found += _register_verdicts(register, counts[register.name], declared, tables)
    return tuple(found)


def contract_checks(register: Register) -> tuple[str, ...]:
    """Return the declared checks that say something about this register, in order."""
    return tuple(dict.fromkeys(expect.check for expect in contract_suite(register)))


def _register_verdicts(
    register: Register, rows: int, declared: DeclaredChecks, tables: JudgesTables
) -> list[Verdict]:
    """Judge one register; a table without rows proves nothing."""
    checks = contract_checks(register)
    if rows == 0:
        return [
            not_applicable(declared.get(check), _id(check, register), register.name, "no rows")
            for check in checks
        ]
    try:
        judged = tables.judge("raw", register.name, contract_suite(register))
    except Exception as error:  # noqa: BLE001 - whatever is raised is no verdict on the rows
        return [
            failed_to_run(declared.get(check), _id(check, register), register.name, str(error))
            for check in checks
        ]
    by_check: Mapping[str, list[Judgement]] = {check: [] for check in checks}
    for judgement in judged:
        by_check[judgement.check].append(judgement)
    return [_folded(register, check, by_check[check], rows, declared) for check in checks]


def _folded(
    register: Register,
    check: str,
    judged: Iterable[Judgement],
    rows: int,
    declared: DeclaredChecks,
) -> Verdict:
    """Fold the expectations of one check into its verdict."""
    row = declared.get(check)
    unmet = [judgement for judgement in judged if not judgement.met]
    raised = [judgement.error for judgement in unmet if judgement.error]
    if raised:
        return failed_to_run(row, _id(check, register), register.name, "; ".join(raised))
    breaches = sum(judgement.unexpected for judgement in unmet)
    samples = ", ".join(sample for judgement in unmet for sample in judgement.samples)
    observed = f"{breaches} of {rows} rows" + (f", e.g. {samples}" if samples else "")
    return Verdict(
        CheckResult(
            check_id=_id(check, register),
            tool=TOOL,
            severity=row.severity,
            is_blocking=row.is_blocking,
            status=Status.FAILED if unmet else Status.PASSED,
            observed=observed if unmet else f"{rows} rows",
            examined_rows=rows,
            subject=register.name,
            description=row.description,
            who_acts=row.who_acts,
        ),
        check,
    )


def _id(check: str, register: Register) -> str:
    """Return e.g. ``contract.key_unique.projects``."""
    return f"{check}.{register.name}"


def _required_cells(register: Register) -> Iterable[Expect]:
    """A required cell is filled, unless the contract lets it be empty."""
    for column in register.columns:
        if (column.required and not column.may_be_blank) or column.default is not None:
            yield Expect(
                "contract.required_cells", "ExpectColumnValuesToNotBeNull", {"column": column.name}
            )


def _known_choices(register: Register) -> Iterable[Expect]:
    """A coded cell holds one of the contract's codes."""
    for column in register.columns:
        if column.kind is Kind.CHOICE and not column.is_open:
            yield Expect(
                "contract.known_choices",
                "ExpectColumnValuesToBeInSet",
                {"column": column.name, "value_set": sorted(column.choices)},
            )


def _never_negative(register: Register) -> Iterable[Expect]:
    """What may not be negative is not."""
    for column in register.columns:
        if column.non_negative:
            yield Expect(
                "contract.never_negative",
                "ExpectColumnValuesToBeBetween",
                {"column": column.name, "min_value": 0},
            )


def _id_shapes(register: Register) -> Iterable[Expect]:
    """An identifier has the agreed shape; the library's own regular expressions miss DuckDB."""
    shape = ID_SHAPE.replace("{", "{{").replace("}", "}}")
    for column in register.columns:
        if column.kind in _IDS:
            yield Expect(
                "contract.id_shape",
                "UnexpectedRowsExpectation",
                {
                    "unexpected_rows_query": (
                        f'select "{column.name}" from {{batch}} '
                        f"where not regexp_full_match(\"{column.name}\", '{shape}')"
                    )
                },
            )


def _key_unique(register: Register) -> Expect:
    """A key occurs once in a delivery and period; empty parts of a key count as equal."""
    columns = [f'"{name}"' for name in ("delivery_id", "period", *register.key)]
    for column, other in register.stand_ins.items():
        columns.append(f'case when "{column}" is null then "{other}" end')
    names = ", ".join(columns)
    query = f"select {names} from {{batch}} group by {names} having count(*) > 1"
    return Expect(
        "contract.key_unique", "UnexpectedRowsExpectation", {"unexpected_rows_query": query}
    )
