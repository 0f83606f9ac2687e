"""From candidates (what a check looks at) to verdicts (how it ended).

Belongs here: judging candidates by one expectation, folding several into one verdict, applying
what an operator accepted. Does not belong here: what the candidates are (``door``, ``audit``),
how acceptances are kept (``acceptances``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

import pandas as pd

from statscope.quality.declared import DeclaredCheck
from statscope.quality.engine import ROW, Expect, Judgement
from statscope.quality.judging import judge_frame
from statscope.warehouse.checks import CheckResult, Status

TOOL = "great_expectations"
MOST_NAMED = 5
_WORST_FIRST = (Status.ERROR, Status.FAILED, Status.PASSED, Status.NOT_APPLICABLE)


_BAR = " | "


@dataclass(frozen=True)
class Candidate:
    """One thing that a check looks at.

    Attributes:
        check_id: the full id of the verdict that it counts towards.
        subject: the register or table.
        value: the figure that is judged; None where the check does not apply to it.
        observed: the figure in words.
        examined: how many rows or files the figure rests on.
        weight: a second figure, for expectations that only look at weighty candidates.
        period: the reference month, if it is of one.
        deliveries: the deliveries concerned.
    """

    check_id: str
    subject: str
    value: float | None
    observed: str
    examined: int
    weight: float = 0
    period: date | None = None
    deliveries: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """A check's result and the deliveries that it speaks of.

    Attributes:
        result: what goes on record.
        check: the declared check, e.g. ``door.row_floor``.
        deliveries: delivery ids; an acceptance holds for exactly these.
    """

    result: CheckResult
    check: str
    deliveries: tuple[str, ...] = ()


def judge(
    declared: DeclaredCheck, candidates: Sequence[Candidate], expect: Expect
) -> tuple[Verdict, ...]:
    """Judge candidates by one expectation on their ``value``; one verdict per check id."""
    frame = pd.DataFrame(
        [(row, c.value, c.weight) for row, c in enumerate(candidates) if c.value is not None],
        columns=[ROW, "value", "weight"],
    )
    nothing = Judgement(declared.check_id, met=True, unexpected=0)
    judged = judge_frame(frame, [expect])[0] if len(frame) else nothing
    statuses = [_status(candidate, row, judged) for row, candidate in enumerate(candidates)]
    pairs = sorted(zip(candidates, statuses, strict=True), key=lambda pair: pair[0].check_id)
    return tuple(
        _folded(declared, list(group), judged.error)
        for _, group in groupby(pairs, key=lambda pair: pair[0].check_id)
    )


def not_applicable(declared: DeclaredCheck, check_id: str, subject: str, why: str) -> Verdict:
    """Return the verdict of a check that had nothing to look at."""
    return _folded(
        declared, [(Candidate(check_id, subject, None, why, 0), Status.NOT_APPLICABLE)], None
    )


def failed_to_run(declared: DeclaredCheck, check_id: str, subject: str, error: str) -> Verdict:
    """Return the verdict of a check that raised."""
    return _folded(declared, [(Candidate(check_id, subject, None, "", 0), Status.ERROR)], error)


def accepted(verdict: Verdict, reason: str) -> Verdict:
    """Return a failed verdict as one that an operator accepted."""
    result = replace(verdict.result, status=Status.ACCEPTED, accepted_reason=reason)
    return replace(verdict, result=result)


def _status(candidate: Candidate, row: int, judged: Judgement) -> Status:
    """Return how one candidate ended."""
    if candidate.value is None or candidate.examined == 0:
        return Status.NOT_APPLICABLE
    if judged.error is not None:
        return Status.ERROR
    return Status.FAILED if row in judged.rows else Status.PASSED


def _folded(
    declared: DeclaredCheck,
    candidates: Sequence[tuple[Candidate, Status]],
    error: str | None,
) -> Verdict:
    """Fold the candidates of one check id into its verdict; the worst status decides."""
    worst = min((status for _, status in candidates), key=_WORST_FIRST.index)
    decisive = [candidate for candidate, status in candidates if status is worst]
    first = decisive[0]
    words = error if worst is Status.ERROR and error else _words([c.observed for c in decisive])
    result = CheckResult(
        check_id=first.check_id,
        tool=TOOL,
        severity=declared.severity,
        is_blocking=declared.is_blocking,
        status=worst,
        observed=words,
        examined_rows=sum(candidate.examined for candidate, _ in candidates),
        subject=first.subject,
        period=first.period,
        description=declared.description,
        who_acts=declared.who_acts,
    )
    deliveries = sorted({name for candidate in decisive for name in candidate.deliveries})
    return Verdict(result, declared.check_id, tuple(deliveries))


def _words(observed: Iterable[str]) -> str:
    """Return the first few observations and how many more there are, in both languages."""
    texts = list(dict.fromkeys(text for text in observed if text))
    more = len(texts) - MOST_NAMED
    halves = [text.partition(_BAR) for text in texts[:MOST_NAMED]]
    if more <= 0 and not any(bar for _, bar, _ in halves):
        return "; ".join(texts)
    chinese = "；".join(zh for zh, _, _ in halves) + (f"；另有 {more} 项" if more > 0 else "")
    english = "; ".join(en if bar else zh for zh, bar, en in halves)
    return in_both(chinese, english + (f"; and {more} more" if more > 0 else ""))


def in_both(chinese: str, english: str) -> str:
    """Return an observation as ``meta.checks`` keeps it: Chinese first, then English."""
    return f"{chinese}{_BAR}{english}"
