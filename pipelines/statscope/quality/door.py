"""Door checks: is what was delivered plausible, slot by slot (definitions.md, Deliveries 13).

Belongs here: what each door check looks at. Does not belong here: its bounds and whether it
blocks (seed ``door_checks``), the figures (``warehouse.slots``), rows (``ingest``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from statscope.quality.declared import DeclaredCheck, DeclaredChecks
from statscope.quality.engine import Expect
from statscope.quality.verdicts import Candidate, Verdict, in_both, judge
from statscope.registers.catalogue import all_registers
from statscope.registers.contract import Family, Nature, Register
from statscope.warehouse.slots import SlotFacts

ANNUAL = "annual"


@dataclass(frozen=True)
class DoorRules:
    """What the door checks go by.

    Attributes:
        declared: the seed of checks.
        boundaries: first months under a new scope rule, by kind of unit.
    """

    declared: DeclaredChecks
    boundaries: Mapping[Family, tuple[date, ...]]


def door_verdicts(facts: SlotFacts, rules: DoorRules) -> tuple[Verdict, ...]:
    """Judge every slot by every door check; one verdict per check, register and period."""
    return (
        *_all_rejected(facts, rules),
        *_rejected_share(facts, rules),
        *_row_floor(facts, rules),
        *_money_jump(facts, rules),
        *_missing_delivery(facts, rules),
        *_refused_file(facts, rules),
    )


def door_check_id(check: str, register: str, period: date | None, report_kind: str = "") -> str:
    """Return e.g. ``door.row_floor.enterprise_returns.2010-12.annual``."""
    parts = [check, register]
    if period is not None:
        parts.append(f"{period:%Y-%m}")
    if report_kind == ANNUAL:
        parts.append(ANNUAL)
    return ".".join(parts)


def _all_rejected(facts: SlotFacts, rules: DoorRules) -> tuple[Verdict, ...]:
    """Every slot that anything was delivered for has an accepted delivery."""
    declared = rules.declared.get("door.all_rejected")
    candidates = [
        Candidate(
            door_check_id(declared.check_id, row["register"], row["period"], row["report_kind"]),
            row["register"],
            value=row["accepted_files"],
            observed=_claimed(row),
            examined=row["accepted_files"] + row["rejected_files"],
            period=row["period"],
            deliveries=tuple(row["rejected_ids"]),
        )
        for row in _rows(facts.claims)
    ]
    return judge(declared, candidates, _between(declared, minimum=1))


def _rejected_share(facts: SlotFacts, rules: DoorRules) -> tuple[Verdict, ...]:
    """No delivery lost more than a share, and at least a number, of its records."""
    declared = rules.declared.get("door.rejected_share")
    candidates = [
        Candidate(
            door_check_id(declared.check_id, row["register"], row["period"], row["report_kind"]),
            row["register"],
            value=row["rows_rejected"] / row["rows_present"] if row["rows_present"] else None,
            observed=in_both(
                f"{row['file_name']}：{row['rows_present']} 条记录中退回 {row['rows_rejected']} 条",
                f"{row['file_name']}: {row['rows_rejected']} of {row['rows_present']} records "
                "rejected",
            ),
            examined=row["rows_present"] or 0,
            weight=row["rows_rejected"] or 0,
            period=row["period"],
            deliveries=(row["delivery_id"],),
        )
        for row in _rows(facts.shares)
    ]
    expect = Expect(
        declared.check_id,
        "ExpectColumnValuesToBeBetween",
        {"column": "value", "max_value": declared.share},
        at_least=("weight", declared.rows),
    )
    return judge(declared, candidates, expect)


def _row_floor(facts: SlotFacts, rules: DoorRules) -> tuple[Verdict, ...]:
    """Rows loaded did not fall under a share of those of the period before."""
    declared = rules.declared.get("door.row_floor")
    candidates = [
        _floor_candidate(declared, row, boundaries=rules.boundaries.get(register.family, ()))
        for register, row in _of_known_registers(facts.levels)
        if declared.covers(register)
    ]
    return judge(declared, candidates, _between(declared, minimum=declared.share))


def _floor_candidate(
    declared: DeclaredCheck, row: Mapping[str, Any], boundaries: tuple[date, ...]
) -> Candidate:
    """Return one period against the one before; no figure where the floor does not hold."""
    before, now, previous = row["previous_period"], row["period"], row["previous_rows"] or 0
    nature = all_registers()[row["register"]].nature
    crosses = nature is Nature.REGISTER_LIST and _crosses(before, now, boundaries)
    rows = row["rows_loaded"]
    if before is None:
        observed = in_both(f"{rows} 行；没有可比较的", f"{rows} rows; nothing to compare with")
    else:
        observed = in_both(
            f"{rows} 行，{before:%Y-%m} 为 {previous} 行" + ("；其间口径有变" if crosses else ""),
            f"{rows} rows, {previous} in {before:%Y-%m}"
            + ("; a scope rule changed in between" if crosses else ""),
        )
    holds = before is not None and previous >= declared.rows and not crosses
    return Candidate(
        door_check_id(declared.check_id, row["register"], now, row["report_kind"]),
        row["register"],
        value=row["rows_loaded"] / previous if holds else None,
        observed=observed,
        examined=row["rows_loaded"] + previous if holds else 0,
        period=now,
        deliveries=(*row["delivery_ids"], *(row["previous_delivery_ids"] or ())),
    )


def _money_jump(facts: SlotFacts, rules: DoorRules) -> tuple[Verdict, ...]:
    """A period's money is within a factor of the money of the period before."""
    declared = rules.declared.get("door.money_jump")
    candidates = [
        _money_candidate(declared, register, row)
        for register, row in _of_known_registers(facts.levels)
        if register.money_column
    ]
    bounds = _between(declared, minimum=1 / declared.factor, maximum=declared.factor)
    return judge(declared, candidates, bounds)


