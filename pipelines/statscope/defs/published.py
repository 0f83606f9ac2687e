"""The last two assets: the build file as a whole, and the published vintage.

Belongs here: the audit as blocking checks, publishing, the review as non-blocking checks. Does not
belong here: what is audited or reviewed (``quality``), how a vintage is made (``warehouse``).
"""

from collections.abc import Iterator, Sequence

import dagster as dg

from statscope.defs.acceptance import AcceptedChecks, apply_acceptances
from statscope.defs.dbt_lineage import Manifest
from statscope.defs.dbt_models import asset_nodes
from statscope.defs.dbt_project import ParsedProject
from statscope.defs.delivery_checks import folded, key_of, short_name, verdict_row
from statscope.defs.tables import table
from statscope.defs.wording import DESCRIPTIONS, GROUP_MARTS, GROUP_PUBLISHED, OPERATOR, line
from statscope.defs.workshop import Workshop
from statscope.quality.audit import audit_verdicts
from statscope.quality.declared import DeclaredChecks, read_declared
from statscope.quality.review import review_verdicts
from statscope.quality.verdicts import Verdict
from statscope.settings import Settings
from statscope.warehouse.build import open_build
from statscope.warehouse.checks import Status, record_checks
from statscope.warehouse.finished import (
    read_finished_facts,
    read_published_eligible,
    read_review_facts,
)
from statscope.warehouse.publication import current_file, publish
from statscope.warehouse.slots import current_delivery_ids
from statscope.warehouse.state import checks_that_stop, mark_audited, steps_missing
from statscope.warehouse.summary import run_summary
from statscope.warehouse.withdrawals import deliveries_that_counted, withdrawn_since

AUDITED_BUILD = dg.AssetKey(["audited_build"])
PUBLISHED_FILE = dg.AssetKey(["published_file"])

FLAGS = "unit_flags"
LISTED = "listed_units"
_FLAGS_MART = "rpt_unit_flags"


def audited_build(settings: Settings, manifest: Manifest) -> dg.AssetsDefinition:
    """Return the asset that stands for the finished build file as a whole."""
    declared = read_declared(settings.dbt_project)

    @dg.asset(
        key=AUDITED_BUILD,
        deps=mart_keys(manifest),
        group_name=GROUP_PUBLISHED,
        description=DESCRIPTIONS["audited_build"],
        owners=[OPERATOR],
        kinds={"duckdb"},
        check_specs=audit_specs(declared),
    )
    def audited_build(
        context: dg.AssetExecutionContext,
        config: AcceptedChecks,
        workshop: dg.ResourceParam[Workshop],
    ) -> Iterator[dg.MaterializeResult[None]]:
        workshop.progress(line(workshop.settings.language, "audit"), None)
        settings = workshop.settings
        verdicts = apply_acceptances(settings, audited(settings), config.accept)
        on_record = [verdict.result for verdict in (*verdicts, *reviewed(settings, declared))]
        with open_build(settings.build_file) as connection:
            record_checks(connection, on_record, "audit", "review")
        mark_audited(settings.build_file)
        context.log.info("%s verdicts on record", len(on_record))
        yield dg.MaterializeResult(
            metadata={
                "bytes": settings.build_file.stat().st_size,
                "audit": table([verdict_row(verdict) for verdict in verdicts]),
            },
            check_results=[
                folded(AUDITED_BUILD, short_name(verdict.check), [verdict]) for verdict in verdicts
            ],
        )

    return audited_build


def review_checks(settings: Settings, manifest: Manifest) -> dg.AssetChecksDefinition:
    """Return the step that shows what people should look at; it never stops anything.

    ``audited_build`` has put the same counts on record before the file is published.
    """
    declared = read_declared(settings.dbt_project)

    @dg.multi_asset_check(name="review", specs=review_specs(declared, manifest), can_subset=True)
    def review(
        context: dg.AssetCheckExecutionContext, workshop: dg.ResourceParam[Workshop]
    ) -> Iterator[dg.AssetCheckResult]:
        for result in review_results(reviewed(workshop.settings, declared)):
            if key_of(result) in context.selected_asset_check_keys:
                yield result

    return review


