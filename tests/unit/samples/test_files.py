"""The promised figures are in the committed files: recounted after the product's own ingest."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

from statscope.registers.contract import RowReason
from statscope.settings import PROJECT_ROOT
from unit.samples import recount
from unit.samples.from_files import ingest, registers_of
from unit.samples.recount import APRIL_2010, APRIL_2011, FAI_LINE, REASONS, Registers

# Ways of being wrong that only other tests show.
NOT_IN_THE_SAMPLES = {RowReason.BAD_ID, RowReason.TOO_MANY_FIELDS}


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("samples") / "build.duckdb"
    ingest(PROJECT_ROOT / "data" / "samples", path)
    return path


@pytest.fixture(scope="module")
def registers(build: Path) -> Registers:
    return registers_of(build)


def query(build: Path, text: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(build), read_only=True) as connection:
        return connection.execute(text).fetchall()


def test_the_files_give_the_counts_of_projects(registers: Registers) -> None:
    eligible = recount.eligible_projects(registers, APRIL_2011, FAI_LINE)
    listed = recount.registered(registers.registered_projects, "project_id", APRIL_2011)
    before = recount.registered(registers.registered_projects, "project_id", APRIL_2010)
    missing = recount.unregistered_projects(registers, APRIL_2011)
    assert (len(eligible), len(listed), len(listed & eligible), len(before)) == (87, 47, 47, 119)
    assert len(missing) == 40
    assert {reasons[0] for reasons in missing.values()} == set(REASONS)


def test_the_files_give_investment_and_value_added(registers: Registers) -> None:
    listed = recount.registered(registers.registered_projects, "project_id", APRIL_2011)
    invested = recount.invested_ytd(registers, APRIL_2011, listed)
    growth = invested / recount.base_of_growth(registers) - 1
    added = recount.value_added(registers)
    assert round(invested / 10**9, 2) == Decimal("0.97")
    assert round(growth * 100, 1) == Decimal("15.8")
    assert round(added.current / 10**9, 2) == Decimal("2.05")
    assert round(added.growth * 100, 1) == Decimal("23.8")


def test_a_handful_of_rows_is_rejected_for_nearly_every_reason(build: Path) -> None:
    rows = query(build, "select unnest(reasons) from meta.rejected_rows")
    reasons = Counter(str(reason) for (reason,) in rows)
    assert set(reasons) == set(RowReason) - NOT_IN_THE_SAMPLES
    assert sum(reasons.values()) < 40


def test_two_files_are_refused_and_their_slots_are_filled_all_the_same(build: Path) -> None:
    refused = query(
        build,
        "select register, reject_reason from meta.deliveries where state = 'rejected' order by all",
    )
    assert refused == [
        ("project_progress", "period_unknown"),
        ("registered_enterprises", "missing_columns"),
    ]
    june = query(
        build,
        "select count(*) from meta.slots where register = 'registered_enterprises'"
        " and period = '2010-06-01' and is_current",
    )
    assert june == [(1,)]


def test_no_list_return_or_progress_falls_below_half_of_the_month_before(build: Path) -> None:
    rows = query(
        build,
        "select register, report_kind, period, sum(rows_loaded) from meta.slots where is_current"
        " and register not in ('project_evidence', 'plan_revisions') group by all order by all",
    )
    for earlier, later in pairwise(rows):
        (register, kind, _, before), (next_register, next_kind, period, now) = earlier, later
        same = (register, kind) == (next_register, next_kind)
        at_break = str(register).startswith("registered_") and str(period) == "2011-01-01"
        if same and not at_break and int(str(before)) >= 20:
            assert int(str(now)) * 2 >= int(str(before)), (register, period)


def test_nothing_is_lost_and_everything_says_that_it_is_synthetic(build: Path) -> None:
    lost = query(
        build,
        "select file_name from meta.deliveries where state != 'rejected' and rows_present"
        " != rows_loaded + rows_rejected + rows_duplicate + rows_superseded + rows_ignored",
    )
    assert lost == []
    assert query(build, "select distinct is_synthetic from meta.deliveries") == [(True,)]
