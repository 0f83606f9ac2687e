"""The dbt project's seeds and models as assets, its data tests as asset checks.

Belongs here: running the one ``dbt build`` of a run and reporting it to Dagster. Does not belong
here: how dbt is called (``dbt_project``), in which process (``dbt_companion``), how its results
are read (``dbt_results``).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import dbt_assets

from statscope.defs.dbt_companion import the_companion
from statscope.defs.dbt_lineage import Manifest, with_readers
from statscope.defs.dbt_messages import Done, Finished
from statscope.defs.dbt_project import ParsedProject, build_arguments
from statscope.defs.dbt_results import NodeResult, first_error, short_id, test_verdicts
from statscope.defs.dbt_translator import Translator, is_by_period
from statscope.defs.periods import Scope, add_periods, key_of
from statscope.defs.registers import has_partitions
from statscope.defs.wording import line
from statscope.defs.workshop import Workshop
from statscope.identity.continuity import months_under_other_codes
from statscope.warehouse.build import open_build
from statscope.warehouse.checks import CheckResult, Status, record_checks
from statscope.warehouse.finished import relation_rows
from statscope.warehouse.ledger import modelled_periods, months_with_facts, record_run_periods
from statscope.warehouse.state import mark_building, mark_built

STEP = "dbt_build"


@dataclass(frozen=True)
class Built:
    """One finished call of ``dbt build``.

    Attributes:
        manifest: dbt's manifest.
        results: of every node that it got to.
        verdicts: the record of its tests.
    """

    manifest: Manifest
    results: tuple[NodeResult, ...]
    verdicts: tuple[CheckResult, ...]


def dbt_models(project: ParsedProject) -> dg.AssetsDefinition:
    """Return the assets of a dbt project, built by one call of dbt."""
    manifest = project.manifest

    @dbt_assets(
        manifest=manifest,
        name=STEP,
        dagster_dbt_translator=Translator(),
        backfill_policy=dg.BackfillPolicy.single_run(),
    )
    def build_models(
        context: dg.AssetExecutionContext, workshop: dg.ResourceParam[Workshop]
    ) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
        scope = workshop.scope(context)
        months = months_of_run(workshop, scope)
        add_periods(context.instance, months)
        chosen = selected_nodes(context, manifest)
        build_file, every = workshop.settings.build_file, asset_ids(manifest)
        ids = asset_ids(manifest, chosen)
        mark_building(build_file, with_readers(ids, manifest))
        rows = dict(relation_rows(build_file))
        shown = Shown(manifest, context.selected_asset_keys, context.selected_asset_check_keys)
        done = Done(success=False, problem=None)
        for told in run_dbt(workshop, scope, chosen, project):
            if isinstance(told, Done):
                done = told
            else:
                yield from shown.events(told, rows)
        built = record(workshop, done, manifest, rows, everything=not chosen)

        note_other_months(context, built, months)
        fail_unless_built(done, built)
        mark_built(build_file, ids, workshop.rules, of_all=every)

    return build_models


def months_of_run(workshop: Workshop, scope: Scope) -> tuple[date, ...]:
    """Say in the build file which months this run computes, and return those that have facts.

    Lists are carried forward and sizes come from the year before: what arrives for a month can
    change every later one, so these are computed too. What arrived may be of other months than
    those that were asked for, as a file can hold several, and let months have facts that had none.

    Raises:
        dagster.Failure: nothing was accepted that could be modelled.
    """
    build = workshop.settings.build_file
    known = modelled_periods(build)
    if not known:
        raise dg.Failure(line(workshop.settings.language, "nothing_accepted"), allow_retries=False)
    months = {*known}
    if scope.periods is not None:
        appeared = {*known} - workshop.months_before
        asked = {*scope.periods, *workshop.changed_months}
        months = {*appeared, *months_touched(build, asked, known)}
    _tell_of_others(workshop, scope, months & {*known})
    with open_build(build) as connection:
        record_run_periods(connection, months)
    return tuple(sorted(months & {*known}))


def months_touched(
    build: Path, asked: Collection[date], known: Collection[date]
) -> frozenset[date]:
    """Return the months whose facts may change with the deliveries of some months.

    Beside later months these are the ones whose facts stand under codes that mean another unit by
    now, and those that have no facts any more.

    Args:
        build: the build file, its registers filled and its codes joined.
        asked: the months whose deliveries were taken in.
        known: the months that have facts now.
    """
    later = {month for month in known if month >= min(asked)}
    gone = {*months_with_facts(build)} - {*known}
    return frozenset({*asked, *later, *gone, *months_under_other_codes(build)})


def _tell_of_others(workshop: Workshop, scope: Scope, months: Collection[date]) -> None:
    """Say which months are computed beside those that were asked for."""
    others = sorted({*months} - {*(scope.periods or months)})
    if others:
        named = ", ".join(key_of(month) for month in others)
        workshop.progress(line(workshop.settings.language, "others_too", months=named), None)


def selected_nodes(context: dg.AssetExecutionContext, manifest: Manifest) -> list[str]:
    """Return the names to build where the run is for some assets only; none means all."""
    if not context.is_subset:
        return []
    wanted = context.selected_asset_keys
    nodes = asset_nodes(manifest)
    chosen = sorted(node["name"] for key, node in nodes.items() if key in wanted)
    return [] if len(chosen) == len(nodes) else chosen


def asset_nodes(manifest: Manifest) -> Mapping[dg.AssetKey, Mapping[str, Any]]:
    """Return the nodes that are assets, by their key."""
    translator = Translator()
    return {
        translator.get_asset_key(node): node
        for node in manifest["nodes"].values()
        if node["resource_type"] in {"model", "seed"}
        and node["config"].get("materialized") != "ephemeral"
    }


def asset_ids(manifest: Manifest, names: Collection[str] = ()) -> frozenset[str]:
    """Return dbt's ids of the assets of these names; none means all."""
    nodes = asset_nodes(manifest).values()
    return frozenset(n["unique_id"] for n in nodes if not names or n["name"] in names)


