"""The asset ``unit_matches``: which unit each code and each name without a code means.

Belongs here: the one step between the registers and the models. Does not belong here: how codes
are joined, names matched, twins found (``identity``), what staging makes of it (``dbt_project``).
"""

import dagster as dg

from statscope.defs.dbt_lineage import Manifest, readers_of_sources
from statscope.defs.dbt_translator import Translator
from statscope.defs.deliveries import DELIVERIES
from statscope.defs.registers import register_key
from statscope.defs.wording import DESCRIPTIONS, GROUP_STAGING, OPERATOR, line
from statscope.defs.workshop import Workshop
from statscope.identity.continuity import CODED_IN, join_codes
from statscope.identity.matching import LISTED_IN, NAMED_IN, match_units
from statscope.identity.twins import list_twins
from statscope.warehouse.state import mark_building

UNIT_MATCHES = dg.AssetKey(["unit_matches"])

_READS = sorted({*(register for register, _ in CODED_IN), *NAMED_IN, *LISTED_IN})


@dg.asset(
    key=UNIT_MATCHES,
    deps=[DELIVERIES, *map(register_key, _READS)],
    group_name=GROUP_STAGING,
    description=DESCRIPTIONS["unit_matches"],
    owners=[OPERATOR],
    kinds={"splink", "duckdb"},
)
def unit_matches(
    context: dg.AssetExecutionContext, workshop: dg.ResourceParam[Workshop]
) -> dg.MaterializeResult[None]:
    """Join codes, match the names that have none, list projects that may be one."""
    workshop.scope(context)
    settings = workshop.settings
    workshop.progress(line(settings.language, "matching"), None)
    mark_building(settings.build_file, readers(workshop.manifest))
    codes = join_codes(settings.build_file, workshop.successors)
    report = match_units(settings.build_file, workshop.match_decisions, settings.dbt_project)
    twins = list_twins(settings.build_file, settings.dbt_project)
    return dg.MaterializeResult(
        metadata={
            "codes_joined": codes,
            "successors": workshop.successors.height,
            "names": report.names,
            **{f"names_{decision}": count for decision, count in report.decisions.items()},
            "project_twins": twins,
            "seconds": round(report.seconds, 3),
        }
    )


def readers(manifest: Manifest) -> frozenset[str]:
    """Return dbt's ids of all that reads which unit a code or a name means, directly or not."""
    translator = Translator()
    return readers_of_sources(
        manifest, lambda source: translator.get_asset_key(source) == UNIT_MATCHES
    )
