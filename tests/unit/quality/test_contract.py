"""Contract checks: the stored rows, judged in the database by what the registers promise."""

from __future__ import annotations

from pathlib import Path

import pytest

from statscope.quality.contract import contract_suite, contract_verdicts
from statscope.quality.declared import read_declared
from statscope.quality.engine import Expect, judge_frame, open_tables
from statscope.quality.verdicts import ROW
from statscope.registers.catalogue import all_registers
from statscope.settings import PROJECT_ROOT
from statscope.warehouse.build import create_tables, open_build
from statscope.warehouse.checks import CheckResult, Status

DECLARED = read_declared(PROJECT_ROOT / "dbt_project")
GOOD = {
    "delivery_id": "'d'",
    "period": "date '2011-04-01'",
    "project_id": "'P-1'",
    "project_name": "'项目'",
    "owner_name": "'公司'",
    "division_code": "'510525'",
    "construction_status": "'under_construction'",
    "planned_total": "600",
}


def verdicts(path: Path, *rows: dict[str, str]) -> dict[str, CheckResult]:
    with open_build(path) as connection:
        create_tables(connection)
        for row in rows:
            cells = GOOD | row
            names, values = ", ".join(cells), ", ".join(cells.values())
            connection.execute(f"insert into raw.projects ({names}) values ({values})")
    found = contract_verdicts(path, DECLARED, [all_registers()["projects"]])
    return {verdict.result.check_id: verdict.result for verdict in found}


def test_rows_that_fit_pass_every_check(tmp_path: Path) -> None:
    found = verdicts(tmp_path / "b.duckdb", {}, {"project_id": "'P-2'"})
    assert {result.status for result in found.values()} == {Status.PASSED}
    assert {result.examined_rows for result in found.values()} == {2}


@pytest.mark.parametrize(
    ("check", "row"),
    [
        pytest.param("required_cells", {"project_name": "null"}, id="an empty required cell"),
        pytest.param("known_choices", {"construction_status": "'在建'"}, id="an unknown code"),
        pytest.param("never_negative", {"planned_total": "-0.01"}, id="a negative amount"),
        pytest.param("id_shape", {"project_id": "'P 1'"}, id="a blank in an id"),
        pytest.param("key_unique", {"project_id": "'P-0'"}, id="a key twice"),
    ],
)
def test_one_row_that_does_not_fit_fails_its_check_and_no_other(
    tmp_path: Path, check: str, row: dict[str, str]
) -> None:
    found = verdicts(tmp_path / "b.duckdb", {"project_id": "'P-0'"}, row)
    failed = {name for name, result in found.items() if result.status is Status.FAILED}
    assert failed == {f"contract.{check}.projects"}
    assert found[f"contract.{check}.projects"].stops_publication


def test_a_table_without_rows_proves_nothing(tmp_path: Path) -> None:
    found = verdicts(tmp_path / "b.duckdb")
    assert {result.status for result in found.values()} == {Status.NOT_APPLICABLE}
    assert {result.passed for result in found.values()} == {None}


def test_a_check_that_raises_is_an_error_and_neither_breach_nor_pass(tmp_path: Path) -> None:
    path = tmp_path / "b.duckdb"
    verdicts(path, {})
    wrong = Expect("contract.key_unique", "ExpectColumnValuesToNotBeNull", {"column": "nowhere"})
    with open_tables(path) as tables:
        judged = tables.judge("raw", "projects", [wrong])
    assert judged[0].error is not None
    assert not judged[0].met


def test_the_file_is_free_again_after_judging(tmp_path: Path) -> None:
    path = tmp_path / "b.duckdb"
    verdicts(path, {})
    with open_build(path) as connection:  # another configuration would be refused
        connection.execute("create table after_judging (one integer)")


def test_a_frames_failing_rows_are_told_apart() -> None:
    import pandas as pd  # noqa: PLC0415 - only here

    frame = pd.DataFrame({ROW: [0, 1, 2], "value": [1.0, 5.0, 9.0]})
    expect = Expect("x", "ExpectColumnValuesToBeBetween", {"column": "value", "max_value": 5})
    assert judge_frame(frame, [expect])[0].rows == {2}


def test_every_register_has_a_suite_and_every_check_in_it_is_declared() -> None:
    for register in all_registers().values():
        checks = {expect.check for expect in contract_suite(register)}
        assert "contract.key_unique" in checks
        for check in checks:
            assert DECLARED.get(check).is_blocking
