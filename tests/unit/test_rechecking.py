"""A published file is checked again by the statements that it keeps, and by its own ledger."""

from __future__ import annotations

from pathlib import Path

import pytest

from small_builds import publish_small
from statscope.cli import main
from statscope.settings import Settings
from statscope.warehouse.publication_catalogue import CONTRACT_MARTS
from statscope.warehouse.published import NothingPublished
from statscope.warehouse.rechecking import Rechecked, recheck

# Small builds hold a few marts and columns only; these are the ones that publication looks at.
COLUMNS = (
    "period date, indicator varchar, growth_note varchar, price_basis varchar, check_id varchar,"
    " regime_family varchar, is_scope_break boolean"
)
EVERY_MART = tuple(
    f"create table if not exists marts.{name} ({COLUMNS})" for name in CONTRACT_MARTS
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environment({}, home=tmp_path)


def checked(settings: Settings) -> dict[str, Rechecked]:
    return {check.check_id: check for check in recheck(settings)}


def test_statements_on_record_are_run_again(settings: Settings) -> None:
    publish_small(settings)
    found = checked(settings)["dbt.unique_key"]
    assert (found.passed, found.found, found.recorded) == (True, 0, "passed")


def test_a_duplicate_that_slipped_in_is_found(settings: Settings) -> None:
    twice = "insert into marts.dim_enterprises select * from marts.dim_enterprises limit 1"
    publish_small(settings, changes=(twice,))
    found = checked(settings)["dbt.unique_key"]
    assert (found.passed, found.found, found.is_blocking) == (False, 1, True)


def test_checks_of_the_build_stand_as_recorded(settings: Settings) -> None:
    publish_small(settings)
    found = checked(settings)["door.row_floor.projects.2011-04"]
    assert (found.passed, found.recorded) == (None, "accepted")


def test_a_missing_mart_is_named_by_its_absence(settings: Settings) -> None:
    publish_small(settings, changes=(*EVERY_MART, "drop table marts.rpt_growth"))
    assert checked(settings)["published.marts_present"].found == 1


def test_rows_that_no_fate_accounts_for_are_found(settings: Settings) -> None:
    lost = "update meta.deliveries set rows_loaded = 1 where delivery_id = 'enterprises-1'"
    publish_small(settings, changes=(lost,))
    assert checked(settings)["published.rows_reconciled"].found == 1


def test_a_statement_that_cannot_be_run_is_a_failure_and_never_a_pass(settings: Settings) -> None:
    broken = "update meta.checks set sql = 'select * from nowhere' where sql is not null"
    publish_small(settings, changes=(broken,))
    found = checked(settings)["dbt.unique_key"]
    assert found.passed is False
    assert "nowhere" in found.problem


def test_a_statement_on_record_cannot_reach_another_file(
    settings: Settings, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n", encoding="utf-8")
    hostile = f"update meta.checks set sql = 'from read_csv(''{secret}'')' where sql is not null"
    publish_small(settings, changes=(hostile,))
    found = checked(settings)["dbt.unique_key"]
    assert found.passed is False
    assert "disabled" in found.problem


def test_without_a_vintage_there_is_nothing_to_check(settings: Settings) -> None:
    with pytest.raises(NothingPublished):
        recheck(settings)


def test_the_command_ends_with_3_and_names_what_does_not_hold(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    twice = "insert into marts.dim_enterprises select * from marts.dim_enterprises limit 1"
    publish_small(settings, changes=(*EVERY_MART, twice))
    assert main(["--lang", "en", "check", "--home", str(tmp_path)]) == 3
    printed = capsys.readouterr()
    assert "dbt.unique_key [blocking] 1 rows break it" in printed.out
    assert printed.err.count("\n") == 1
