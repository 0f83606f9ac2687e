"""The door checks, as definitions.md (Deliveries 13) words them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from statscope.quality.declared import read_boundaries, read_declared
from statscope.quality.door import DoorRules, door_verdicts
from statscope.settings import PROJECT_ROOT
from statscope.warehouse.checks import CheckResult, Status
from statscope.warehouse.slots import read_slot_facts
from unit.quality.ledger_rows import File, ledger

SEEDS = PROJECT_ROOT / "dbt_project"


def verdicts(tmp_path: Path, files: Sequence[File]) -> dict[str, CheckResult]:
    rules = DoorRules(read_declared(SEEDS), read_boundaries(SEEDS))
    facts = read_slot_facts(ledger(tmp_path / "build.duckdb", files))
    return {v.result.check_id: v.result for v in door_verdicts(facts, rules)}


def test_a_slot_whose_only_delivery_was_rejected_stops_the_run(tmp_path: Path) -> None:
    found = verdicts(
        tmp_path,
        [
            File("projects", "a.csv", ("2011-03",), loaded=5),
            File("projects", "b.csv", state="rejected", reason="unreadable"),
        ],
    )
    assert found["door.all_rejected.projects.2011-04"].stops_publication
    assert "b.csv (unreadable)" in found["door.all_rejected.projects.2011-04"].observed
    assert found["door.all_rejected.projects.2011-03"].status is Status.PASSED


def test_a_rejected_file_beside_an_accepted_one_of_its_slot_stops_nothing(tmp_path: Path) -> None:
    found = verdicts(
        tmp_path,
        [
            File("projects", "a.csv", loaded=5),
            File("projects", "b.csv", state="rejected", reason="unreadable"),
        ],
    )
    assert found["door.all_rejected.projects.2011-04"].status is Status.PASSED


def test_an_accepted_file_of_another_source_does_not_fill_the_slot(tmp_path: Path) -> None:
    found = verdicts(
        tmp_path,
        [
            File("projects", "a.csv", loaded=5, source="发改局"),
            File("projects", "b.csv", source="经信局", state="rejected", reason="unreadable"),
        ],
    )
    assert found["door.all_rejected.projects.2011-04"].status is Status.FAILED


def test_an_accepted_periodic_return_does_not_fill_the_annual_slot(tmp_path: Path) -> None:
    found = verdicts(
        tmp_path,
        [
            File("enterprise_returns", "2010-12.csv", ("2010-12",), 30, kinds=("periodic",)),
            File(
                "enterprise_returns",
                "2010.csv",
                ("2010-12",),
                kinds=("annual",),
                state="rejected",
                reason="missing_columns",
            ),
        ],
    )
    assert found["door.all_rejected.enterprise_returns.2010-12"].status is Status.PASSED
    assert found["door.all_rejected.enterprise_returns.2010-12.annual"].status is Status.FAILED


@pytest.mark.parametrize(
    ("loaded", "rejected", "status"),
    [
        pytest.param(20, 10, Status.FAILED, id="a third and ten rows"),
        pytest.param(21, 9, Status.PASSED, id="nine rows are too few to stop for"),
        pytest.param(70, 30, Status.PASSED, id="thirty percent exactly"),
        pytest.param(69, 31, Status.FAILED, id="just over thirty percent"),
        pytest.param(0, 10, Status.FAILED, id="ten of ten"),
    ],
)
def test_too_large_a_share_of_rejected_records_stops_the_run(
    tmp_path: Path, loaded: int, rejected: int, status: Status
) -> None:
    found = verdicts(tmp_path, [File("projects", "a.csv", loaded=loaded, rejected=rejected)])
    assert found["door.rejected_share.projects.2011-04"].status is status


@pytest.mark.parametrize(
    ("before", "now", "status"),
    [
        pytest.param(20, 10, Status.PASSED, id="half exactly"),
        pytest.param(20, 9, Status.FAILED, id="under half"),
        pytest.param(19, 1, Status.NOT_APPLICABLE, id="the base is too small"),
        pytest.param(200, 400, Status.PASSED, id="more rows"),
    ],
)
def test_the_row_floor_compares_with_the_period_before(
    tmp_path: Path, before: int, now: int, status: Status
) -> None:
    found = verdicts(
        tmp_path,
        [File("projects", "a", ("2011-02",), before), File("projects", "b", ("2011-04",), now)],
    )
    assert found["door.row_floor.projects.2011-04"].status is status
    assert found["door.row_floor.projects.2011-02"].status is Status.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("register", "months", "status"),
    [
        pytest.param(
            "registered_projects", ("2010-12", "2011-01"), Status.NOT_APPLICABLE, id="the line rose"
        ),
        pytest.param(
            "registered_enterprises", ("2010-12", "2011-02"), Status.NOT_APPLICABLE, id="likewise"
        ),
        pytest.param(
            "registered_projects", ("2011-01", "2011-02"), Status.FAILED, id="within one rule"
        ),
        pytest.param("projects", ("2010-12", "2011-01"), Status.FAILED, id="not a register list"),
    ],
)
def test_the_row_floor_of_register_lists_never_crosses_a_change_of_rule(
    tmp_path: Path, register: str, months: tuple[str, str], status: Status
) -> None:
    found = verdicts(
        tmp_path, [File(register, "a", (months[0],), 119), File(register, "b", (months[1],), 47)]
    )
    assert found[f"door.row_floor.{register}.{months[1]}"].status is status


def test_the_row_floor_never_compares_annual_with_periodic_returns(tmp_path: Path) -> None:
    found = verdicts(
        tmp_path,
        [
            File("enterprise_returns", "2010.csv", ("2010-12",), 400, kinds=("annual",)),
            File("enterprise_returns", "2011-02.csv", ("2011-02",), 40, kinds=("periodic",)),
        ],
    )
    assert not [name for name, result in found.items() if result.stops_publication]


def test_increments_have_no_row_floor(tmp_path: Path) -> None:
    found = verdicts(
        tmp_path,
        [
            File("plan_revisions", "a", ("2011-03",), 100),
            File("plan_revisions", "b", ("2011-04",), 1),
        ],
    )
    assert not [name for name in found if name.startswith("door.row_floor")]


@pytest.mark.parametrize(
    ("before", "now", "status"),
    [
        pytest.param(100.0, 1000.0, Status.PASSED, id="ten times exactly"),
        pytest.param(100.0, 1000.1, Status.FAILED, id="more than ten times"),
        pytest.param(100.0, 9.9, Status.FAILED, id="less than a tenth"),
        pytest.param(0.0, 50.0, Status.NOT_APPLICABLE, id="no base"),
    ],
)
def test_a_money_jump_is_visible_and_stops_nothing(
    tmp_path: Path, before: float, now: float, status: Status
) -> None:
    found = verdicts(
        tmp_path,
        [
            File("projects", "a", ("2011-03",), 5, money=before),
            File("projects", "b", ("2011-04",), 5, money=now),
        ],
    )
    assert found["door.money_jump.projects.2011-04"].status is status
    assert not found["door.money_jump.projects.2011-04"].stops_publication


def test_a_missing_delivery_is_visible_and_stops_nothing(tmp_path: Path) -> None:
    found = verdicts(
        tmp_path,
        [
            File("projects", "a", ("2011-01",), 5),
            File("project_progress", "b", ("2011-02",), 5),
            File("registered_projects", "c", ("2011-03",), 5),
        ],
    )
    gap = found["door.missing_delivery.projects.2011-03"]
    assert gap.status is Status.FAILED
    assert "the list of 2011-01 holds" in gap.observed
    assert not gap.stops_publication
    january = found["door.missing_delivery.project_progress.2011-01"]
    assert january.status is Status.NOT_APPLICABLE
    assert not [name for name in found if "missing_delivery.enterprises" in name]


def test_a_refused_file_without_a_slot_is_visible_and_stops_nothing(tmp_path: Path) -> None:
    found = verdicts(
        tmp_path,
        [
            File("杂项", "x.csv", (), state="rejected", reason="unknown_register"),
            File("projects", "a", loaded=5),
        ],
    )
    assert found["door.refused_file.杂项"].status is Status.FAILED
    assert "x.csv (unknown_register)" in found["door.refused_file.杂项"].observed
    assert not any(result.stops_publication for result in found.values())
    assert found["door.refused_file.projects"].status is Status.PASSED


def test_a_file_of_several_months_is_judged_month_by_month(tmp_path: Path) -> None:
    found = verdicts(
        tmp_path, [File("projects", "a", ("2011-03", "2011-04"), loaded=60, rejected=12)]
    )
    assert found["door.rejected_share.projects.2011-03"].examined_rows == 30
    assert found["door.rejected_share.projects.2011-04"].examined_rows == 42