def published_file(project: ParsedProject) -> dg.AssetsDefinition:
    """Return the asset that is the current published vintage."""

    @dg.asset(
        key=PUBLISHED_FILE,
        deps=[AUDITED_BUILD],
        group_name=GROUP_PUBLISHED,
        description=DESCRIPTIONS["published_file"],
        owners=[OPERATOR],
        kinds={"duckdb"},
    )
    def published_file(workshop: dg.ResourceParam[Workshop]) -> dg.MaterializeResult[None]:
        settings = workshop.settings
        workshop.progress(line(settings.language, "publish"), None)
        require_checked(settings)
        counted = deliveries_that_counted(current_file(settings))
        gone = withdrawn_since(settings.build_file, counted)
        made = publish(settings, dbt_manifest=project.manifest_file)
        summary = run_summary(settings.build_file)
        return dg.MaterializeResult(
            metadata={
                "vintage": made.vintage,
                "file": made.path.relative_to(settings.home).as_posix(),
                "bytes": made.path.stat().st_size,
                "months": ", ".join(summary["periods"]) or "—",
                "rows_loaded": summary["rows"]["loaded"],
                "rows_rejected": summary["rows"]["rejected"],
                "withdrawn_files": table(gone),
                "coverage": table(summary["coverage"]),
            }
        )

    return published_file


def require_checked(settings: Settings) -> None:
    """Refuse to publish what has not passed every step, however this one was started.

    Dagster lets a person start any step alone, also after the one before it has failed.

    Raises:
        dagster.Failure: naming what is to be done yet, or what failed.
    """
    missing = steps_missing(settings.build_file)
    if missing:
        steps = ", ".join(missing)
        raise dg.Failure(line(settings.language, "not_checked", steps=steps), allow_retries=False)
    stopping = checks_that_stop(settings.build_file)
    if stopping:
        named = ", ".join(stopping)
        words = line(settings.language, "blocked", count=len(stopping), checks=named)
        raise dg.Failure(words, allow_retries=False)


def audited(settings: Settings) -> tuple[Verdict, ...]:
    """Judge the finished build file against itself and the current vintage."""
    facts = read_finished_facts(settings.build_file)
    current = current_file(settings)
    published = read_published_eligible(current) if current else ()
    return audit_verdicts(
        facts,
        published,
        read_declared(settings.dbt_project),
        current_delivery_ids(settings.build_file),
    )


def reviewed(settings: Settings, declared: DeclaredChecks) -> tuple[Verdict, ...]:
    """Count what people should look at; nothing where the audit misses the marts to count in."""
    facts = read_review_facts(settings.build_file)
    return review_verdicts(facts, declared) if facts else ()


def audit_specs(declared: DeclaredChecks) -> list[dg.AssetCheckSpec]:
    """Return the blocking checks of the finished file."""
    return [
        dg.AssetCheckSpec(
            name=short_name(check),
            asset=AUDITED_BUILD,
            description=f"{declared.get(check).description} ({declared.get(check).who_acts})",
            blocking=declared.get(check).is_blocking,
            metadata={"check": check},
        )
        for check in declared.names("audit")
    ]


def review_specs(declared: DeclaredChecks, manifest: Manifest) -> list[dg.AssetCheckSpec]:
    """Return a non-blocking check of the unit flags and of every list."""
    flags, listed = declared.get("review.unit_flags"), declared.get("review.listed_units")
    return [
        dg.AssetCheckSpec(
            name=FLAGS if key.path[-1] == _FLAGS_MART else LISTED,
            asset=key,
            description=(flags if key.path[-1] == _FLAGS_MART else listed).description,
        )
        for key in mart_keys(manifest)
        if key.path[-1].startswith("rpt_")
    ]


def review_results(verdicts: Sequence[Verdict]) -> Iterator[dg.AssetCheckResult]:
    """Fold the review into one result per mart."""
    by_mart: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        by_mart.setdefault(verdict.result.subject, []).append(verdict)
    for mart, group in by_mart.items():
        name = mart.partition(".")[2]
        yield dg.AssetCheckResult(
            asset_key=dg.AssetKey([GROUP_MARTS, name]),
            check_name=FLAGS if name == _FLAGS_MART else LISTED,
            passed=all(verdict.result.status is not Status.FAILED for verdict in group),
            severity=dg.AssetCheckSeverity.WARN,
            description="; ".join(
                f"{verdict.result.check_id}: {verdict.result.observed}" for verdict in group
            ),
            metadata={"findings": table([verdict_row(verdict) for verdict in group])},
        )


def mart_keys(manifest: Manifest) -> list[dg.AssetKey]:
    """Return the assets that are marts, in order."""
    keys = [key for key, node in asset_nodes(manifest).items() if node["schema"] == GROUP_MARTS]
    return sorted(keys, key=lambda key: key.to_user_string())
