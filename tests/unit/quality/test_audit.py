"""The audit of the finished file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from statscope.quality.audit import audit_verdicts
from statscope.quality.declared import read_declared
from statscope.settings import PROJECT_ROOT
from statscope.warehouse.checks import Status
from statscope.warehouse.finished import FinishedFacts, Rows
from statscope.warehouse.publication_catalogue import CONTRACT_MARTS

APRIL = date(2011, 4, 1)


def eligible(units: int, period: date = APRIL) -> Rows:
    return ({"unit_kind": "project", "period": period, "regime_id": "fai_2011", "units": units},)


GOOD = FinishedFacts(
    marts=tuple({"table_name": name, "rows": 5} for name in CONTRACT_MARTS),
    covered=(
        {
            "unit_kind": "project",
            "period": APRIL,
            "regime_id": "all",
            "units_expected": 5,
            "units_found": 5,
        },
    ),
    eligible=eligible(40),
    reconciled=(
        {
            "register": "projects",
            "file_name": "a.csv",
            "rows_present": 5,
            "rows_lost": 0,
            "has_money": True,
            "amount_lost_cny": 0,
        },
    ),
    stored=({"register": "projects", "rows_on_record": 5, "rows_stored": 5},),
    is_closed=True,
)


def statuses(facts: FinishedFacts, published: Rows = ()) -> dict[str, Status]:
    declared = read_declared(PROJECT_ROOT / "dbt_project")
    found = audit_verdicts(facts, published, declared, ("d1",))
    return {verdict.result.check_id: verdict.result.status for verdict in found}


def test_a_sound_file_passes_and_without_a_vintage_there_is_no_floor() -> None:
    found = statuses(GOOD)
    assert found.pop("audit.eligible_floor") is Status.NOT_APPLICABLE
    assert set(found.values()) == {Status.PASSED}


@pytest.mark.parametrize(
    ("check", "facts"),
    [
        pytest.param("marts_present", replace(GOOD, marts=GOOD.marts[1:]), id="a mart is missing"),
        pytest.param(
            "facts_not_empty",
            replace(GOOD, marts=tuple({**mart, "rows": 0} for mart in GOOD.marts)),
            id="no facts for a list",
        ),
        pytest.param(
            "periods_covered",
            replace(GOOD, covered=({**GOOD.covered[0], "units_found": 4},)),
            id="a unit without facts",
        ),
        pytest.param(
            "rows_reconciled",
            replace(GOOD, reconciled=({**GOOD.reconciled[0], "rows_lost": 1},)),
            id="a lost row",
        ),
        pytest.param(
            "money_reconciled",
            replace(GOOD, reconciled=({**GOOD.reconciled[0], "amount_lost_cny": -1},)),
            id="money from nowhere",
        ),
        pytest.param(
            "rows_stored",
            replace(GOOD, stored=({**GOOD.stored[0], "rows_stored": 4},)),
            id="a row that is on record only",
        ),
        pytest.param("storage_readable", replace(GOOD, is_closed=False), id="not closed"),
    ],
)
def test_each_fault_fails_its_own_check(check: str, facts: FinishedFacts) -> None:
    assert statuses(facts)[f"audit.{check}"] is Status.FAILED


@pytest.mark.parametrize(
    ("now", "before", "status"),
    [
        pytest.param(20, 40, Status.PASSED, id="half exactly"),
        pytest.param(19, 40, Status.FAILED, id="under half"),
        pytest.param(1, 19, Status.PASSED, id="too few to speak of a collapse"),
    ],
)
def test_eligible_units_may_not_collapse_against_the_published_vintage(
    now: int, before: int, status: Status
) -> None:
    found = statuses(replace(GOOD, eligible=eligible(now)), eligible(before))
    assert found["audit.eligible_floor"] is status


def test_only_the_latest_month_that_both_files_have_is_compared() -> None:
    march = date(2011, 3, 1)
    now = (*eligible(1), *eligible(40, march))
    assert (
        statuses(replace(GOOD, eligible=now), eligible(40, march))["audit.eligible_floor"]
        is Status.PASSED
    )
