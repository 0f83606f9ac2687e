"""The asset graph as the operator sees it: groups in reading order, checks that block."""

from __future__ import annotations

from pathlib import Path

import dagster as dg
import pytest

from statscope.defs.assembling import build_definitions
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


def test_no_mart_reads_a_register_past_staging(specs: dict[str, dg.AssetSpec]) -> None:
    allowed = {"marts", "classification", "staging", "rules"}
    for key, spec in specs.items():
        if spec.group_name == "marts":
            groups = {specs[dep.asset_key.to_user_string()].group_name for dep in spec.deps}
            assert groups <= allowed, key


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