def run_dbt(
    workshop: Workshop, scope: Scope, select: Sequence[str], project: ParsedProject
) -> Iterator[Finished | Done]:
    """Run ``dbt build``, telling people of each relation as it is done."""
    settings = workshop.settings
    relations = asset_ids(project.manifest, select)  # dbt also tells of exposures
    arguments = build_arguments(settings, everything=scope.is_everything, select=select)
    count = 0
    for told in the_companion().build(settings, project, arguments):
        if isinstance(told, Finished) and told.result.unique_id in relations:
            count += 1
            name = short_id(told.result.unique_id)
            text = line(settings.language, "dbt", done=count, total=len(relations), name=name)
            workshop.progress(text, count / len(relations))
        yield told


def record(
    workshop: Workshop,
    done: Done,
    manifest: Manifest,
    rows: Mapping[tuple[str, str], int],
    *,
    everything: bool,
) -> Built:
    """Put the tests of what dbt did on record, those of all models or of some."""
    verdicts = tuple(test_verdicts(done.results, manifest, rows))
    with open_build(workshop.settings.build_file) as connection:
        record_checks(connection, verdicts, *(("dbt",) if everything else ()))
    return Built(manifest, done.results, verdicts)


class Shown:
    """What Dagster is shown of finished nodes, of those that it asked for."""

    def __init__(
        self,
        manifest: Manifest,
        assets: Collection[dg.AssetKey],
        checks: Collection[dg.AssetCheckKey],
    ) -> None:
        """Remember what Dagster asked for."""
        self._manifest = manifest
        self._assets = {
            node["unique_id"]: key for key, node in asset_nodes(manifest).items() if key in assets
        }
        self._checks = {key.name: key for key in checks}

    def events(
        self, finished: Finished, rows: dict[tuple[str, str], int]
    ) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
        """Yield a materialisation of a relation that stands, or the result of a data test.

        Args:
            finished: the node.
            rows: (schema, name) -> rows of every relation so far; brought up to date.
        """
        result = finished.result
        if finished.rows is not None:
            node = self._manifest["nodes"][result.unique_id]
            rows[node["schema"], node["name"]] = finished.rows
        if result.unique_id in self._assets and result.is_built:
            yield dg.MaterializeResult(
                asset_key=self._assets[result.unique_id],
                metadata={
                    "dagster/row_count": finished.rows or 0,
                    "seconds": round(result.seconds, 3),
                },
            )
        for verdict in test_verdicts((result,), self._manifest, rows):
            key_of_check = self._checks.get(verdict.check_id.removeprefix("dbt."))
            if key_of_check is not None and verdict.status is not Status.NOT_APPLICABLE:
                yield check_event(key_of_check, verdict)


def check_event(key: dg.AssetCheckKey, verdict: CheckResult) -> dg.AssetCheckResult:
    """Return one data test as an asset check result."""
    blocks = verdict.stops_publication
    return dg.AssetCheckResult(
        asset_key=key.asset_key,
        check_name=key.name,
        passed=verdict.status is Status.PASSED,
        severity=dg.AssetCheckSeverity.ERROR if blocks else dg.AssetCheckSeverity.WARN,
        metadata={
            "examined_rows": verdict.examined_rows,
            "observed": verdict.observed,
            "who_acts": verdict.who_acts,
        },
    )


def note_other_months(
    context: dg.AssetExecutionContext, built: Built, months: Sequence[date]
) -> None:
    """Note computed months for which no partition of this run stands, of the facts it built."""
    planned = {*context.partition_keys} if has_partitions(context) else set()
    others = sorted({key_of(month) for month in months} - planned)
    nodes = asset_nodes(built.manifest).items()
    facts = [key for key, node in nodes if is_by_period(node)]
    for key in others:
        for fact in context.selected_asset_keys.intersection(facts):
            context.log_event(dg.AssetMaterialization(asset_key=fact, partition=key))


def fail_unless_built(done: Done, built: Built) -> None:
    """Fail the step where a model raised or dbt did not run; failed tests fail it by themselves.

    Raises:
        dagster.Failure: with the first line of what went wrong.
    """
    problem = first_error(built.results) or done.problem
    stopped = any(verdict.stops_publication for verdict in built.verdicts)
    if problem is None and not done.success and not stopped:
        problem = "dbt did not finish"
    if problem is not None:
        raise dg.Failure(problem, allow_retries=False)
