"""Door and contract checks as asset checks of the registers; blocking ones stop the run.

Belongs here: one asset check per declared check and register, folded from its verdicts. Does not
belong here: verdicts (``quality``). All run in one step, once everything was taken in.
"""

from collections.abc import Iterator, Mapping, Sequence

import dagster as dg

from statscope.defs.acceptance import AcceptedChecks, apply_acceptances
from statscope.defs.deliveries import DELIVERIES
from statscope.defs.registers import register_key
from statscope.defs.tables import table
from statscope.defs.wording import line
from statscope.defs.workshop import Workshop
from statscope.quality.contract import contract_checks, contract_verdicts
from statscope.quality.declared import DeclaredChecks, read_boundaries, read_declared
from statscope.quality.door import DoorRules, door_verdicts
from statscope.quality.verdicts import Verdict
from statscope.registers.catalogue import all_registers
from statscope.registers.contract import Register
from statscope.settings import Settings
from statscope.warehouse.build import open_build
from statscope.warehouse.checks import Status, record_checks
from statscope.warehouse.slots import read_slot_facts
from statscope.warehouse.state import mark_judged

REFUSED_FILE = "door.refused_file"


def delivery_checks(settings: Settings) -> dg.AssetChecksDefinition:
    """Return the step that judges what was taken in."""
    declared = read_declared(settings.dbt_project)

    @dg.multi_asset_check(name="delivery_checks", specs=check_specs(declared), can_subset=True)
    def judge_deliveries(
        context: dg.AssetCheckExecutionContext,
        config: AcceptedChecks,
        workshop: dg.ResourceParam[Workshop],
    ) -> Iterator[dg.AssetCheckResult]:
        workshop.progress(line(workshop.settings.language, "door"), None)
        verdicts = apply_acceptances(workshop.settings, judged(workshop.settings), config.accept)
        with open_build(workshop.settings.build_file) as connection:
            results = [verdict.result for verdict in verdicts]
            record_checks(connection, results, "door", "contract")
        mark_judged(workshop.settings.build_file)
        for result in asset_results(verdicts):
            if key_of(result) in context.selected_asset_check_keys:
                yield result

    return judge_deliveries


def check_specs(declared: DeclaredChecks) -> list[dg.AssetCheckSpec]:
    """Return the checks of every register, and that of files of no register."""
    specs = [
        _spec(declared, check, register_key(register.name))
        for register in all_registers().values()
        for check in (*door_checks(declared, register), *contract_checks(register))
    ]
    return [*specs, _spec(declared, REFUSED_FILE, DELIVERIES)]


def door_checks(declared: DeclaredChecks, register: Register) -> tuple[str, ...]:
    """Return the door checks that apply to a register."""
    names = declared.names("door")
    applying = (name for name in names if declared.find(name, register))
    return tuple(n for n in applying if n != "door.money_jump" or register.money_column)


def judged(settings: Settings) -> tuple[Verdict, ...]:
    """Judge everything that was taken in."""
    declared = read_declared(settings.dbt_project)
    rules = DoorRules(declared, read_boundaries(settings.dbt_project))
    door = door_verdicts(read_slot_facts(settings.build_file), rules)
    return (*door, *contract_verdicts(settings.build_file, declared))


def asset_results(verdicts: Sequence[Verdict]) -> Iterator[dg.AssetCheckResult]:
    """Fold verdicts into one result per check and asset.

    Where nothing could be examined there is no result: such a check is neither passed nor failed.
    """
    grouped: dict[tuple[dg.AssetKey, str], list[Verdict]] = {}
    for verdict in verdicts:
        key = (asset_of(verdict), short_name(verdict.check))
        grouped.setdefault(key, []).append(verdict)
    for (asset, name), group in grouped.items():
        if any(v.result.status is not Status.NOT_APPLICABLE for v in group):
            yield folded(asset, name, group)


def key_of(result: dg.AssetCheckResult) -> dg.AssetCheckKey:
    """Return the key of the check that a result is of."""
    if result.asset_key is None or result.check_name is None:
        raise ValueError("a result of several checks has to name its own")
    return dg.AssetCheckKey(dg.AssetKey(result.asset_key.path), result.check_name)


def asset_of(verdict: Verdict) -> dg.AssetKey:
    """Return the asset that a verdict speaks of."""
    subject = verdict.result.subject
    return register_key(subject) if subject in all_registers() else DELIVERIES


def folded(asset: dg.AssetKey, name: str, verdicts: Sequence[Verdict]) -> dg.AssetCheckResult:
    """Return one asset check result: failed if any verdict is, blocking if any stops the run."""
    shown = [v for v in verdicts if v.result.status not in {Status.PASSED, Status.NOT_APPLICABLE}]
    stops = any(verdict.result.stops_publication for verdict in verdicts)
    return dg.AssetCheckResult(
        asset_key=asset,
        check_name=name,
        passed=not shown,
        severity=dg.AssetCheckSeverity.ERROR if stops else dg.AssetCheckSeverity.WARN,
        description=f"{shown[0].result.observed}" if shown else None,
        metadata={
            "examined_rows": sum(verdict.result.examined_rows for verdict in verdicts),
            "verdicts": len(verdicts),
            **({"findings": table([verdict_row(verdict) for verdict in shown])} if shown else {}),
        },
    )


def verdict_row(verdict: Verdict) -> Mapping[str, object]:
    """Return one verdict as a row for people; its id is what ``--accept`` takes."""
    result = verdict.result
    return {
        "check_id": result.check_id,
        "status": result.status.value,
        "observed": result.observed,
        "accepted because": result.accepted_reason or "",
        "who acts": result.who_acts,
    }


def short_name(check: str) -> str:
    """Return a declared check's name without its group: ``door.row_floor`` -> ``row_floor``."""
    return check.partition(".")[2]


def _spec(declared: DeclaredChecks, check: str, asset: dg.AssetKey) -> dg.AssetCheckSpec:
    """Return the asset check of one declared check."""
    row = declared.get(check)
    return dg.AssetCheckSpec(
        name=short_name(check),
        asset=asset,
        description=f"{row.description} ({row.who_acts})",
        blocking=row.is_blocking,
        metadata={"check": check},
    )
