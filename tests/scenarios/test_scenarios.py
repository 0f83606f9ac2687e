"""Every scenario comes out of one run as a statistician wrote it down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import duckdb
import pytest

from model_runs import build_models
from scenarios.assembling import accepted_columns, assemble
from scenarios.expecting import failures
from scenarios.reading import Scenario, all_scenarios, ids_of
from statscope.registers.catalogue import all_registers

LEAST_SCENARIOS = 30
SCENARIOS = all_scenarios()
ID_COLUMNS = ("enterprise_id", "project_id")

pytestmark = pytest.mark.slow

each_scenario = pytest.mark.parametrize(
    "scenario", [pytest.param(one, id=one.name) for one in SCENARIOS]
)


@pytest.fixture(scope="module")
def marts(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[duckdb.DuckDBPyConnection]:
    home = tmp_path_factory.mktemp("scenarios")
    assemble(SCENARIOS, home / "deliveries")
    with duckdb.connect(str(build_models(home)), read_only=True) as connection:
        yield connection


@each_scenario
def test_a_scenario_comes_out_as_written_down(
    marts: duckdb.DuckDBPyConnection, scenario: Scenario
) -> None:
    found = [
        problem
        for name, table in scenario.expected.items()
        for problem in failures(marts, name, table)
    ]
    assert not found, f"{scenario.note}\n" + "\n".join(found)


@each_scenario
def test_a_scenario_stays_in_its_county_and_names_columns_as_agreed(scenario: Scenario) -> None:
    for (register, _), table in scenario.given.items():
        assert register in all_registers(), table.path
        assert {*table.columns} <= accepted_columns(all_registers()[register]), table.path
        places = {row["division_code"][:6] for row in table.rows if row.get("division_code")}
        assert places <= {scenario.county}, table.path


def test_numbers_and_ids_belong_to_one_scenario_each() -> None:
    numbers = Counter(one.number for one in SCENARIOS)
    ids = Counter(unit for one in SCENARIOS for unit in ids_of(one, ID_COLUMNS))
    assert [number for number, count in numbers.items() if count > 1] == []
    assert [unit for unit, count in ids.items() if count > 1] == []


def test_there_are_scenarios_enough() -> None:
    assert len(SCENARIOS) >= LEAST_SCENARIOS
