"""The asset ``deliveries``: what departments sent, and the build file made ready for it.

Belongs here: finding files, making their months known, starting a fresh build. Does not belong
here: what is in a file (``registers``), whether it is plausible (``delivery_checks``).
"""

from collections import Counter
from collections.abc import Sequence

import dagster as dg

from statscope.defs.dbt_lineage import readers_of_sources
from statscope.defs.months import months_stated
from statscope.defs.periods import add_periods, key_of
from statscope.defs.tables import table
from statscope.defs.wording import DESCRIPTIONS, GROUP_DELIVERIES, OPERATOR, line
from statscope.defs.workshop import Workshop
from statscope.ingest.deliveries import DeliveryFile
from statscope.ingest.loading import record_unknown
from statscope.registers.catalogue import all_registers
from statscope.warehouse.build import create_tables, open_build
from statscope.warehouse.ledger import begin_full_build
from statscope.warehouse.state import mark_changed
from statscope.warehouse.what_if import record_what_if_rules

DELIVERIES = dg.AssetKey(["deliveries"])


@dg.asset(
    key=DELIVERIES,
    group_name=GROUP_DELIVERIES,
    description=DESCRIPTIONS["deliveries"],
    owners=[OPERATOR],
    kinds={"file", "sha256"},
)
def deliveries(
    context: dg.AssetExecutionContext, workshop: dg.ResourceParam[Workshop]
) -> dg.MaterializeResult[None]:
    """Find what was delivered and make the build file ready for it."""
    files = workshop.files
    scope = workshop.scope(context)
    settings = workshop.settings
    workshop.progress(line(settings.language, "found", files=len(files)), None)
    if scope.is_everything and takes_everything_in(context):
        begin_full_build(settings.build_file, settings.published)
    with open_build(settings.build_file) as connection:
        create_tables(connection)
    mark_changed(settings.build_file, readers_of_sources(workshop.manifest))
    record_what_if_rules(settings.build_file, workshop.what_if_rules)
    record_unknown(settings.build_file, files)
    months = months_stated(files, settings.deliveries)
    keys = add_periods(context.instance, months)
    return dg.MaterializeResult(
        metadata={
            "files": len(files),
            "folder": dg.MetadataValue.path(str(settings.deliveries)),
            "months_stated": ", ".join(key_of(month) for month in sorted(months)) or "—",
            "months_known": len(keys),
            "by_register": table(_by_register(files)),
            "refused_unopened": table(_refused(files)),
            "what_if_regimes": table(workshop.what_if_rules.to_dicts()),
        }
    )


def takes_everything_in(context: dg.AssetExecutionContext) -> bool:
    """Whether the run fills every register, so that nothing is lost with the old build file.

    Dagster says of a run that is of no assets in particular that it is of none.
    """
    chosen = context.run.asset_selection
    return not chosen or all(dg.AssetKey(["raw", name]) in chosen for name in all_registers())


def _by_register(files: Sequence[DeliveryFile]) -> list[dict[str, object]]:
    """Count files by the folder they lie in."""
    counts = Counter(file.register for file in files)
    labels = {name: register.label_zh for name, register in all_registers().items()}
    return [
        {"register": name, "名册": labels.get(name, "—"), "files": count}
        for name, count in sorted(counts.items())
    ]


def _refused(files: Sequence[DeliveryFile]) -> list[dict[str, object]]:
    """Name the files that were refused without being opened."""
    return [
        {
            "register": file.register,
            "file": file.file_name,
            "reason": file.reject,
            "detail": file.reject_detail,
        }
        for file in files
        if file.reject is not None
    ]
