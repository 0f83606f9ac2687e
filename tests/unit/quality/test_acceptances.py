"""Acceptances hold for the same failure on the same files, and for nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from statscope.quality.acceptances import (
    read_acceptances,
    with_acceptances,
    write_acceptances,
)
from statscope.quality.verdicts import Verdict
from statscope.warehouse.checks import CheckResult, Status

CHECK = "door.row_floor.projects.2011-04"
FAILED = Verdict(
    CheckResult(
        check_id=CHECK,
        tool="great_expectations",
        severity="error",
        is_blocking=True,
        status=Status.FAILED,
        observed="9 rows, 20 in 2011-03",
        examined_rows=29,
        subject="projects",
        who_acts="operator",
    ),
    "door.row_floor",
    ("a1", "b2"),
)


def test_an_accepted_failure_stays_on_record_as_failed_and_stops_nothing() -> None:
    (applied,), (made,) = with_acceptances([FAILED], (), {CHECK: "flood"})
    assert applied.result.status is Status.ACCEPTED
    assert applied.result.passed is False
    assert applied.result.accepted_reason == "flood"
    assert not applied.result.stops_publication
    assert made.delivery_ids == ("a1", "b2")


def test_it_stays_accepted_on_the_same_files_and_not_on_others(tmp_path: Path) -> None:
    _, made = with_acceptances([FAILED], (), {CHECK: "flood"})
    write_acceptances(tmp_path / "acceptances.json", made)
    known = read_acceptances(tmp_path / "acceptances.json")
    assert known == made
    (again,), none = with_acceptances([FAILED], known, {})
    assert again.result.status is Status.ACCEPTED
    assert none == ()
    (other,), _ = with_acceptances([replace(FAILED, deliveries=("a1", "c3"))], known, {})
    assert other.result.stops_publication


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"who_acts": "engineer"}, id="an engineer has to mend it"),
        pytest.param({"status": Status.ERROR}, id="the check itself raised"),
        pytest.param({"status": Status.PASSED}, id="it passed"),
        pytest.param({"is_blocking": False}, id="it stops nothing anyway"),
    ],
)
def test_only_a_breach_that_an_operator_acts_on_can_be_accepted(change: dict[str, object]) -> None:
    verdict = replace(FAILED, result=replace(FAILED.result, **change))  # type: ignore[arg-type]
    (applied,), made = with_acceptances([verdict], (), {CHECK: "flood"})
    assert applied == verdict
    assert made == ()


def test_a_file_that_holds_no_acceptances_is_named(tmp_path: Path) -> None:
    (tmp_path / "acceptances.json").write_text("[]", encoding="utf-8")
    with pytest.raises(ValueError, match=r"acceptances\.json"):
        read_acceptances(tmp_path / "acceptances.json")
