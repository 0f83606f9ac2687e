"""Steps that are started one by one, as the Dagster UI lets a person do.

Belongs here: that they publish nothing which a whole run would have stopped, and that the next run
of one month does not go on from what they left half done. Does not belong here: whole runs
(``test_runs``).
"""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from small_builds import publish_small
from statscope.defs.dbt_lineage import readers_of_deliveries, readers_of_sources, with_readers
from statscope.defs.dbt_models import asset_ids
from statscope.defs.dbt_project import ParsedProject, parsed_project
from statscope.defs.deliveries import deliveries
from statscope.defs.instance import open_instance
from statscope.defs.published import published_file
from statscope.defs.registers import register_assets
from statscope.defs.unit_matches import readers
from statscope.defs.workshop import Workshop
from statscope.settings import Settings
from statscope.warehouse.build import open_build
from statscope.warehouse.checks import CheckResult, Status, record_checks
from statscope.warehouse.ledger import begin_full_build
from statscope.warehouse.state import (
    is_complete,
    mark_audited,
    mark_building,
    mark_built,
    mark_changed,
    mark_complete,
    mark_judged,
    rules_of,
    steps_missing,
)


def verdict(check_id: str, status: Status) -> CheckResult:
    return CheckResult(check_id, "statscope", "error", True, status, "seen", 1, "projects")  # noqa: FBT003 - it blocks


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a vintage."""
    home = tmp_path_factory.mktemp("made")
    publish_small(Settings.from_environment({}, home=home))
    return home


@pytest.fixture
def settings(made: Path, tmp_path: Path) -> Settings:
    """Its copy, with a build file that went through every step."""
    shutil.copytree(made, tmp_path / "home", symlinks=True)
    settings = Settings.from_environment({}, home=tmp_path / "home")
    mark_judged(settings.build_file)
    mark_complete(settings.build_file, Workshop(settings).rules)
    mark_audited(settings.build_file)
    return settings


@pytest.fixture
def instance(settings: Settings) -> Iterator[dg.DagsterInstance]:
    with open_instance(settings) as opened:
        yield opened


def materialized(
    asset: dg.AssetsDefinition,
    settings: Settings,
    instance: dg.DagsterInstance,
    partition: str | None = None,
) -> dg.ExecuteInProcessResult:
    """Start one step alone; its neighbours are only known by name."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return dg.materialize(
            [asset],
            instance=instance,
            partition_key=partition,
            resources={"workshop": Workshop(settings)},
            raise_on_error=False,
        )


def publishing(settings: Settings, instance: dg.DagsterInstance) -> tuple[bool, str]:
    """Start publication alone; say whether it succeeded, else what it said."""
    project = ParsedProject(settings.dbt_target)
    done = materialized(published_file(project), settings, instance)
    if done.success:
        return True, ""
    error = done.failure_data_for_node("published_file")
    assert error is not None
    assert error.error is not None
    return False, error.error.message


def test_what_went_through_every_step_is_published(
    settings: Settings, instance: dg.DagsterInstance
) -> None:
    before = settings.published.joinpath("CURRENT").read_text("utf-8")
    assert publishing(settings, instance) == (True, "")
    assert settings.published.joinpath("CURRENT").read_text("utf-8") != before


def test_publication_names_the_deliveries_that_the_vintage_before_had(
    settings: Settings, instance: dg.DagsterInstance
) -> None:
    with open_build(settings.build_file) as connection:
        connection.execute("delete from meta.deliveries where file_name = '2010.csv'")
    done = materialized(published_file(ParsedProject(settings.dbt_target)), settings, instance)
    (made,) = done.asset_materializations_for_node("published_file")
    said = str(made.metadata["withdrawn_files"].value)
    assert "2010.csv" in said
    assert "withdrawn" in said
    assert said.count("\n") == 2, "two lines of head, one file"


@pytest.mark.parametrize(
    ("undo", "missing"),
    [
        pytest.param(mark_changed, "judged, built, audited", id="registers were filled since"),
        pytest.param(mark_building, "built, audited", id="models were built in part since"),
    ],
)
def test_what_has_not_passed_every_step_is_not_published(
    settings: Settings, instance: dg.DagsterInstance, undo: object, missing: str
) -> None:
    before = settings.published.joinpath("CURRENT").read_text("utf-8")
    undo(settings.build_file)  # type: ignore[operator]
    succeeded, said = publishing(settings, instance)
    assert not succeeded
    assert missing in said
    assert settings.published.joinpath("CURRENT").read_text("utf-8") == before


def test_what_a_blocking_check_stopped_is_not_published_by_starting_publication_alone(
    settings: Settings, instance: dg.DagsterInstance
) -> None:
    with open_build(settings.build_file) as connection:
        record_checks(connection, [verdict("door.row_floor.projects.2011-04", Status.FAILED)])
    succeeded, said = publishing(settings, instance)
    assert not succeeded
    assert "door.row_floor.projects.2011-04" in said
    with open_build(settings.build_file) as connection:
        record_checks(connection, [verdict("door.row_floor.projects.2011-04", Status.ACCEPTED)])
    assert publishing(settings, instance) == (True, "")