def _money_candidate(
    declared: DeclaredCheck, register: Register, row: Mapping[str, Any]
) -> Candidate:
    """Return one period's money over that of the one before, where that was positive."""
    before, previous, amount = row["previous_period"], row["previous_amount_cny"], row["amount_cny"]
    comparable = before is not None and previous is not None and previous > 0
    comparable = comparable and amount is not None
    money = f"{register.money_column} {amount or 0:,.2f}"
    observed = in_both(
        f"{money} 元" + (f"，{before:%Y-%m} 为 {previous:,.2f} 元" if comparable else "；没有基数"),
        f"{money} yuan" + (f", {previous:,.2f} in {before:%Y-%m}" if comparable else "; no base"),
    )
    return Candidate(
        door_check_id(declared.check_id, register.name, row["period"], row["report_kind"]),
        register.name,
        value=amount / previous if comparable else None,
        observed=observed,
        examined=row["rows_loaded"] + row["previous_rows"] if comparable else 0,
        period=row["period"],
        deliveries=(*row["delivery_ids"], *(row["previous_delivery_ids"] or ())),
    )


def _missing_delivery(facts: SlotFacts, rules: DoorRules) -> tuple[Verdict, ...]:
    """Every register of a delivered family has a delivery for every month, or the gap shows."""
    levels = [(register, row) for register, row in _of_known_registers(facts.levels)]
    found: list[Verdict] = []
    for register in all_registers().values():
        declared = rules.declared.find("door.missing_delivery", register)
        months = _months([row for other, row in levels if other.family is register.family])
        if declared is None or not months:
            continue
        own = [row for other, row in levels if other is register]
        candidates = _gaps(declared, register, months, own)
        found += judge(declared, candidates, _between(declared, minimum=1))
    return tuple(found)


def _gaps(
    declared: DeclaredCheck,
    register: Register,
    months: tuple[date, ...],
    own: list[Mapping[str, Any]],
) -> list[Candidate]:
    """Return one candidate per month: how many deliveries of this register count in it."""
    delivered: dict[date, int] = {}
    for row in own:
        count = len(row["delivery_ids"])
        delivered[row["period"]] = delivered.get(row["period"], 0) + count
    return [
        Candidate(
            door_check_id(declared.check_id, register.name, month, ""),
            register.name,
            value=None if _is_quiet(declared, month) else delivered.get(month, 0),
            observed=_gap_in_words(register, month, delivered),
            examined=0 if _is_quiet(declared, month) else 1,
            period=month,
        )
        for month in months
    ]


def _gap_in_words(register: Register, month: date, delivered: Mapping[date, int]) -> str:
    """Say what was delivered for a month, or what stands in for it."""
    if month in delivered:
        return in_both(f"{delivered[month]} 份报送", f"{delivered[month]} deliveries")
    earlier = [period for period in delivered if period < month]
    if register.nature is Nature.UNIT_LIST and earlier:
        holding = f"{max(earlier):%Y-%m}"
        return in_both(
            f"没有报送；沿用 {holding} 的名单", f"nothing delivered; the list of {holding} holds"
        )
    return in_both("没有报送", "nothing delivered")


def _refused_file(facts: SlotFacts, rules: DoorRules) -> tuple[Verdict, ...]:
    """No file was refused that belongs to no slot."""
    declared = rules.declared.get("door.refused_file")
    candidates = [
        Candidate(
            door_check_id(declared.check_id, row["register"], None),
            row["register"],
            value=row["refused_files"],
            observed=", ".join(row["refused_names"])
            or in_both(f"{row['files']} 个文件，均未拒收", f"{row['files']} files, none refused"),
            examined=row["files"],
            deliveries=tuple(row["refused_ids"]),
        )
        for row in _rows(facts.refused)
    ]
    return judge(declared, candidates, _between(declared, maximum=0))


def _between(
    declared: DeclaredCheck, *, minimum: float | None = None, maximum: float | None = None
) -> Expect:
    """Return the expectation that a candidate's figure lies within these bounds, both in."""
    bounds = {"column": "value", "min_value": minimum, "max_value": maximum}
    return Expect(declared.check_id, "ExpectColumnValuesToBeBetween", bounds)


def _claimed(row: Mapping[str, Any]) -> str:
    """Say what was accepted and rejected for a slot."""
    source, rejected = row["source"], ", ".join(row["rejected_names"] or ())
    return in_both(
        (f"{source}：" if source else "")
        + f"接收 {row['accepted_files']} 份"
        + (f"，拒收 {rejected}" if rejected else ""),
        f"{row['accepted_files']} accepted"
        + (f" from {source}" if source else "")
        + (f", rejected {rejected}" if rejected else ""),
    )


def _crosses(before: date | None, now: date, boundaries: Iterable[date]) -> bool:
    """Whether a new rule took effect after ``before`` and by ``now``."""
    return before is not None and any(before < day <= now for day in boundaries)


def _is_quiet(declared: DeclaredCheck, month: date) -> bool:
    """Whether nothing is due in this month of the year."""
    return month.month in declared.quiet_months


def _months(rows: Iterable[Mapping[str, Any]]) -> tuple[date, ...]:
    """Return the months in which anything of these registers was delivered, in order."""
    return tuple(sorted({row["period"] for row in rows}))


def _of_known_registers(frame: pd.DataFrame) -> Iterator[tuple[Register, Mapping[str, Any]]]:
    """Yield the rows of registers that have a contract, each with it."""
    catalogue = all_registers()
    for row in _rows(frame):
        if row["register"] in catalogue:
            yield catalogue[row["register"]], row


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a frame's rows by column name."""
    return [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]
