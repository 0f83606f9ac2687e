"""The asset graph as the operator sees it: groups in reading order, checks that block."""

from __future__ import annotations

import time
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.execution.asset_backfill import AssetBackfillData  # as the UI makes one

from statscope.defs.assembling import build_definitions
from statscope.defs.dbt_project import parsed_project
from statscope.defs.periods import PERIODS
from statscope.registers.catalogue import all_registers
from statscope.settings import PROJECT_ROOT, Settings

GROUPS = {"deliveries", "registers", "rules", "staging", "classification", "marts", "published"}


@pytest.fixture(scope="module")
def definitions(tmp_path_factory: pytest.TempPathFactory) -> dg.Definitions:
    home = tmp_path_factory.mktemp("home")
    return build_definitions(Settings.from_environment({}, home=home))


@pytest.fixture(scope="module")
def specs(definitions: dg.Definitions) -> dict[str, dg.AssetSpec]:
    return {spec.key.to_user_string(): spec for spec in definitions.resolve_all_asset_specs()}


def test_assets_stand_in_the_groups_of_the_graph(specs: dict[str, dg.AssetSpec]) -> None:
    assert {spec.group_name for spec in specs.values()} == GROUPS


def test_every_register_is_an_asset_that_reads_the_deliveries(
    specs: dict[str, dg.AssetSpec],
) -> None:
    registers = {key for key, spec in specs.items() if spec.group_name == "registers"}
    assert registers == {f"raw/{name}" for name in all_registers()}
    for key in registers:
        assert {dep.asset_key.to_user_string() for dep in specs[key].deps} == {"deliveries"}


def test_nothing_but_staging_reads_a_register(tmp_path: Path) -> None:
    """By dbt's lineage: Dagster's also says which months of registers a fact is of."""
    manifest = parsed_project(Settings.from_environment({}, home=tmp_path)).manifest
    registers = [key for key in manifest["sources"] if key.startswith("source.statscope.raw.")]
    readers = {reader for register in registers for reader in manifest["child_map"][register]}
    layers = {manifest["nodes"][reader]["fqn"][1] for reader in readers if reader.startswith("mod")}
    assert len(registers) >= len(all_registers())
    assert layers == {"staging"}


@pytest.mark.filterwarnings("ignore:Function `AssetSelection.sources`:DeprecationWarning")
def test_a_backfill_of_all_assets_reaches_every_one_that_has_months(
    definitions: dg.Definitions,
) -> None:
    """As the UI starts one: the months are chosen once, for the whole graph."""
    graph = definitions.get_repository_def().asset_graph
    every = graph.executable_asset_keys
    months = ["2011-03", "2011-04"]
    with dg.DagsterInstance.ephemeral() as instance:
        instance.add_dynamic_partitions(str(PERIODS.name), months)
        target = AssetBackfillData.from_asset_partitions(
            graph, months, list(every), instance, time.time(), all_partitions=False
        ).target_subset
    by_month = {key for key in every if graph.get(key).is_partitioned}
    assert set(target.partitions_subsets_by_asset_key) == by_month
    assert {len(one) for one in target.partitions_subsets_by_asset_key.values()} == {len(months)}
    assert target.non_partitioned_asset_keys == every - by_month


def test_every_mart_is_upstream_of_the_published_file(specs: dict[str, dg.AssetSpec]) -> None:
    marts = {key for key, spec in specs.items() if spec.group_name == "marts"}
    reached: set[str] = set()
    waiting = [key for key, spec in specs.items() if spec.group_name == "published"]
    while waiting:
        for dep in specs[waiting.pop()].deps:
            name = dep.asset_key.to_user_string()
            if name not in reached:
                reached.add(name)
                waiting.append(name)
    assert marts
    assert marts - reached == set()


def test_every_asset_is_described_in_chinese_and_english(
    specs: dict[str, dg.AssetSpec],
) -> None:
    silent = [
        key
        for key, spec in specs.items()
        if not spec.description
        or spec.description.isascii()
        or not any(letter.isascii() and letter.isalpha() for letter in spec.description)
    ]
    assert silent == []


def test_checks_on_deliveries_and_models_block(definitions: dg.Definitions) -> None:
    graph = definitions.resolve_asset_graph()
    checks = [graph.get_check_spec(key) for key in graph.asset_check_keys]
    blocking = {(c.asset_key.to_user_string(), c.name) for c in checks if c.blocking}
    for register in all_registers():
        assert (f"raw/{register}", "rejected_share") in blocking
    assert any(key.startswith("marts/") or "fct_" in key for key, _ in blocking)
    assert any(not c.blocking for c in checks), "review checks never stop a run"


def test_there_is_a_job_for_everything_and_one_for_a_period(definitions: dg.Definitions) -> None:
    jobs = {job.name: job for job in definitions.resolve_all_job_defs()}
    assert {"everything", "one_period"} <= set(jobs)
    assert jobs["everything"].partitions_def is None
    assert jobs["one_period"].partitions_def is not None


def test_the_definitions_module_stays_small() -> None:
    text = (PROJECT_ROOT / "pipelines" / "statscope" / "definitions.py").read_text("utf-8")
    assert len(text.splitlines()) <= 25


def test_the_workspace_names_the_definitions() -> None:
    text = (Path(PROJECT_ROOT) / "workspace.yaml").read_text("utf-8")
    assert "statscope.definitions" in text
