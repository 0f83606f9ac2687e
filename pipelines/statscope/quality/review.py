"""The review: how many units people should look at. A flag is data and never stops a run.

Belongs here: summing up ``rpt_unit_flags`` and the lists as non-blocking checks. Does not belong
here: what is flagged or listed (``dbt_project``).
"""

from __future__ import annotations

from datetime import date

from statscope.quality.declared import DeclaredChecks
from statscope.quality.verdicts import Verdict, in_both
from statscope.warehouse.checks import CheckResult, Status
from statscope.warehouse.finished import ReviewFacts

TOOL = "statscope"


def review_verdicts(facts: ReviewFacts, declared: DeclaredChecks) -> tuple[Verdict, ...]:
    """Return one verdict per edit rule and one per list."""
    return (*_flag_verdicts(facts, declared), *_list_verdicts(facts, declared))


def _flag_verdicts(facts: ReviewFacts, declared: DeclaredChecks) -> list[Verdict]:
    """An edit rule that flagged a unit has failed, in words only."""
    row = declared.get("review.unit_flags")
    found = []
    for flag in facts.flags:
        ever = _int(flag["units_ever"])
        result = CheckResult(
            check_id=f"review.{flag['check_id']}",
            tool=TOOL,
            severity=row.severity,
            is_blocking=row.is_blocking,
            status=_flag_status(ever, facts.units),
            observed=_counted(("个单位", "units"), flag["units_now"], ever, flag["period"]),
            examined_rows=facts.units,
            subject="marts.rpt_unit_flags",
            description=in_both(str(flag["name_zh"]), str(flag["name_en"])),
            who_acts=str(flag["who_acts"]),
        )
        found.append(Verdict(result, row.check_id))
    return found


def _list_verdicts(facts: ReviewFacts, declared: DeclaredChecks) -> list[Verdict]:
    """A list says how long it is; it cannot be too long."""
    row = declared.get("review.listed_units")
    found = []
    for entry in facts.lists:
        ever = _int(entry["rows_ever"])
        result = CheckResult(
            check_id=f"review.{entry['table_name']}",
            tool=TOOL,
            severity=row.severity,
            is_blocking=row.is_blocking,
            status=Status.PASSED if ever else Status.NOT_APPLICABLE,
            observed=_counted(("行", "rows"), entry["rows_now"], ever, entry["period"]),
            examined_rows=ever,
            subject=f"marts.{entry['table_name']}",
            description=row.description,
            who_acts=row.who_acts,
        )
        found.append(Verdict(result, row.check_id))
    return found


def _flag_status(flagged: int, units: int) -> Status:
    """Return how an edit rule ended that looked at so many units."""
    if flagged:
        return Status.FAILED
    return Status.PASSED if units else Status.NOT_APPLICABLE


def _counted(what: tuple[str, str], now: object, ever: int, period: object) -> str:
    """Say how many there are in the last period and in all, in Chinese and English."""
    chinese, english = what
    if not ever:
        return in_both(f"0 {chinese}", f"no {english}")
    month = f"{period:%Y-%m}" if isinstance(period, date) else ""
    return in_both(
        f"{month} {_int(now)} {chinese}，历期共 {ever} {chinese}".strip(),
        f"{_int(now)} {english}" + (f" in {month}" if month else "") + f", {ever} over all periods",
    )


def _int(value: object) -> int:
    """Return a count read from the database."""
    return int(value) if isinstance(value, int) else 0