def test_a_register_taken_in_alone_leaves_a_build_file_that_is_not_gone_on_from(
    settings: Settings, instance: dg.DagsterInstance
) -> None:
    settings.deliveries.mkdir()
    begin_full_build(settings.build_file, settings.published)
    mark_complete(settings.build_file, Workshop(settings).rules)
    assert Workshop(settings).needs_everything() is None
    instance.add_dynamic_partitions("period", ["2011-03", "2011-04"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", category=dg.BetaWarning)
        projects = next(one for one in register_assets() if one.key.path[-1] == "projects")
    assert materialized(projects, settings, instance, "2011-04").success
    assert not is_complete(settings.build_file)
    assert Workshop(settings).needs_everything() is not None


def test_deliveries_found_alone_do_the_same(
    settings: Settings, instance: dg.DagsterInstance
) -> None:
    settings.deliveries.mkdir()
    assert materialized(deliveries, settings, instance).success
    assert steps_missing(settings.build_file)
    assert Workshop(settings).needs_everything() is not None


def test_a_folder_that_is_not_there_is_told_and_is_not_one_whose_files_were_withdrawn(
    settings: Settings, instance: dg.DagsterInstance
) -> None:
    done = materialized(deliveries, settings, instance)
    failure = done.failure_data_for_node("deliveries")
    assert failure is not None
    assert failure.error is not None
    assert failure.error.message.strip().endswith(f"Nothing was delivered in {settings.deliveries}")
    assert not steps_missing(settings.build_file)


def test_facts_by_other_rules_are_not_gone_on_from(settings: Settings) -> None:
    """A rule is a row: a line that moved concerns every month, whichever is asked for."""
    mark_complete(settings.build_file, "the rules of yesterday")
    assert "rules" in (Workshop(settings).needs_everything() or "")


def test_a_check_of_a_delivery_that_has_gone_goes_from_the_record(settings: Settings) -> None:
    """What is judged anew as a whole says all there is to say."""
    with open_build(settings.build_file) as connection:
        gone = ("door.money_jump.projects.2011-04", "audit.rows_stored", "dbt.unique_key")
        record_checks(connection, [verdict(name, Status.FAILED) for name in gone])
        record_checks(connection, [verdict("door.row_floor.x", Status.PASSED)], "door", "contract")
        found = connection.execute("select check_id from meta.checks order by 1").fetchall()
    names = {name for (name,) in found}
    assert "door.money_jump.projects.2011-04" not in names
    assert {"door.row_floor.x", "audit.rows_stored", "dbt.unique_key"} <= names


def test_models_built_in_several_steps_are_complete_once_each_is_of_today(
    settings: Settings,
) -> None:
    """As in a backfill: seeds apart from deliveries, then the models in turn."""
    build, every = settings.build_file, ["seed.s.lines", "model.s.sized", "model.s.judged"]
    mark_changed(build)
    mark_built(build, ["seed.s.lines", "model.s.sized"], "today", of_all=every)
    assert not is_complete(build)
    mark_changed(build, ["model.s.sized", "model.s.judged"])
    mark_built(build, ["model.s.judged"], "today", of_all=every)
    assert not is_complete(build), "what it reads is of before the change"
    mark_built(build, ["model.s.sized"], "today", of_all=every)
    assert rules_of(build) == "today"
    mark_building(build, ["model.s.sized", "model.s.judged"])
    mark_built(build, ["model.s.sized"], "today", of_all=every)
    assert not is_complete(build), "what reads it is of before"


def test_matching_units_leaves_the_models_that_do_not_read_it(tmp_path: Path) -> None:
    """In a backfill they are built before it, and not again after it."""
    manifest = parsed_project(Settings.from_environment({}, home=tmp_path)).manifest
    going, every = readers(manifest), asset_ids(manifest)
    assert {name.rpartition(".")[2] for name in going} >= {"int_enterprises__sized", "rpt_growth"}
    assert "int_regimes__stated" in {name.rpartition(".")[2] for name in every - going}


def test_registers_leave_what_only_reads_rules(tmp_path: Path) -> None:
    """In a backfill it is built before the registers are filled, and not again after them."""
    manifest = parsed_project(Settings.from_environment({}, home=tmp_path)).manifest
    every = {name.rpartition(".")[2] for name in asset_ids(manifest)}
    of_rules, with_what_if = (
        every - {name.rpartition(".")[2] for name in going}
        for going in (readers_of_sources(manifest), readers_of_deliveries(manifest))
    )
    assert with_what_if - of_rules >= {"stg_what_if__rules", "int_regimes__stated"}
    assert {"stg_meta__slots", "int_periods__modelled"}.isdisjoint(with_what_if)


def test_what_reads_a_model_is_found_however_far() -> None:
    children = {"a": ["b", "test.b"], "b": ["c"], "x": ["c"]}
    assert with_readers(["a"], {"child_map": children}) == {"a", "b", "test.b", "c"}
