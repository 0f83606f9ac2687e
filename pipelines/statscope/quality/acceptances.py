"""What operators accepted: failing checks that may pass, each for the very files it spoke of.

Belongs here: keeping acceptances in ``reports/acceptances.json`` and applying them to verdicts.
Does not belong here: which checks fail. An acceptance is keyed by the check and the deliveries
concerned, so the same failure on the same files stays accepted and any new content needs a new
one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from statscope.quality.verdicts import Verdict, accepted
from statscope.warehouse.checks import Status
from statscope.whole_files import replace_text

ACCEPTED_BY = "operator"
"""Who may accept a breach: only checks that this person acts on."""


@dataclass(frozen=True)
class Acceptance:
    """One accepted failure.

    Attributes:
        check_id: the check, e.g. ``door.row_floor.projects.2011-04``.
        delivery_ids: the deliveries that the failure spoke of, sorted.
        reason: the operator's words.
        accepted_at: when, ISO 8601 in UTC.
    """

    check_id: str
    delivery_ids: tuple[str, ...]
    reason: str
    accepted_at: str

    def holds_for(self, verdict: Verdict) -> bool:
        """Whether it speaks of this check and of exactly these deliveries."""
        return (self.check_id, self.delivery_ids) == (verdict.result.check_id, verdict.deliveries)


def read_acceptances(path: Path) -> tuple[Acceptance, ...]:
    """Read what was accepted so far; nothing where there is no file.

    Raises:
        ValueError: the file is no list of acceptances.
    """
    if not path.is_file():
        return ()
    try:
        noted = json.loads(path.read_text(encoding="utf-8"))["acceptances"]
        return tuple(Acceptance(**{**a, "delivery_ids": tuple(a["delivery_ids"])}) for a in noted)
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{path} holds no acceptances: {error}") from error


def write_acceptances(path: Path, acceptances: Iterable[Acceptance]) -> None:
    """Write all acceptances, whole or not at all."""
    text = json.dumps(
        {"acceptances": [asdict(a) for a in acceptances]}, ensure_ascii=False, indent=2
    )
    replace_text(path, text + "\n")


def with_acceptances(
    verdicts: Iterable[Verdict], known: Iterable[Acceptance], asked: Mapping[str, str]
) -> tuple[tuple[Verdict, ...], tuple[Acceptance, ...]]:
    """Apply acceptances to failed verdicts.

    Args:
        verdicts: as judged.
        known: what was accepted before.
        asked: check id -> reason, as the operator of this run says.

    Returns:
        The verdicts, accepted ones marked, and the acceptances made now.
    """
    on_record = tuple(known)
    made: list[Acceptance] = []
    applied: list[Verdict] = []
    for verdict in verdicts:
        acceptance = _acceptance_for(verdict, on_record, asked)
        if acceptance is not None and acceptance not in on_record:
            made.append(acceptance)
        applied.append(accepted(verdict, acceptance.reason) if acceptance else verdict)
    return tuple(applied), tuple(made)


def is_acceptable(verdict: Verdict) -> bool:
    """Whether an operator may accept it: it failed, blocks, and is theirs to act on."""
    result = verdict.result
    failed = result.status is Status.FAILED and result.is_blocking
    return failed and result.who_acts == ACCEPTED_BY


def _acceptance_for(
    verdict: Verdict, known: Iterable[Acceptance], asked: Mapping[str, str]
) -> Acceptance | None:
    """Return what accepts this verdict: the words of this run first, else the record."""
    if not is_acceptable(verdict):
        return None
    check_id = verdict.result.check_id
    if check_id in asked:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return Acceptance(check_id, verdict.deliveries, asked[check_id], now)
    return next((a for a in known if a.holds_for(verdict)), None)
