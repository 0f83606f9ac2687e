"""The definitions that the Dagster UI loads."""

from __future__ import annotations

import shutil
from pathlib import Path

import dagster as dg
import pytest

from definitions.asset_graph import SNAPSHOT, described
from statscope.defs.assembling import build_definitions
from statscope.defs.dbt_project import build_arguments, common_arguments, project_digest
from statscope.defs.instance import open_instance, prepare_dagster_home, run_history
from statscope.defs.serving import daemon_command, serving_environment, webserver_command
from statscope.settings import PROJECT_ROOT, Settings


@pytest.fixture(scope="module")
def definitions(tmp_path_factory: pytest.TempPathFactory) -> dg.Definitions:
    return build_definitions(Settings.from_environment({}, home=tmp_path_factory.mktemp("home")))


def test_the_asset_graph_is_the_one_on_record(definitions: dg.Definitions) -> None:
    assert described(definitions) == SNAPSHOT.read_text(encoding="utf-8"), (
        "the graph changed; if meant: python tests/definitions/asset_graph.py HOME"
    )


def test_an_operator_finds_three_jobs_each_with_words_in_both_languages(
    definitions: dg.Definitions,
) -> None:
    for name in ("everything", "one_period", "all_periods"):
        description = definitions.resolve_job_def(name).description or ""
        assert "| " in description


def test_every_job_runs_in_one_process(definitions: dg.Definitions) -> None:
    for name in ("everything", "one_period", "all_periods"):
        assert definitions.resolve_job_def(name).executor_def.name == "in_process"


def test_the_code_location_is_assembled_in_few_lines() -> None:
    source = (PROJECT_ROOT / "pipelines" / "statscope" / "definitions.py").read_text("utf-8")
    assert len(source.splitlines()) <= 25
    assert "statscope.definitions" in (PROJECT_ROOT / "workspace.yaml").read_text("utf-8")


def test_a_run_of_everything_builds_facts_anew_and_one_of_a_period_does_not(
    tmp_path: Path,
) -> None:
    settings = Settings.from_environment({}, home=tmp_path)
    assert "--full-refresh" in build_arguments(settings, everything=True)
    assert "--full-refresh" not in build_arguments(settings, everything=False)


def test_unit_tests_of_models_are_left_to_the_developers(tmp_path: Path) -> None:
    arguments = build_arguments(Settings.from_environment({}, home=tmp_path), everything=True)
    assert arguments[arguments.index("--exclude-resource-type") + 1] == "unit_test"


def test_a_selection_of_nodes_comes_last(tmp_path: Path) -> None:
    settings = Settings.from_environment({}, home=tmp_path)
    assert build_arguments(settings, everything=False, select=["b", "a"])[-3:] == [
        "--select",
        "b",
        "a",
    ]


def test_dbt_sends_nothing_anywhere(tmp_path: Path) -> None:
    arguments = common_arguments(Settings.from_environment({}, home=tmp_path), tmp_path)
    assert "--no-send-anonymous-usage-stats" in arguments
    assert "--no-version-check" in arguments


def test_the_project_is_parsed_again_when_any_of_its_files_changes(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    model = tmp_path / "models" / "a.sql"
    model.write_text("select 1", encoding="utf-8")
    before = project_digest(tmp_path)
    (tmp_path / "target").mkdir()
    (tmp_path / "target" / "compiled.sql").write_text("select 1", encoding="utf-8")
    assert project_digest(tmp_path) == before
    model.write_text("select 2", encoding="utf-8")
    assert project_digest(tmp_path) != before


def test_the_pages_are_served_to_this_machine_only(tmp_path: Path) -> None:
    settings = Settings.from_environment({}, home=tmp_path)
    command = webserver_command(settings, 3999, read_only=False)
    assert command[command.index("--host") + 1] == "127.0.0.1"
    assert "--read-only" not in command
    assert "--read-only" in webserver_command(settings, 3999, read_only=True)
    assert str(PROJECT_ROOT / "workspace.yaml") in daemon_command(settings)


def test_the_ui_works_on_the_home_it_was_asked_for(tmp_path: Path) -> None:
    settings = Settings.from_environment({}, home=tmp_path, deliveries=tmp_path / "in")
    environment = serving_environment(settings, {"PATH": "/bin"})
    assert environment["STATSCOPE_HOME"] == str(tmp_path)
    assert environment["STATSCOPE_DELIVERIES"] == str(tmp_path / "in")
    assert environment["DAGSTER_HOME"] == str(settings.dagster_home)
    assert environment["PATH"] == "/bin"


def test_an_operators_own_dagster_settings_are_kept(tmp_path: Path) -> None:
    settings = Settings.from_environment({}, home=tmp_path)
    written = prepare_dagster_home(settings) / "dagster.yaml"
    written.write_text("telemetry: {enabled: false}\n", encoding="utf-8")
    prepare_dagster_home(settings)
    assert written.read_text(encoding="utf-8") == "telemetry: {enabled: false}\n"


def test_a_home_that_was_copied_keeps_its_history_in_itself(tmp_path: Path) -> None:
    first = Settings.from_environment({}, home=tmp_path / "first")
    written = prepare_dagster_home(first) / "dagster.yaml"
    written.write_text(written.read_text("utf-8") + "# the operator's own line\n", "utf-8")
    shutil.copytree(first.home, tmp_path / "second")
    second = Settings.from_environment({}, home=tmp_path / "second")
    with open_instance(second) as instance:
        instance.report_runless_asset_event(dg.AssetMaterialization("thing", partition="2011-04"))
    assert list(run_history(second).glob("*.db"))
    assert not run_history(first).exists()
    assert "the operator's own line" in (second.dagster_home / "dagster.yaml").read_text("utf-8")


def test_dagsters_own_event_log_reads_what_ours_wrote(tmp_path: Path) -> None:
    settings = Settings.from_environment({}, home=tmp_path)
    with open_instance(settings) as ours:
        assert type(ours.event_log_storage).__name__ == "KeptConnectionsEventLog"
        ours.report_runless_asset_event(dg.AssetMaterialization("thing", partition="2011-04"))
    (settings.dagster_home / "dagster.yaml").write_text("telemetry: {enabled: false}\n", "utf-8")
    with open_instance(settings) as stock:
        assert type(stock.event_log_storage).__name__ == "SqliteEventLogStorage"
        assert stock.get_materialized_partitions(dg.AssetKey("thing")) == {"2011-04"}
